# memory: 1
# Under a global lock interpreters are small: then all of them fit.
import sys
from concurrent import interpreters

made = []
try:
    for _ in range(1000 if "small" in sys.argv else 4000):
        made.append(interpreters.create())
except RuntimeError as error:
    assert str(error) == "interpreter creation failed", error
print(len(made) > 10)  # expect: True
made[0].close()
print("end")  # expect: end
