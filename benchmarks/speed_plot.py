"""The plot of time against labels, as an SVG that follows light and dark."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

LINES = {
    "factorize": ("pandas.factorize alone", "#888888", "2 3"),
    "alpha": ("Annotate: alpha", "#0072b2", ""),
    "all": ("Annotate: all, 10,000 replicates", "#0072b2", "7 4"),
    "krippendorff": ("krippendorff", "#d55e00", ""),
    "nltk": ("nltk", "#cc79a7", ""),
    "statsmodels": ("statsmodels (Fleiss)", "#009e73", ""),
    "irrcac alpha": ("irrCAC", "#e69f00", ""),
    "interrater alpha": ("interrater", "#56b4e9", "7 4"),
}
LEFT, RIGHT, TOP, BOTTOM, WIDTH, HEIGHT = 70, 250, 40, 50, 760, 420
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f }
.grid { stroke: #d0d7de } .back { fill: #ffffff }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .grid { stroke: #3d444d } .back { fill: #0d1117 }
}"""


def save(seconds: Mapping[int, Mapping[str, float]], path: Path) -> None:
    """Write the plot of ``seconds[labels][work]``; both axes logarithmic, so slope 1 is linear."""
    taken = [found[name] for found in seconds.values() for name in LINES if name in found]
    across = _scale(list(seconds), LEFT, WIDTH - RIGHT)
    up = _scale(taken, HEIGHT - BOTTOM, TOP)
    parts = [*_grid(across, up, seconds, taken)]
    ends = []
    for name, (title, colour, dashes) in LINES.items():
        points = [
            (across(size), up(found[name])) for size, found in seconds.items() if name in found
        ]
        if points:
            parts += _line(points, colour, dashes)
            ends.append((points[-1], title, colour))
    parts += _titles(ends)
    path.write_text(_svg(parts), encoding="utf-8")


def _scale(values: list[int] | list[float], low: float, high: float):
    """Value -> place, on a logarithmic axis from the power of ten below to that above."""
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return lambda value: low + (math.log10(value) - first) / max(last - first, 1) * (high - low)


def _grid(across, up, sizes, taken) -> list[str]:
    foot = HEIGHT - BOTTOM + 22
    parts = [_text(across(size), foot, f"{size:,}", "middle") for size in sizes]
    powers = range(math.floor(math.log10(min(taken))), math.ceil(math.log10(max(taken))) + 1)
    for power in powers:
        y, shown = up(10.0**power), f"{10.0**power:g} s"
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        parts.append(_text(LEFT - 8, y + 4, shown, "end"))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "labels", "middle"))
    parts.append(_text(LEFT, 20, "From the DataFrame of text to the value", "start"))
    return parts


def _line(points: list[tuple[float, float]], colour: str, dashes: str) -> list[str]:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points]
    line = f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"'
    return [f'{line} stroke-dasharray="{dashes}"/>', *dots]


def _titles(ends: list[tuple[tuple[float, float], str, str]]) -> list[str]:
    """The name of each line at its end; at the right they are moved apart."""
    parts, free = [], float(TOP - 20)
    edge = WIDTH - RIGHT + 14
    for (x, y), title, colour in sorted(ends, key=lambda end: end[0][1]):
        if x < WIDTH - RIGHT - 1:
            parts.append(_text(x + 8, y - 4, title, "start"))
            continue
        place = max(y + 4, free)
        free = place + 17
        parts.append(
            f'<path d="M{x:.1f} {y:.1f}L{edge} {place - 4:.1f}" stroke="{colour}" opacity=".5"/>'
        )
        parts.append(_text(edge + 4, place, title, "start"))
    return parts


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{text}</text>'


def _svg(parts: list[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
    title = "<title>Seconds against labels; every line is straight with slope one</title>"
    back = f'<rect class="back" width="{WIDTH}" height="{HEIGHT}"/>'
    return "\n".join([head, title, f"<style>{STYLE}</style>", back, *parts, "</svg>\n"])
