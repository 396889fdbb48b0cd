# raises: TypeError
class A:
    pass


class B(A):
    pass


try:
    A.__bases__ = (B,)
except TypeError as error:
    print(error)  # expect: a __bases__ item causes an inheritance cycle


class C(A, B):
    pass
