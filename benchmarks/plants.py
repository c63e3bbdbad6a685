"""Habits to be planted in the most eager annotator but two of a made-up crowd."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from crowds import Crowd

from annotate.annotations import Level
from annotate.habits import Kind


@dataclass(frozen=True)
class Plant:
    """How to change the rows of one annotator, and the kinds that name what was done."""

    change: Callable[[Crowd, np.ndarray], None]
    kinds: frozenset[Kind]
    level: Level = Level.NOMINAL

    def put(self, crowd: Crowd) -> tuple[Crowd, int]:
        """The crowd with the habit, and who has it."""
        who = int(np.argsort(-np.bincount(crowd.annotator))[2])
        self.change(crowd, crowd.of(who))
        return crowd, who


def _chance(crowd: Crowd, rows: np.ndarray, p: float) -> np.ndarray:
    return rows[crowd.rng.random(rows.size) < p]


def _confuse(crowd: Crowd, rows: np.ndarray) -> None:
    crowd.label[_chance(crowd, rows[crowd.truth[crowd.item[rows]] == 1], 0.45)] = 2


def _overuse(crowd: Crowd, rows: np.ndarray) -> None:
    crowd.label[_chance(crowd, rows, 0.35)] = 3


def _avoid(crowd: Crowd, rows: np.ndarray) -> None:
    own = rows[crowd.label[rows] == 0]
    crowd.label[own] = 1 + crowd.rng.integers(0, crowd.n_answers - 1, own.size)


def _shift(by: int) -> Callable[[Crowd, np.ndarray], None]:
    def change(crowd: Crowd, rows: np.ndarray) -> None:
        some = _chance(crowd, rows, 0.7)
        crowd.label[some] = np.clip(crowd.label[some] + by, 0, crowd.n_answers - 1)

    return change


def _narrow(crowd: Crowd, rows: np.ndarray) -> None:
    crowd.label[rows] = np.clip(crowd.label[rows], 1, 3)
    crowd.label[_chance(crowd, rows, 0.5)] = 2


def _rush(crowd: Crowd, rows: np.ndarray) -> None:
    crowd.seconds[_chance(crowd, rows, 0.5)] *= 0.2


def _drift(crowd: Crowd, rows: np.ndarray) -> None:
    late = _chance(crowd, rows[rows.size // 2 :], 0.5)
    crowd.label[late] = crowd.rng.integers(0, crowd.n_answers, late.size)


def _tire(crowd: Crowd, rows: np.ndarray) -> None:
    late = _chance(crowd, rows[np.arange(rows.size) % 25 >= 14], 0.6)
    crowd.label[late] = crowd.rng.integers(0, crowd.n_answers, late.size)


def _line(crowd: Crowd, rows: np.ndarray) -> None:
    for first in range(10, rows.size - 20, 50):
        crowd.label[rows[first : first + 20]] = crowd.label[rows[first]]


def _copy(crowd: Crowd, rows: np.ndarray) -> None:
    near = crowd.of(int(np.argsort(-np.bincount(crowd.annotator))[0]))
    shared = min(120, rows.size, near.size)
    free = ~np.isin(crowd.item[near], crowd.item[rows[shared:]])
    source, target = near[free][:shared], rows[: int(free.sum())][:shared]
    crowd.item[target] = crowd.item[source]
    crowd.time[target] = crowd.time[source] + np.timedelta64(3, "m")
    some = crowd.rng.random(target.size) < 0.9
    crowd.label[target[some]] = crowd.label[source[some]]


def _long(crowd: Crowd, rows: np.ndarray) -> None:
    long = rows[crowd.length[crowd.item[rows]] > np.quantile(crowd.length, 0.85)]
    some = _chance(crowd, long, 0.9)
    crowd.label[some] = np.minimum(crowd.label[some] + 1, crowd.n_answers - 1)


PLANTS = {
    "confuses": Plant(_confuse, frozenset({Kind.CONFUSES})),
    "overuses": Plant(_overuse, frozenset({Kind.OVERUSES})),
    "avoids": Plant(_avoid, frozenset({Kind.AVOIDS})),
    "lenient": Plant(_shift(1), frozenset({Kind.LENIENT}), Level.ORDINAL),
    "severe": Plant(_shift(-1), frozenset({Kind.SEVERE}), Level.INTERVAL),
    "narrow": Plant(_narrow, frozenset({Kind.NARROW}), Level.ORDINAL),
    "rushes": Plant(_rush, frozenset({Kind.RUSHES})),
    "drifts": Plant(_drift, frozenset({Kind.DRIFTS})),
    "tires": Plant(_tire, frozenset({Kind.TIRES})),
    "straight lines": Plant(_line, frozenset({Kind.STRAIGHT_LINES})),
    "copies": Plant(_copy, frozenset({Kind.COPIES})),
    "prefers long": Plant(_long, frozenset({Kind.PREFERS_LONG}), Level.ORDINAL),
}
