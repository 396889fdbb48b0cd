# raises: ValueError: embedded null byte
open("a\0b")
