"""What the consensus would have been with fewer labels an item: whether to buy 2, 3 or 5.

r of an item's m labels are taken, each choice of r equally likely, and the most frequent answer
wins; on a tie a fair coin decides. How likely an answer wins is exact (the multivariate
hypergeometric distribution): with c_k labels for answer k, answer g wins with t labels in

    C(c_g, t) [z^(r-t) y^j] prod_{k != g} (sum_{s<t} C(c_k, s) z^s + y C(c_k, t) z^t)

of the C(m, r) choices with j others beside it, and then in 1 of 1 + j throws. It depends on the
counts alone and not on which answers they are, so it is worked out once for each multiset of counts.
An item that has no more than r labels keeps all of them.

Shapes: I items, P patterns, Z cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import comb

import numpy as np

from annotate.ablation.compared import NO_REFERENCE, Base
from annotate.ablation.medians import Medians
from annotate.ablation.paired import mean_difference
from annotate.ablation.rows import fewer
from annotate.ablation.side import Side
from annotate.ablation.voted import Voted
from annotate.agreement import Difference
from annotate.annotations import MISSING, FloatArray, IntArray
from annotate.counts import Patterns, cells_of, compact

NUMBERS = (1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50)
_MOST_KINDS = 2_000  # multisets of counts, a second's work; beyond, labels are drawn
_DRAWS = 20


@dataclass(frozen=True)
class FewerLabels:
    """What r labels an item would have given.

    n_labels      how many that would have been in all
    n_short       items that have fewer than r labels
    same          expected share of items whose consensus is that of all their labels, of the items
                  that have one; NaN where none has
    reference     expected nearness to the reference (``first``) less that of all labels
    reliability   of the consensus of r labels by Spearman and Brown's formula from alpha,
                  r alpha / (1 + (r-1) alpha); NaN where alpha is undefined or negative
    """

    r: int
    n_labels: int
    n_short: int
    same: float
    reference: Difference
    reliability: float


def label_curve(base: Base, alpha: float, numbers: Sequence[int] = NUMBERS) -> list[FewerLabels]:
    """A point for each number of labels that is less than the most an item has, and for that."""
    size = base.side.tables.table.size
    most = int(size.max(initial=0))
    asked = sorted({r for r in numbers if r < most} | ({most} if most else set()))
    return [_point(base, r, alpha) for r in asked]


def _point(base: Base, r: int, alpha: float) -> FewerLabels:
    table = base.side.tables.table
    kept = np.minimum(table.size, r)
    same, near = _by_chance(base, r)
    shares = not isinstance(base.side.consensus, Medians)
    known = bool((base.side.view.trusted != MISSING).any())
    return FewerLabels(
        r,
        int(table.weight @ kept),
        int(table.weight @ (table.size < r)),
        same,
        mean_difference(near, base.side.nearness, shares=shares) if known else NO_REFERENCE,
        r * alpha / (1 + (r - 1) * alpha) if alpha >= 0 else np.nan,
    )


def _by_chance(base: Base, r: int) -> tuple[float, FloatArray]:
    """How often the consensus stays, and (I,) the expected nearness to the reference."""
    table, consensus = base.side.tables.table, base.side.consensus
    if not isinstance(consensus, Voted) or _kinds(table) > _MOST_KINDS:
        return _by_draws(base.side, r)
    wins = np.append(chances(table, r), 0.0)
    used = compact(base.side.labels)[1]
    code = np.full(len(base.side.labels.question.answers) + 1, MISSING)
    code[used] = np.arange(used.size)
    stays = wins[_cell(table, code[consensus.code])][consensus.code != MISSING]
    reference = base.side.view.reference()
    near = np.where((reference != MISSING) & (table.of_item >= 0), 0.0, np.nan)
    near += wins[_cell(table, code[reference])]
    return (float(stays.mean()) if stays.size else np.nan), near


def _cell(table: Patterns, answer: IntArray) -> IntArray:
    """(I,) the cell of each item's pattern with this answer (I,); -1 where there is none."""
    asked = np.flatnonzero((answer != MISSING) & (table.of_item >= 0))
    keys = table.pattern * np.int64(table.n_answers) + table.label
    wanted = table.of_item[asked] * np.int64(table.n_answers) + answer[asked]
    there = np.isin(wanted, keys)
    cell = np.full(answer.size, -1, dtype=np.int64)
    asked = asked[there]
    cell[asked] = cells_of(table, asked, answer[asked])
    return cell


def _kinds(table: Patterns) -> int:
    return len(set(_counts(table)))


def _counts(table: Patterns) -> list[tuple[int, ...]]:
    """The counts of each pattern, sorted."""
    order = np.lexsort((table.count, table.pattern))
    counts = table.count[order].astype(np.int64)
    ends = np.searchsorted(table.pattern[order], np.arange(1, len(table)))
    return [tuple(part.tolist()) for part in np.split(counts, ends)] if len(table) else []


def chances(table: Patterns, r: int) -> FloatArray:
    """(Z,) the probability that a cell's answer wins among r labels of its item."""
    kinds = _counts(table)
    wins = [
        _win(kinds[pattern], int(count), r)
        for pattern, count in zip(table.pattern.tolist(), table.count.tolist(), strict=True)
    ]
    return np.array(wins, dtype=np.float64)


@cache
def _win(counts: tuple[int, ...], own: int, r: int) -> float:
    """The probability that an answer with ``own`` of the sorted ``counts`` wins among r."""
    r = min(r, sum(counts))
    others = list(counts)
    others.remove(own)
    ways = 0.0
    for t in range(1, min(own, r) + 1):
        beside = _ways(others, t, r - t)
        ways += comb(own, t) * sum(each / (1 + j) for j, each in enumerate(beside))
    return ways / comb(sum(counts), r)


def _ways(counts: Sequence[int], t: int, left: int) -> list[int]:
    """[j] in how many ways ``left`` labels come from these counts, j of them giving t, none more."""
    ways = [[0] * (left + 1) for _ in range(len(counts) + 1)]
    ways[0][0] = 1
    for count in counts:
        after = [[0] * (left + 1) for _ in ways]
        for j, row in enumerate(ways):
            for taken, so_far in enumerate(row):
                if so_far:
                    for s in range(min(t, count, left - taken) + 1):
                        after[j + (s == t)][taken + s] += so_far * comb(count, s)
        ways = after
    return [row[left] for row in ways]


def _by_draws(side: Side, r: int) -> tuple[float, FloatArray]:
    """The same as means over drawn labels, where the exact way is too long."""
    before = side.consensus
    whole = before.value if isinstance(before, Medians) else before.code
    there = np.isfinite(whole) if isinstance(before, Medians) else whole != MISSING
    stays, near = [], np.zeros(whole.size)
    for seed in range(_DRAWS):
        drawn = Side.of_labels(side.view, fewer(side.labels, r, seed))
        found = drawn.consensus
        code = found.value if isinstance(found, Medians) else found.code
        stays.append(float((code == whole)[there].mean()) if there.any() else np.nan)
        near += found.hits(side.view.reference()) / _DRAWS
    return float(np.mean(stays)), near
