"""Working in phases: nobody begins the next one before everybody has ended the last.

    lungfish --gil off examples/barrier_phases.py [WORKERS [CELLS]]

The workers smooth one row of numbers together. Each writes its part of the new row from its neighbours' cells of the
old one, so all must have read and written before the rows change places. The barrier's action does that, in one
thread, while the others still wait.
"""

import sys
import threading

PHASES = 3


class Row:
    def __init__(self, cells, workers):
        self.old = [0.0] * cells
        self.old[cells // 2] = 64.0
        self.new = list(self.old)
        self.phase = 0
        self.history = [self.old[:]]
        self.barrier = threading.Barrier(workers, action=self.turn)

    def turn(self):
        """Runs in one thread, once a phase."""
        self.old, self.new = self.new, self.old
        self.phase += 1
        self.history.append(self.old[:])


def work(row, start, stop):
    for _ in range(PHASES):
        old, new = row.old, row.new
        for cell in range(start, stop):
            left = old[cell - 1] if cell else 0.0
            right = old[cell + 1] if cell + 1 < len(old) else 0.0
            new[cell] = left / 4 + old[cell] / 2 + right / 4
        row.barrier.wait()


def main():
    workers = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    cells = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    row = Row(cells, workers)
    cuts = [cells * part // workers for part in range(workers + 1)]
    threads = [threading.Thread(target=work, args=(row, a, b)) for a, b in zip(cuts, cuts[1:])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for phase, values in enumerate(row.history):
        print(f"phase {phase}:" + "".join(f"{value:6.1f}" for value in values[:12]).rstrip())
        # expect: phase 0:   0.0   0.0   0.0   0.0  64.0   0.0   0.0   0.0   0.0
        # expect: phase 1:   0.0   0.0   0.0  16.0  32.0  16.0   0.0   0.0   0.0
        # expect: phase 2:   0.0   0.0   4.0  16.0  24.0  16.0   4.0   0.0   0.0
        # expect: phase 3:   0.0   1.0   6.0  15.0  20.0  15.0   6.0   1.0   0.0


if __name__ == "__main__":
    main()
