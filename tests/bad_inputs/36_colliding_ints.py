# seconds: 4
import sys

modulus = 2**61 - 1
size = 2_000 if "small" in sys.argv else 20_000
table = {number * modulus: number for number in range(1, size + 1)}
print(len(table) == size, table[7 * modulus])  # expect: True 7
print(len({number * 2**40 for number in range(20_000)}))  # expect: 20000
