# memory: 4
# seconds: 20
# raises: RecursionError
import sys

sys.setrecursionlimit(10**9)


def down(n):
    return down(n + 1)


try:
    down(0)
except RecursionError:
    print("caught")  # expect: caught
down(0)
