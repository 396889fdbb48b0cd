# signal: 2
print("ready", flush=True)
10**10**8
