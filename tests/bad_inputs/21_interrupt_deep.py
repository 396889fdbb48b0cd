# signal: 2
# Each level copies the text of the level below it.
import sys
from collections import deque

deep = deque()
for _ in range(10_000 if "small" in sys.argv else 50_000):
    deep = deque([deep])
print("ready", flush=True)
while True:
    try:
        repr(deep)
    except RecursionError:
        pass
