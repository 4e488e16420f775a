#!/usr/bin/env python3
"""Writes the table of Sources/TriageUI/Pages/Map/LandOutline+Table.swift.

    land-outline.py land-50m.json > Sources/TriageUI/Pages/Map/LandOutline+Table.swift

Takes a TopoJSON file whose object "land" is Natural Earth's land (public domain,
https://www.naturalearthdata.com/about/terms-of-use/; as TopoJSON in topojson/world-atlas) and says for each
square of one degree whether land covers a good part of it: a row of 90 hexadecimal digits for each degree of
latitude from 84 north to 60 south, each digit four degrees of longitude from 180 west on.
"""

import json
import sys

NORTH, SOUTH = 84, -60
SAMPLES = 5  # Lines through each degree.
COVER = 0.36  # Less than half, so that islands and narrow land are seen.


def rings(topology):
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
        arcs.append(points)

    def ring(indices):
        points = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += arc[1:] if points else arc
        return points

    def polygons(geometry):
        if geometry["type"] == "GeometryCollection":
            for part in geometry["geometries"]:
                yield from polygons(part)
        elif geometry["type"] == "Polygon":
            yield geometry["arcs"]
        elif geometry["type"] == "MultiPolygon":
            yield from geometry["arcs"]

    # The first ring of a polygon is its outside, the others are its lakes.
    return [
        (unwrapped(ring(indices)), 1 if place == 0 else -1)
        for polygon in polygons(topology["objects"]["land"])
        for place, indices in enumerate(polygon)
    ]


def unwrapped(points):
    """Rings go on across 180 degrees: longitudes beyond it are counted on."""
    result = points[:1]
    for x, y in points[1:]:
        last = result[-1][0]
        result.append((x + 360 * round((last - x) / 360), y))
    return result


def covered(all_rings, latitude):
    """How much of each degree of longitude is land, along a parallel."""
    cells = [0.0] * 360
    for points, sign in all_rings:
        crossings = []
        for (x1, y1), (x2, y2) in zip(points, points[1:]):
            if (y1 > latitude) != (y2 > latitude):
                crossings.append(x1 + (latitude - y1) / (y2 - y1) * (x2 - x1))
        crossings.sort()
        for start, end in zip(crossings[::2], crossings[1::2]):
            start, end = start + 180, end + 180
            for cell in range(int(start // 1), int(end // 1) + 1):
                cells[cell % 360] += sign * max(0.0, min(end, cell + 1) - max(start, cell))
    return cells


def main():
    all_rings = rings(json.load(open(sys.argv[1])))
    print("// Made by Tests/Generators/land-outline.py from Natural Earth's land, which is in the public domain.")
    print()
    print("extension LandOutline {")
    print("  /// A row for each degree from 84 north down, a digit for each four degrees from 180 west on.")
    print('  static let table = """')
    for north in range(NORTH, SOUTH, -1):
        total = [0.0] * 360
        for sample in range(SAMPLES):
            line = covered(all_rings, north - (sample + 0.5) / SAMPLES)
            total = [a + b / SAMPLES for a, b in zip(total, line)]
        bits = "".join("1" if cover >= COVER else "0" for cover in total)
        print("    " + "%090x" % int(bits, 2))
    print('    """')
    print("}")


main()
