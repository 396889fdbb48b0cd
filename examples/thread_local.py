"""One name, a value for each thread: threading.local.

    lungfish examples/thread_local.py

Every thread sees attributes of its own on the same object. A subclass's __init__ runs once in each thread that uses
it, so that defaults are there.
"""

import threading


class Request(threading.local):
    def __init__(self):
        self.user = "nobody"
        self.steps = []


request = Request()


def step(text):
    # A helper deep in the program finds the current request without having it passed along.
    request.steps.append(f"{text} for {request.user}")


def serve(user, results):
    before = request.user
    request.user = user
    step("read")
    step("answered")
    results[user] = (before, request.steps)


def main():
    request.user = "main"
    results = {}
    threads = [threading.Thread(target=serve, args=(user, results)) for user in ("ada", "bob", "eve")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for user in sorted(results):
        before, steps = results[user]
        print(f"{user} began as {before}: {', '.join(steps)}")
        # expect: ada began as nobody: read for ada, answered for ada
        # expect: bob began as nobody: read for bob, answered for bob
        # expect: eve began as nobody: read for eve, answered for eve
    print(f"{request.user} saw {len(request.steps)} steps")  # expect: main saw 0 steps


if __name__ == "__main__":
    main()
