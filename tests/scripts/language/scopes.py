# Names: local, enclosing, global, built-in; binding, deleting, and names without a value.

x = "global"


def error_of(function, *arguments):
    try:
        return function(*arguments)
    except (NameError, UnboundLocalError) as error:
        return f"{type(error).__name__}: {error} [{error.name}]"


def reads():
    return x


def assigns():
    x = "local"
    return x


def declares():
    global x
    x = "changed"
    return x


print(reads(), assigns(), reads(), declares(), reads())  # expect: global local global changed changed


def unbound():
    print(x)
    x = 1


def unbound_del():
    x = 1
    del x
    return x


def del_unbound():
    del missing
    missing = 1


def unbound_for():
    for item in ():
        pass
    return item


def unbound_with_except():
    try:
        raise ValueError
    except ValueError as error:
        pass
    return error


def missing_name():
    return undefined_name


def del_global():
    global not_there
    del not_there


def augmented():
    x += 1


print(error_of(unbound))  # expect: UnboundLocalError: cannot access local variable 'x' where it is not associated with a value [None]
print(error_of(unbound_del))  # expect: UnboundLocalError: cannot access local variable 'x' where it is not associated with a value [None]
print(error_of(del_unbound))  # expect: UnboundLocalError: cannot access local variable 'missing' where it is not associated with a value [None]
print(error_of(unbound_for))  # expect: UnboundLocalError: cannot access local variable 'item' where it is not associated with a value [None]
print(error_of(unbound_with_except))  # expect: UnboundLocalError: cannot access local variable 'error' where it is not associated with a value [None]
print(error_of(missing_name))  # expect: NameError: name 'undefined_name' is not defined [undefined_name]
print(error_of(del_global))  # expect: NameError: name 'not_there' is not defined [not_there]
print(error_of(augmented))  # expect: UnboundLocalError: cannot access local variable 'x' where it is not associated with a value [None]


def free_unbound():
    def inner():
        return value

    try:
        return inner()
    finally:
        value = 1


def free_deleted():
    value = 1

    def inner():
        return value

    del value
    return inner()


def free_del_inner():
    value = 1

    def inner():
        nonlocal value
        del value

    inner()
    return value


print(error_of(free_unbound))  # expect: NameError: cannot access free variable 'value' where it is not associated with a value in enclosing scope [value]
print(error_of(free_deleted))  # expect: NameError: cannot access free variable 'value' where it is not associated with a value in enclosing scope [value]
print(error_of(free_del_inner))  # expect: UnboundLocalError: cannot access local variable 'value' where it is not associated with a value [None]


def counter():
    count = 0

    def increase():
        nonlocal count
        count += 1
        return count

    def read():
        return count

    return increase, read


increase, read = counter()
increase()
increase()
print(read(), counter()[1](), increase.__closure__[0].cell_contents, increase.__code__.co_freevars)  # expect: 2 0 2 ('count',)


def deep():
    a = 1

    def middle():
        def inner():
            nonlocal a
            a += 10
            return a

        return inner() + a

    return middle(), a


print(deep())  # expect: (22, 11)

# Closures see variables, not values.
functions = []
for number in range(3):
    functions.append(lambda: number)
print([function() for function in functions])  # expect: [2, 2, 2]
print([function() for function in [lambda n=n: n for n in range(3)]])  # expect: [0, 1, 2]
print([function() for function in [lambda: n for n in range(3)]])  # expect: [2, 2, 2]


def loop_closures():
    made = []
    for value in "abc":

        def show(prefix="-"):
            return prefix + value

        made.append(show)
    return [show() for show in made]


print(loop_closures())  # expect: ['-c', '-c', '-c']

# Classes: their names are not seen by methods, and look outwards when they are unbound.
y = "module"


def class_scopes():
    y = "function"

    class Inner:
        first = y
        y = "class"
        second = y

        def method(self):
            return y

        items = [y for _ in range(1)]

    return Inner.first, Inner.second, Inner().method(), Inner.items


print(error_of(class_scopes))  # expect: ('module', 'class', 'function', ['function'])


class Reads:
    y = y
    z = y + "!"
    del y


print(Reads.z, Reads.__dict__.get("y"))  # expect: module! None


class Declares:
    global made_by_class
    made_by_class = 1

    def method(self):
        return __class__


print(made_by_class, hasattr(Declares, "made_by_class"), Declares().method() is Declares)  # expect: 1 False True


def class_nonlocal():
    value = 1

    class Inner:
        nonlocal value
        value = 2

    return value, hasattr(Inner, "value")


print(class_nonlocal())  # expect: (2, False)


# Parameters that are captured; captured in loops; captured and deleted.
def parameter(a, *b, c=1, **d):
    def inner():
        nonlocal a
        a += 1
        return a, b, c, d

    return inner


inner = parameter(1, 2, c=3, e=4)
print(inner(), inner())  # expect: (2, (2,), 3, {'e': 4}) (3, (2,), 3, {'e': 4})


