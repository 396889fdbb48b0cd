# `__builtins__` of the globals that exec and eval are given.


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except BaseException as error:
        return f"{type(error).__name__}({error})"


print(outcome(eval, "len([])", {"__builtins__": {}}), eval("len([])", {"__builtins__": {"len": lambda x: "own"}}))  # expect: NameError(name 'len' is not defined) own
print(outcome(exec, "import os", {"__builtins__": {}}), outcome(exec, "class A: pass", {"__builtins__": {}}))  # expect: ImportError(__import__ not found) NameError(__build_class__ not found)
print(outcome(eval, "1 + 1", {"__builtins__": None}), outcome(eval, "print", {"__builtins__": {}}))  # expect: 2 NameError(name 'print' is not defined)
ns = {"__builtins__": {"print": print, "x": 5}}
exec("def f(): return x\nprint(f())", ns)  # expect: 5
print(outcome(ns["f"]))  # expect: 5
ns["__builtins__"]["x"] = 6
print(outcome(ns["f"]), outcome(eval, "[y for y in range(2)]", {"__builtins__": {"range": range}}))  # expect: 6 [0, 1]
print(outcome(eval, "__import__('os').name", {"__builtins__": {}}), eval("len('abc')", {}), eval("max(1, 2)", {"__builtins__": __builtins__}))  # expect: NameError(name '__import__' is not defined) 3 2
