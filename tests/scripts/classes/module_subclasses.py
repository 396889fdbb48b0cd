# Attributes of modules whose class is derived from the module type, or becomes such a one.
import types


class Described(types.ModuleType):
    computed = property(lambda self: "computed")
    plain = "of the class"

    def method(self):
        return "method"

    def __getattr__(self, name):
        return "missing " + name


class Asked(types.ModuleType):
    def __getattribute__(self, name):
        return "asked for " + name


def read(module):
    return module.computed, module.plain, module.other


def call(module):
    return module.method()


described = Described("described")
print([read(described) for _ in range(3)][-1])  # expect: ('computed', 'of the class', 'missing other')
print([call(described) for _ in range(3)][-1])  # expect: method
described.__dict__.update(computed=1, plain=2, other=3, method=lambda: "own")
print([read(described) for _ in range(3)][-1])  # expect: ('computed', 2, 3)
print([call(described) for _ in range(3)][-1])  # expect: own
print([read(Asked("asked")) for _ in range(3)][-1])  # expect: ('asked for computed', 'asked for plain', 'asked for other')

module = types.ModuleType("module")
module.computed = module.plain = module.other = 0
print([read(module) for _ in range(3)][-1])  # expect: (0, 0, 0)
module.__class__ = Described
print([read(module) for _ in range(3)][-1])  # expect: ('computed', 0, 0)
module.__class__ = Asked
print([read(module) for _ in range(3)][-1])  # expect: ('asked for computed', 'asked for plain', 'asked for other')
module.__class__ = types.ModuleType
print([read(module) for _ in range(3)][-1])  # expect: (0, 0, 0)
described.__class__ = types.ModuleType
print([read(described) for _ in range(3)][-1], type(described) is types.ModuleType)  # expect: (1, 2, 3) True
