# seconds: 1
modulus = 2**61 - 1
table = {number * modulus: number for number in range(1, 20_001)}
print(len(table), table[7 * modulus])  # expect: 20000 7
print(len({number * 2**40 for number in range(20_000)}))  # expect: 20000
