# A call of an attribute finds what the attribute is now: a method, a property, a class, whatever reads of it have learned.


class Made:
    def itself(self):
        return self.__class__

    def another(self):
        return self.__class__()

    @property
    def action(self):
        return lambda: "from property"

    def reads(self):
        return self.action

    def calls(self):
        return self.action()

    def changing(self):
        return "method"


for number in range(3):
    made = Made()
    made.itself()
    made.reads()
    print(type(made.another()).__name__, made.calls())
    # expect: Made from property
    # expect: Made from property
    # expect: Made from property


def call(thing):
    return thing.changing()


print(call(made), call(made))  # expect: method method
Made.changing = property(lambda self: lambda: "property")
print(call(made), call(made))  # expect: property property
Made.changing = staticmethod(lambda: "static")
print(call(made), call(made))  # expect: static static
Made.changing = classmethod(lambda cls: cls.__name__)
print(call(made), call(made))  # expect: Made Made
Made.changing = Made
print(type(call(made)).__name__)  # expect: Made
made.changing = lambda: "own"
print(call(made), call(made))  # expect: own own
