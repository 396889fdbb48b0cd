import gc

first = last = [None]
for _ in range(10**6):
    last = [last]
first[0] = last
del first, last
print(gc.collect() >= 10**6)  # expect: True
