# memory: 1
# raises: MemoryError
for attempt in (lambda: 1 << 2**62, lambda: list(range(10**12)), lambda: tuple(range(10**12))):
    try:
        attempt()
    except (MemoryError, OverflowError) as error:
        print("caught")
# expect: caught
# expect: caught
# expect: caught
list(range(10**12))
