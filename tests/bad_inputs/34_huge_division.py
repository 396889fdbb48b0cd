# signal: 2
import sys

bits = 2**26 if "small" in sys.argv else 2**28
number = 7 << (2 * bits - 1)
divisor = (5 << bits) + 1
print("ready", flush=True)
while True:
    divmod(number, divisor)
