"""A coefficient and a pair as plain values. Undefined is NaN with a reason in words."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, overload

import numpy as np

from annotate.annotations import BoolArray, FloatArray, IntArray

NOT_ASKED = "No interval was asked for."
ONE_ITEM = "Only one item has two labels, so nothing can be said about how sure this is."
ONE_SHARED = "Only one item is shared with others, so nothing can be said about how sure this is."
_TRACE = 1e-14  # of rounding; no share of fewer than 10^14 labels is so small


def settled(values: FloatArray) -> FloatArray:
    """The values with 0 for what is a trace of rounding about 0, and for -0.0."""
    return np.where(np.abs(values) < _TRACE, 0.0, values)


@dataclass(frozen=True)
class Coefficient:
    """A coefficient with its 95% interval.

    ``low`` and ``high`` are None where no interval was asked for, NaN where there is none;
    ``reason`` says why the value, or else why the interval, is not there.
    """

    value: float
    low: float | None
    high: float | None
    reason: str | None = None


@dataclass(frozen=True)
class PairAgreement:
    """Two annotators on the ``n`` items that both labelled: the share of equal answers, kappa.

    ``low`` and ``high`` are the ends of kappa's 95% interval, None where none was asked for.
    """

    a: str
    b: str
    n: int
    agreement: float
    kappa: float
    low: float | None
    high: float | None
    reason: str | None = None


@dataclass(frozen=True, eq=False)
class PairList(Sequence[PairAgreement]):
    """All pairs of annotators who share items, kept as arrays (Q,): half a million take no time.

    ``a`` and ``b`` are positions in ``names``; ``constant`` says where both gave one and the same
    answer throughout. Indexing makes a ``PairAgreement``.
    """

    names: tuple[str, ...]
    a: IntArray
    b: IntArray
    n: IntArray
    agreement: FloatArray
    kappa: FloatArray
    low: FloatArray | None
    high: FloatArray | None
    constant: BoolArray

    def __len__(self) -> int:
        return int(self.a.size)

    @overload
    def __getitem__(self, index: int) -> PairAgreement: ...
    @overload
    def __getitem__(self, index: slice) -> PairList: ...
    def __getitem__(self, index: int | slice) -> PairAgreement | PairList:
        if isinstance(index, slice):
            return self._at(index)
        kappa = float(self.kappa[index])
        why = CONSTANT_PAIR if self.constant[index] else NEAR_PAIR
        reason = why if math.isnan(kappa) else None
        return PairAgreement(
            self.names[self.a[index]],
            self.names[self.b[index]],
            int(self.n[index]),
            float(self.agreement[index]),
            kappa,
            None if self.low is None else float(self.low[index]),
            None if self.high is None else float(self.high[index]),
            reason,
        )

    def __iter__(self) -> Iterator[PairAgreement]:
        return (self[index] for index in range(len(self)))

    def records(self) -> list[dict[str, str | int | float | None]]:
        """Each pair as JSON values, from the arrays: what is not a number is None."""
        columns: list[list[Any]] = [
            [self.names[code] for code in self.a.tolist()],
            [self.names[code] for code in self.b.tolist()],
            self.n.tolist(),
            *(
                [None] * len(self) if numbers is None else [_known(x) for x in numbers.tolist()]
                for numbers in (self.agreement, self.kappa, self.low, self.high)
            ),
            [
                None if not math.isnan(kappa) else CONSTANT_PAIR if constant else NEAR_PAIR
                for kappa, constant in zip(self.kappa.tolist(), self.constant.tolist(), strict=True)
            ],
        ]
        names = [field.name for field in fields(PairAgreement)]
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]

    def among(self, names: Collection[str]) -> PairList:
        """Only the pairs of which both are among these annotators."""
        codes = [code for code, name in enumerate(self.names) if name in names]
        return self._at(np.flatnonzero(np.isin(self.a, codes) & np.isin(self.b, codes)))

    def _at(self, which: slice | IntArray) -> PairList:
        return PairList(
            self.names,
            self.a[which],
            self.b[which],
            self.n[which],
            self.agreement[which],
            self.kappa[which],
            None if self.low is None else self.low[which],
            None if self.high is None else self.high[which],
            self.constant[which],
        )

    @classmethod
    def none(cls) -> PairList:
        """No pairs at all: they were not asked for."""
        codes, numbers = np.empty(0, dtype=np.int64), np.empty(0)
        nothing = np.empty(0, dtype=np.bool_)
        return cls((), codes, codes, codes, numbers, numbers, None, None, nothing)


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


CONSTANT_PAIR = (
    "Both gave one and the same answer to every item they share, so agreement cannot be told"
    " from chance."
)
NEAR_PAIR = (
    "Their answers differ too little beside the range of the scale for agreement to be told"
    " from chance."
)
