# signal: 2
import sys

sys.set_int_max_str_digits(0)
digits = "7" * (10**7 if "small" in sys.argv else 10**8)
print("ready", flush=True)
while True:
    int(digits)
