deep = None
for _ in range(10**6):
    deep = [deep]
del deep


class Node:
    pass


first = None
for _ in range(10**5):
    node = Node()
    node.next = first
    first = node
del first, node
deep = ()
for _ in range(10**5):
    deep = {"next": (deep,)}
del deep
print("done")  # expect: done
