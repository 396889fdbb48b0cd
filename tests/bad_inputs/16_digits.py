for attempt in (lambda: int("1" * 5000), lambda: str(10**5000)):
    try:
        attempt()
    except ValueError as error:
        print(error)
# expect: Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit
# expect: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
int("1" * 5000)  # raises: ValueError: Exceeds the limit (4300 digits)
