# mode: exec
global g
g = 1
x = len
print(x, g)
del x
def f():
    return x
y = [x for x in g]
