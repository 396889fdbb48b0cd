# raises: SyntaxError: too many statically nested blocks
text = "".join(" " * depth + "while True:\n" for depth in range(22)) + " " * 22 + "pass\n"
exec(text)
