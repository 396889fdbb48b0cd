# raises: ValueError: 99999
# seconds: 20
import sys

error = None
for number in range(100_000 - (50_000 if "small" in sys.argv else 100_000), 100_000):
    later = ValueError(number)
    later.__cause__ = error
    error = later
raise error
