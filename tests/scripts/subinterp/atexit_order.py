"""Exit functions of an interpreter run when it is closed, or after those of the main one."""
import atexit
from concurrent import interpreters

code = """
import atexit
atexit.register(print, 'exit of', {name!r}, flush=True)
"""
closed = interpreters.create()
closed.exec(code.format(name="closed"))
left = interpreters.create()
left.exec(code.format(name="left open"))
closed.close()  # expect: exit of closed
atexit.register(print, "exit of main", flush=True)
print("end", flush=True)
# expect: end
# expect: exit of main
# expect: exit of left open
