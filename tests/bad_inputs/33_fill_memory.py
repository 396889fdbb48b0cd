# memory: 1
# seconds: 20
kept = []
try:
    while True:
        kept.append([0] * 2000)
        kept.append(bytearray(200_000))
except MemoryError:
    del kept
    print("caught")  # expect: caught
again = [number for number in range(10**5)]
table = {}
try:
    while True:
        table[len(table)] = "a" * 10**6 + "b"
except MemoryError:
    table.clear()
    print("caught")  # expect: caught
print(sum(again))  # expect: 4999950000
