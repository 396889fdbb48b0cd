"""Sun, planets and their pull on each other: floats in lists, unpacking, pairs of bodies."""

import sys

# Place, speed and mass in units where the sun's pull is 4 pi^2: distance in astronomical units, time in years.
PULL = 39.478417604357434
BODIES = [
    ("sun", [0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 1.0),
    ("mercury", [0.387, 0.0, 0.01], [0.0, 10.1, 0.4], 1.66e-7),
    ("earth", [1.0, 0.0, 0.0], [0.0, 6.2832, 0.0], 3.0e-6),
    ("jupiter", [-5.2, 0.1, 0.05], [0.0, -2.755, 0.02], 9.55e-4),
    ("saturn", [0.0, 9.58, -0.1], [-2.03, 0.0, 0.05], 2.86e-4),
]


def bodies():
    return [(place[:], speed[:], mass) for _, place, speed, mass in BODIES]


def pairs(system):
    return [(a, b) for at, a in enumerate(system) for b in system[at + 1 :]]


def advance(system, couples, step, steps):
    for _ in range(steps):
        for (place, speed, mass), (other_place, other_speed, other_mass) in couples:
            x, y, z = place
            u, v, w = other_place
            x -= u
            y -= v
            z -= w
            square = x * x + y * y + z * z
            force = PULL * step / (square * square**0.5)
            own = mass * force
            other = other_mass * force
            speed[0] -= x * other
            speed[1] -= y * other
            speed[2] -= z * other
            other_speed[0] += x * own
            other_speed[1] += y * own
            other_speed[2] += z * own
        for place, (u, v, w), _ in system:
            place[0] += step * u
            place[1] += step * v
            place[2] += step * w


def energy(system, couples):
    total = 0.0
    for (place, _, mass), (other_place, _, other_mass) in couples:
        distance = sum((a - b) ** 2 for a, b in zip(place, other_place)) ** 0.5
        total -= PULL * mass * other_mass / distance
    for _, (u, v, w), mass in system:
        total += mass * (u * u + v * v + w * w) / 2
    return total


def main(n):
    system = bodies()
    couples = pairs(system)
    before = energy(system, couples)
    advance(system, couples, 0.0005, n)
    print("nbody", n, f"{before:.9f} {energy(system, couples):.9f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 180_000)
