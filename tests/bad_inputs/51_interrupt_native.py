# signal: 2
print("ready", flush=True)
while True:
    sum(range(10**12))
