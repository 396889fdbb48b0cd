# memory: 4
# raises: MemoryError
for attempt in (lambda: b"a" * 10**12, lambda: "é" * 10**12, lambda: ("a" * 10**6).replace("a", "b" * 10**7)):
    try:
        attempt()
    except MemoryError:
        print("caught")
# expect: caught
# expect: caught
# expect: caught
"a" * 10**12
