# raises: ValueError: 99999
# seconds: 20
error = None
for number in range(10**5):
    later = ValueError(number)
    later.__cause__ = error
    error = later
raise error
