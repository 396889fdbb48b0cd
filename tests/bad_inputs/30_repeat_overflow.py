# raises: OverflowError
# memory: 4
for attempt in (lambda: "a" * 2**64, lambda: [0] * 2**64, lambda: bytes(2**64), lambda: range(2**70).__len__()):
    try:
        attempt()
    except OverflowError:
        print("caught")
# expect: caught
# expect: caught
# expect: caught
# expect: caught
"ab" * (2**63 - 1)
