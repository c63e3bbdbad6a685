"""Who gets a letter first, drawn by chance, so that it can be known whether letters help.

Half of the annotators get theirs in the first round, the others a round later. Chance alone has put
them apart, so the draw itself says how large a difference chance makes: the same draw is made again many
times, and what the letters seem to have done is compared with what each of those would seem to
have done (Fisher, 1935; the interval holds the effects that would not be refused, Ernst, 2004).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotate.annotations import BoolArray, FloatArray
from annotate.errors import DataError
from annotate.rounds.shares import Change

DRAWS = 10_000
_FEW = "Fewer than two annotators of the plan on each side have enough labels in both rounds."


@dataclass(frozen=True)
class Plan:
    """The annotators who get a letter first, those who get theirs later, and the draw's seed."""

    first: tuple[str, ...]
    later: tuple[str, ...]
    seed: int
    round: str = ""

    def to_json(self) -> dict[str, Any]:
        """The plan as it is stored."""
        return {
            "first": list(self.first),
            "later": list(self.later),
            "seed": self.seed,
            "round": self.round,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Plan:
        """The plan of what was stored."""
        return cls(
            tuple(str(name) for name in value["first"]),
            tuple(str(name) for name in value["later"]),
            int(value["seed"]),
            str(value.get("round", "")),
        )


def draw(names: Sequence[str], seed: int, round_name: str = "") -> Plan:
    """Half of the annotators, the larger half where they are odd, by chance.

    The same names and seed give the same plan. DataError with fewer than four.
    """
    ordered = sorted(set(names))
    if len(ordered) < 4:
        raise DataError(
            "At least four annotators are needed for chance to make two groups of them."
        )
    mixed = np.random.default_rng(seed).permutation(len(ordered))
    half = (len(ordered) + 1) // 2
    first = sorted(ordered[at] for at in mixed[:half].tolist())
    later = sorted(ordered[at] for at in mixed[half:].tolist())
    return Plan(tuple(first), tuple(later), seed, round_name)


@dataclass(frozen=True)
class Evaluated:
    """What the letters did in points of how right labels are, and how often chance does as much."""

    effect: Change
    p: float
    with_letter: int
    without: int


def evaluate(
    before: FloatArray, after: FloatArray, letter: BoolArray, *, draws: int = DRAWS, seed: int = 0
) -> Evaluated:
    """The randomisation test of a plan; (A,) each, NaN for an annotator who does not count.

    What is compared is what a straight line in x leaves of y (and, for the size of the effect, of who
    got a letter), which makes it surer and leaves it exact: the line does not know of the letters.
    """
    known = np.isfinite(before) & np.isfinite(after)
    x, y, treated = before[known], after[known], letter[known]
    sizes = int(treated.sum()), int((~treated).sum())
    if min(sizes) < 2:
        return Evaluated(Change(math.nan, math.nan, math.nan, _FEW), math.nan, *sizes)
    given = treated.astype(np.float64)
    left, moved = _left(y, x), _left(given, x)
    drawn = _drawn(treated, draws, seed)
    own, unit = (float(_contrast(each, treated[None, :])[0]) for each in (left, moved))
    chance = _contrast(left, drawn)
    p = (1 + int((np.abs(chance) >= abs(own) - 1e-12).sum())) / (1 + draws)
    if not unit > 0:
        return Evaluated(Change(math.nan, math.nan, math.nan, _FEW), p, *sizes)
    value = own / unit
    shift = _contrast(moved, drawn)
    low, high = (_end(own, unit, chance, shift, side) for side in (-1, 1))
    return Evaluated(Change(value, low, high), p, *sizes)


def _left(values: FloatArray, x: FloatArray) -> FloatArray:
    """The values less what a straight line in x says of them."""
    apart = x - x.mean()
    squares = float(apart @ apart)
    return values - (float(apart @ values) / squares * apart if squares > 0 else 0.0)


def _drawn(treated: BoolArray, draws: int, seed: int) -> BoolArray:
    """(draws, A) the same number of letters, given anew by chance."""
    order = np.argsort(np.random.default_rng(seed).random((draws, treated.size)), axis=1)
    given: BoolArray = treated[order]
    return given


def _contrast(values: FloatArray, given: BoolArray) -> FloatArray:
    """(draws,) the mean of the values of those with a letter less that of the others."""
    share = given / given.sum(axis=1, keepdims=True)
    rest = ~given / (~given).sum(axis=1, keepdims=True)
    return np.asarray((share - rest) @ values)


def _end(own: float, unit: float, chance: FloatArray, shift: FloatArray, side: int) -> float:
    """The effect d on this side at which 2.5% of the draws are as far off as ours.

    Were the effect d, ours would be own - d unit and that of a draw chance - d shift.
    """
    value = own / unit
    inner, outer = 0.0, 2 * (float(np.ptp(chance)) + abs(own)) / unit + 1e-12
    for _ in range(60):
        middle = (inner + outer) / 2
        d = value + side * middle
        as_far = side * (chance - d * shift) <= side * (own - d * unit) + 1e-12
        if (1 + int(as_far.sum())) / (1 + chance.size) > 0.025:
            inner = middle
        else:
            outer = middle
    return value + side * outer
