# exit: 7
import os

try:
    os._exit(7)
finally:
    print("never")
