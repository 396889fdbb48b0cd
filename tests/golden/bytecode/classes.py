class A(Base, metaclass=M):
    """Documentation."""

    x: int = 1

    def __init__(self, y):
        super().__init__(y)
        self.y = y
        self.__private = __class__

    z = [i for i in range(x)]


class B[T](A):
    def first[U: T](self, x: U) -> T:
        return x


type Alias[K] = dict[K, A]
