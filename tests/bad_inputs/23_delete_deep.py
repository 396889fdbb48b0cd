import sys

size = 10**5 if "small" in sys.argv else 10**6
deep = None
for _ in range(size):
    deep = [deep]
del deep


class Node:
    pass


first = None
for _ in range(size // 10):
    node = Node()
    node.next = first
    first = node
del first, node
deep = ()
for _ in range(size // 10):
    deep = {"next": (deep,)}
del deep
print("done")  # expect: done
