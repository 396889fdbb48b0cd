# memory: 4
# raises: MemoryError
for attempt in (lambda: bytearray(2**62), lambda: bytes(2**62), lambda: (0,) * 2**62, lambda: [0] * 10**12):
    try:
        attempt()
    except MemoryError:
        print("caught")
# expect: caught
# expect: caught
# expect: caught
# expect: caught
[0] * 2**62
