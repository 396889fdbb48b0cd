"""Spheres over a chequered floor, with shadows and mirrors: small objects with operators, floats."""

import math
import sys


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / math.sqrt(self.dot(self)))

    def reflect(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Sphere:
    def __init__(self, centre, radius, colour, mirror):
        self.centre = centre
        self.radius = radius
        self.colour = colour
        self.mirror = mirror

    def hit(self, origin, direction):
        """How far along the ray, or None."""
        towards = self.centre - origin
        along = towards.dot(direction)
        rest = self.radius * self.radius - towards.dot(towards) + along * along
        if rest < 0.0:
            return None
        distance = along - math.sqrt(rest)
        return distance if distance > 1e-6 else None

    def normal(self, point):
        return (point - self.centre).unit()

    def colour_at(self, point):
        return self.colour


class Floor:
    mirror = 0.1

    def hit(self, origin, direction):
        if direction.y > -1e-6:
            return None
        distance = -origin.y / direction.y
        return distance if distance > 1e-6 else None

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def colour_at(self, point):
        dark = (math.floor(point.x) + math.floor(point.z)) % 2
        return Vector(0.2, 0.2, 0.2) if dark else Vector(0.9, 0.9, 0.9)


class Scene:
    def __init__(self):
        self.things = [
            Sphere(Vector(-1.2, 1.0, 4.0), 1.0, Vector(0.9, 0.2, 0.2), 0.4),
            Sphere(Vector(1.2, 1.0, 5.0), 1.0, Vector(0.2, 0.4, 0.9), 0.3),
            Sphere(Vector(0.1, 0.5, 2.8), 0.5, Vector(0.3, 0.9, 0.3), 0.0),
            Floor(),
        ]
        self.light = Vector(0.5, 0.9, -0.6).unit()

    def nearest(self, origin, direction):
        best, thing = None, None
        for candidate in self.things:
            distance = candidate.hit(origin, direction)
            if distance is not None and (best is None or distance < best):
                best, thing = distance, candidate
        return best, thing

    def trace(self, origin, direction, depth):
        distance, thing = self.nearest(origin, direction)
        if thing is None:
            sky = 0.5 + direction.y / 2.0
            return Vector(sky * 0.6, sky * 0.7, sky)
        point = origin + direction * distance
        normal = thing.normal(point)
        brightness = max(0.0, normal.dot(self.light))
        if brightness > 0.0 and self.nearest(point, self.light)[1] is not None:
            brightness = 0.0
        colour = thing.colour_at(point) * (0.2 + 0.8 * brightness)
        if thing.mirror > 0.0 and depth > 0:
            seen = self.trace(point, direction.reflect(normal).unit(), depth - 1)
            colour = colour * (1.0 - thing.mirror) + seen * thing.mirror
        return colour


def main(n):
    scene = Scene()
    eye = Vector(0.0, 1.2, -2.0)
    checksum = 0
    for row in range(n):
        for column in range(n):
            direction = Vector((column + 0.5) / n - 0.5, 0.4 - (row + 0.5) / n, 1.0).unit()
            colour = scene.trace(eye, direction, 2)
            for part in (colour.x, colour.y, colour.z):
                checksum = (checksum * 7 + int(min(part, 1.0) * 255.0)) % 1_000_003
    print("raytrace", n, checksum)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
