# An error that nobody catches, after output; its last line is what the runner compares.
class Box:
    def __init__(self):
        self.content = 1

    def get(self):
        return content


print("before")  # expect: before
Box().get()  # raises: NameError: name 'content' is not defined. Did you mean: 'self.content'?
