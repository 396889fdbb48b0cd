"""A small operating system: tasks of several kinds pass messages under a priority scheduler. Polymorphic methods."""

import sys

READY, WAITING, STOPPED = range(3)


class Message:
    def __init__(self, sender, kind, payload):
        self.sender = sender
        self.kind = kind
        self.payload = payload
        self.next = None


class Mailbox:
    """A linked queue of messages."""

    def __init__(self):
        self.first = None
        self.last = None

    def put(self, message):
        message.next = None
        if self.first is None:
            self.first = message
        else:
            self.last.next = message
        self.last = message

    def take(self):
        message = self.first
        if message is not None:
            self.first = message.next
        return message


class Task:
    def __init__(self, system, name, priority):
        self.system = system
        self.name = name
        self.priority = priority
        self.state = READY
        self.mailbox = Mailbox()
        self.runs = 0
        system.add(self)

    def receive(self, message):
        self.mailbox.put(message)
        if self.state == WAITING:
            self.state = READY
            self.system.wake(self)

    def send(self, task, kind, payload):
        self.system.messages += 1
        task.receive(Message(self, kind, payload))

    def step(self):
        self.runs += 1
        message = self.mailbox.take()
        if message is None:
            self.idle()
        else:
            self.handle(message)

    def idle(self):
        self.state = WAITING

    def handle(self, message):
        raise NotImplementedError


class Clock(Task):
    """Starts a piece of work at every turn."""

    def __init__(self, system, name, priority, ticks, workers):
        super().__init__(system, name, priority)
        self.left = ticks
        self.workers = workers
        self.random = 12345

    def idle(self):
        if self.left == 0:
            self.state = STOPPED
            return
        self.left -= 1
        self.random = (self.random * 1103515245 + 12345) % 2147483648
        worker = self.workers[(self.random >> 8) % len(self.workers)]
        self.send(worker, "work", self.random % 97)
        self.state = WAITING

    def handle(self, message):
        self.system.total = (self.system.total + message.payload) % 1_000_003


class Worker(Task):
    def __init__(self, system, name, priority, device):
        super().__init__(system, name, priority)
        self.device = device
        self.pending = None

    def handle(self, message):
        if message.kind == "work":
            self.pending = message.sender
            self.send(self.device, "read", self.compute(message.payload))
        else:
            self.send(self.pending or message.sender, "done", message.payload)

    def compute(self, number):
        return number * 3 + 1


class Doubler(Worker):
    def compute(self, number):
        return number * 2


class Device(Task):
    def handle(self, message):
        self.send(message.sender, "ready", message.payload + self.priority)


class System:
    def __init__(self):
        self.tasks = []
        self.ready = []
        self.messages = 0
        self.total = 0
        self.steps = 0

    def add(self, task):
        self.tasks.append(task)
        self.wake(task)

    def wake(self, task):
        ready = self.ready
        at = len(ready)
        # Lowest priority first, so that the highest is popped from the end.
        while at > 0 and ready[at - 1].priority > task.priority:
            at -= 1
        ready.insert(at, task)

    def run(self):
        while self.ready:
            task = self.ready.pop()
            task.step()
            self.steps += 1
            if task.state == READY:
                self.wake(task)


def main(n):
    system = System()
    disk = Device(system, "disk", 5)
    net = Device(system, "net", 4)
    workers = [
        Worker(system, "first", 3, disk),
        Doubler(system, "second", 3, net),
        Worker(system, "third", 2, net),
        Doubler(system, "fourth", 2, disk),
    ]
    Clock(system, "clock", 1, n, workers)
    system.run()
    runs = ",".join(f"{task.name}:{task.runs}" for task in system.tasks)
    print("scheduler", n, system.messages, system.steps, system.total, runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 130_000)
