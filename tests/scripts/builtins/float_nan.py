# NaNs that operations make: of either sign, and never anything but floats.
import math

infinity = float("inf")
nan = infinity - infinity
other = -nan
print(nan, other, f"{nan:+}", f"{other:+}", "%f" % nan, "%+f" % nan, format(nan, "e"), format(other, "08.3f"))  # expect: nan nan +nan +nan nan +nan nan 00000nan
print(nan == nan, nan != nan, nan < nan, nan is nan, nan in [nan], [nan].index(nan), {nan: 1}.get(nan), len({nan, nan}))  # expect: False True False True True 0 1 1
print(infinity * 0, 0.0 * infinity, math.isnan(nan * 2 + 1), math.isnan(other / 3.0), abs(other), +nan)  # expect: nan nan True True nan nan
print(math.copysign(1, nan) == -math.copysign(1, other), nan.hex(), other.hex(), nan.is_integer())  # expect: True nan nan False
print([nan, other, float("nan")], (nan,) == (nan,), max(nan, 1.0), min(1.0, nan))  # expect: [nan, nan, nan] True nan 1.0
for function in int, float.as_integer_ratio, math.floor:
    try:
        function(nan)
    except ValueError as error:
        print(error)
# expect: cannot convert float NaN to integer
# expect: cannot convert NaN to integer ratio
# expect: cannot convert float NaN to integer
total = 0.0
for number in [1.0, nan, 2]:
    total += number
    total -= number * 1
print(total, type(total).__name__)  # expect: nan float
