import sys

print(sys.get_int_max_str_digits())  # expect: 4300
try:
    str(10**5000)
except ValueError as error:
    print("refused")  # expect: refused
sys.set_int_max_str_digits(6000)
print(sys.get_int_max_str_digits(), len(str(10**5000)))  # expect: 6000 5001
sys.set_int_max_str_digits(0)
print(len(str(10**7000)))  # expect: 7001
try:
    sys.set_int_max_str_digits(5)
except ValueError as error:
    print(error)  # expect: maxdigits must be >= 640 or 0 for unlimited
