# raises: RuntimeError: dictionary changed size during iteration
for change in (lambda s: s.add(len(s)), lambda s: s.discard(0)):
    numbers = {0, 1}
    try:
        for _ in numbers:
            change(numbers)
    except RuntimeError as error:
        print(error)
# expect: Set changed size during iteration
# expect: Set changed size during iteration
table = {0: 0}
for key in table:
    table[key + 1] = 0
