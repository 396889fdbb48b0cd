import circular_one

seen_one = hasattr(circular_one, "one")
try:
    from circular_one import one
except ImportError as error:
    message = str(error).split(" (")[0]
try:
    circular_one.one
except AttributeError as error:
    attribute_message = str(error).split(" (")[0]
