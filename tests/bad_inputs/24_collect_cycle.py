import gc
import sys

size = 10**5 if "small" in sys.argv else 10**6

first = last = [None]
for _ in range(size):
    last = [last]
first[0] = last
del first, last
print(gc.collect() >= size)  # expect: True
