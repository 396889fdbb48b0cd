def use(open, lock):
    with lock, open("x") as f:
        for line in f:
            return line


async def asynchronous(lock, items):
    async with lock as l:
        async for item in items:
            await item
    return [x async for x in items]
