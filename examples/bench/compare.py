"""Compares two commands, or the lock modes of lungfish, over the programs in this folder. Runs under CPython.

    python3 examples/bench/compare.py --a target/release/lungfish --b python3.11
    python3 examples/bench/compare.py --a target/release/lungfish --b modes:
    python3 examples/bench/compare.py --a 'target/release/lungfish --gil off' --b python3.14t --only fib --runs 9

The commands take turns (A B A B ...), so that what else the machine does falls on both alike; the least time of each
counts. `modes:` stands for A with `--gil on`, `off` and `per-interp`. Programs must print the same under all commands.
A ratio over 1 means that A was faster.
"""

import argparse
import math
import os
import shlex
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
NOT_PROGRAMS = {"compare.py", "scaling.py"}
MODES = ["on", "off", "per-interp"]


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--a", default="target/release/lungfish", metavar="COMMAND")
    parser.add_argument("--b", default="python3", metavar="COMMAND", help="the other command, or modes:")
    parser.add_argument("--only", default="", metavar="NAMES", help="programs whose names contain one of these")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each command (default: 5)")
    parser.add_argument("--size", metavar="N", help="the programs' argument; mostly of use with --only")
    parser.add_argument("--timeout", type=float, default=120, metavar="SECONDS")
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    return parser.parse_args()


def programs(only):
    names = [name for name in sorted(os.listdir(HERE)) if name.endswith(".py") and name not in NOT_PROGRAMS]
    wanted = only.replace(",", " ").split()
    return [name for name in names if not wanted or any(word in name for word in wanted)]


def commands(a, b):
    """The commands' titles and words; the first is A."""
    if b == "modes:":
        return [(mode, shlex.split(a) + ["--gil", mode]) for mode in MODES]
    return [("A", shlex.split(a)), ("B", shlex.split(b))]


def run(words, timeout):
    """Seconds and output of one run, or None and what went wrong."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHON_GIL"}
    start = time.perf_counter()
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=timeout, env=environment)
    except subprocess.TimeoutExpired:
        return None, f"still running after {timeout:g} s"
    except OSError as error:
        sys.exit(f"cannot run {words[0]}: {error.strerror}")
    took = time.perf_counter() - start
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        return None, f"exit code {done.returncode}: {lines[-1] if lines else ''}"
    return took, done.stdout


def measure(program, sides, options):
    """The least seconds of each side, or an error."""
    arguments = [os.path.join(HERE, program)] + ([options.size] if options.size else [])
    least = [math.inf] * len(sides)
    printed = None
    for _ in range(options.runs):
        for side, (title, words) in enumerate(sides):
            took, output = run(words + arguments, options.timeout)
            if took is None:
                return None, f"{title}: {output}"
            if printed is None:
                printed = output
            if output != printed:
                return None, f"{title} prints {output.strip()!r}, not {printed.strip()!r}"
            least[side] = min(least[side], took)
    return least, None


def row(cells, markdown):
    if markdown:
        return "| " + " | ".join(cells) + " |"
    return f"{cells[0]:<20}" + "".join(f"{cell:>17}" for cell in cells[1:])


def main():
    options = parse()
    sides = commands(options.a, options.b)
    for title, words in sides:
        print(f"{title}: {shlex.join(words)}")
    print(f"least seconds of {options.runs} runs, in turn")
    print()
    ratios = [f"{title} / {sides[0][0]}" for title, _ in sides[1:]]
    header = ["program", *(title for title, _ in sides), *ratios]
    print(row(header, options.markdown))
    if options.markdown:
        print(row(["---"] + ["---:"] * (len(header) - 1), True))
    logarithms = [[] for _ in ratios]
    wrong = []
    for program in programs(options.only):
        name = program.removesuffix(".py")
        least, error = measure(program, sides, options)
        if error is not None:
            wrong.append(f"{name}: {error}")
            print(row([name] + ["failed"] * (len(header) - 1), options.markdown), flush=True)
            continue
        quotients = [seconds / least[0] for seconds in least[1:]]
        for logs, quotient in zip(logarithms, quotients):
            logs.append(math.log(quotient))
        cells = [name, *(f"{seconds:.3f}" for seconds in least), *(f"{quotient:.2f}" for quotient in quotients)]
        print(row(cells, options.markdown), flush=True)
    if logarithms[0]:
        means = [f"{math.exp(sum(logs) / len(logs)):.2f}" for logs in logarithms]
        print(row(["geometric mean", *([""] * len(sides)), *means], options.markdown))
    if wrong:
        print()
        print("\n".join(wrong))
        sys.exit(1)


if __name__ == "__main__":
    main()
