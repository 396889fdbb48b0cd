# memory: 3
# seconds: 20
# A sort whose working memory is not to be had, of a list that stays as it was.

numbers = [number * 7919 % 1_000_003 * 1.0 for number in range(2_000_000)]
before = numbers[:1000]
filled = []
try:
    while True:
        filled.append(bytes(1 << 20))
except MemoryError:
    pass


def outcome(**options):
    try:
        numbers.sort(**options)
    except MemoryError:
        return "MemoryError"
    return "sorted"


print(outcome(), outcome(key=lambda number: -number), numbers[:1000] == before)  # expect: MemoryError MemoryError True
