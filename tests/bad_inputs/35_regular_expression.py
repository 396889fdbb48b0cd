# signal: 2
import re

print("ready", flush=True)
re.match("(a+)+$", "a" * 40 + "b")