# Comprehensions have scopes of their own, but the first iterable is evaluated outside.
def comprehension_scopes():
    x = [1, 2]
    y = [x * 2 for x in x]
    z = {x: y for x in x for y in [x]}
    return x, y, z


print(comprehension_scopes())  # expect: ([1, 2], [2, 4], {1: 1, 2: 2})
print([(i, j) for i in range(3) for j in range(i) if (i + j) % 2])  # expect: [(1, 0), (2, 1)]
print({i % 3 for i in range(9)} == {0, 1, 2}, {k: v for k, v in zip("ab", [1, 2])})  # expect: True {'a': 1, 'b': 2}
print(sorted([i for i in range(3)] + [i] if False else [number for number in "cab"]))  # expect: ['a', 'b', 'c']


class InClass:
    values = [1, 2, 3]
    doubled = [v * 2 for v in values]
    try:
        nested = [w for v in values for w in values]
    except NameError as error:
        nested = str(error)
    lazy = (v for v in values)


print(InClass.doubled, InClass.nested, list(InClass.lazy))  # expect: [2, 4, 6] name 'values' is not defined [1, 2, 3]


def walrus_scope():
    total = 0
    parts = [total := total + value for value in [1, 2, 3]]
    return total, parts


print(walrus_scope())  # expect: (6, [1, 3, 6])
print([last := item for item in "xyz"], last)  # expect: ['x', 'y', 'z'] z
print(any((found := item) > 2 for item in [1, 2, 3, 4]), found)  # expect: True 3


def generator_scope():
    base = 10
    made = (base + item for item in [1, 2])
    base = 20
    return list(made)


print(generator_scope())  # expect: [21, 22]


def leaks():
    item = "kept"
    [item for item in range(3)]
    return item


print(leaks())  # expect: kept

# locals() and globals()
def shows_locals(a, b=2):
    c = 3
    names = locals()
    d = 4
    return names, sorted(locals())


print(shows_locals(1))  # expect: ({'a': 1, 'b': 2, 'c': 3}, ['a', 'b', 'c', 'd', 'names'])
print(globals()["y"], "x" in globals(), locals() is globals())  # expect: module True True


def snapshot():
    a = 1
    first = locals()
    first["a"] = 99
    return a


print(snapshot())  # expect: 1

# del
class Box:
    pass


def deletes():
    a = b = c = 1
    del a, (b, [c])
    return locals()


print(deletes())  # expect: {}
items = [0, 1, 2, 3, 4, 5]
del items[0], items[-1], items[1:3]
print(items)  # expect: [1, 4]
box = Box()
box.a = box.b = 1
del box.a
print(vars(box))  # expect: {'b': 1}
for act in ("del box.a", "del items[10]", "del nothing_here", "del {}['k']", "del (1).real"):
    try:
        exec(act)
    except Exception as error:
        print(type(error).__name__, error)  # expect: AttributeError 'Box' object has no attribute 'a'
        # expect: IndexError list assignment index out of range
        # expect: NameError name 'nothing_here' is not defined
        # expect: KeyError 'k'
        # expect: AttributeError attribute 'real' of 'int' objects is not writable

# Syntax errors of scopes.
for text in [
    "def f():\n  x = 1\n  global x",
    "def f():\n  print(x)\n  global x",
    "def f(x):\n  global x",
    "nonlocal x",
    "def f():\n  nonlocal x",
    "def f(x):\n  nonlocal x",
    "def f():\n  x = 1\n  def g():\n    x = 2\n    nonlocal x",
    "def f():\n  global x\n  nonlocal x",
    "def f(a, a): pass",
    "lambda a, a: 1",
    "[x := 1 for x in y]",
    "[i for i in (j := [1])]",
    "class C:\n  [j := i for i in [1]]",
    "def f():\n  global x\n  def g():\n    nonlocal x",
    "x: int = 1\nglobal x",
]:
    try:
        compile(text, "<text>", "exec")
        print("fine")
    except SyntaxError as error:
        print(error.msg, error.lineno)  # expect: name 'x' is assigned to before global declaration 3
        # expect: name 'x' is used prior to global declaration 3
        # expect: name 'x' is parameter and global 2
        # expect: nonlocal declaration not allowed at module level 1
        # expect: no binding for nonlocal 'x' found 2
        # expect: name 'x' is parameter and nonlocal 2
        # expect: name 'x' is assigned to before nonlocal declaration 5
        # expect: name 'x' is nonlocal and global 2
        # expect: duplicate argument 'a' in function definition 1
        # expect: duplicate argument 'a' in function definition 1
        # expect: assignment expression cannot rebind comprehension iteration variable 'x' 1
        # expect: assignment expression cannot be used in a comprehension iterable expression 1
        # expect: assignment expression within a comprehension cannot be used in a class body 2
        # expect: no binding for nonlocal 'x' found 4
        # expect: annotated name 'x' can't be global 2
