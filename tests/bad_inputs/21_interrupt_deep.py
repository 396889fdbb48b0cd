# signal: 2
# Each level copies the text of the level below it.
from collections import deque

deep = deque()
for _ in range(50_000):
    deep = deque([deep])
print("ready", flush=True)
while True:
    try:
        repr(deep)
    except RecursionError:
        pass
