# signal: 2
import sys

sys.set_int_max_str_digits(0)
number = 7 << (2**29 - 1)
print("ready", flush=True)
str(number)
