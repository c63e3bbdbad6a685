"""The rounds in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from annotate.annotations import MISSING, IntArray
from annotate.loading.coded import Coded
from annotate.loading.numbers import natural
from annotate.loading.times import TimeArray

_NUMBER = re.compile(r"[0-9]+")


def rounds_of(coded: Coded, times: TimeArray) -> tuple[tuple[str, ...], IntArray]:
    """The names of the rounds in order, and the round of each row (N,), -1 where blank.

    Numbered rounds come by number (2 before 10), others in the order of their first time;
    without times for all of them, in the order in which they appear.
    """
    used = [at for at in range(len(coded.values)) if not coded.blank[at]]
    names = [coded.values[at] for at in used]
    if numbered(names):
        order = sorted(used, key=lambda at: natural(coded.values[at]))
    else:
        order = _by_time(coded, used, times)
    codes = np.full(len(coded.values), MISSING, dtype=np.int16)
    codes[order] = np.arange(len(order))
    return tuple(coded.values[at] for at in order), codes[coded.codes]


def numbered(names: Sequence[str]) -> bool:
    """Whether the names differ in one number only: “round 1”, “round 2”."""
    shapes = {_NUMBER.sub("#", name.strip().casefold()) for name in names}
    return len(shapes) == 1 and "#" in next(iter(shapes))


def _by_time(coded: Coded, used: list[int], times: TimeArray) -> list[int]:
    first: dict[int, np.datetime64] = {}
    for at in used:
        mine = times[coded.codes == at]
        known = mine[~np.isnat(mine)]
        if not known.size:
            return used
        first[at] = known.min()
    return sorted(used, key=lambda at: first[at])
