# raises: RecursionError
deep = []
for _ in range(10**5):
    deep = [deep]
try:
    repr(deep)
except RecursionError:
    print("caught")  # expect: caught
text = str({"a": (deep,)})
