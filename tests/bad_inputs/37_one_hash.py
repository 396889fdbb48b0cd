# seconds: 10
class Key:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return self.number == other.number


print(len({Key(number): number for number in range(1000)}))  # expect: 1000
