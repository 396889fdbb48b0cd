# memory: 4
# raises: MemoryError
for attempt in (lambda: "%10000000000d" % 1, lambda: "a".ljust(10**10), lambda: "a".center(10**11)):
    try:
        attempt()
    except (MemoryError, OverflowError):
        print("caught")
# expect: caught
# expect: caught
# expect: caught
format(1, "10000000000")
