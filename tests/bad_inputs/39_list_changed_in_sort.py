# raises: ValueError: list modified during sort
numbers = [3, 2, 1]
numbers.sort(key=lambda number: numbers.append(number) or number)
