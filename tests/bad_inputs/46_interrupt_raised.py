# dies: 2
# raises: KeyboardInterrupt
raise KeyboardInterrupt
