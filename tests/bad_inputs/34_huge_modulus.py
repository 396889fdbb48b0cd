# signal: 2
modulus = (1 << 200_000) + 1
print("ready", flush=True)
pow(3, modulus - 1, modulus)
