def call(f, self, args, kw):
    f()
    f(1, x=2)
    self.items.append(self.make(1)[2].name)
    f(*args)
    f(0, *args, key=1, **kw)
    f(1)(2)(3)
    self.a.b.c = f(self.x).y
    self.count += 1
    args[0] = args[-1]
    args[1:2] = args[::3]
    return f(x := 1, x)
