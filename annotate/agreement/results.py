"""What agreement came to, as plain values. Undefined is NaN with a reason in words."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np

from annotate.annotations import BoolArray, FloatArray, IntArray, Level

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
class AnnotatorAgreement:
    """One annotator against the others on one question, with 95% intervals.

    ``agreement`` is the mean share of the others' labels that are the same; ``alpha``, with
    ``low`` and ``high``, is 1 - D_o(a) / D_e, whose label-weighted mean is the overall alpha.
    ``reason`` says why alpha, or else why its interval, is not there.
    """

    annotator_id: str
    n_labels: int
    n_items_shared: int
    agreement: float
    agreement_low: float | None
    agreement_high: float | None
    alpha: float
    low: float | None
    high: float | None
    reason: str | None = None


@dataclass(frozen=True)
class PairAgreement:
    """Two annotators on the ``n`` items that both labelled: the share of equal answers, kappa."""

    a: str
    b: str
    n: int
    agreement: float
    kappa: float
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
            reason,
        )

    def __iter__(self) -> Iterator[PairAgreement]:
        return (self[index] for index in range(len(self)))

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
            self.constant[which],
        )

    @classmethod
    def none(cls) -> PairList:
        """No pairs at all: they were not asked for."""
        codes, numbers = np.empty(0, dtype=np.int64), np.empty(0)
        return cls((), codes, codes, codes, numbers, numbers, np.empty(0, dtype=np.bool_))


CONSTANT_PAIR = (
    "Both gave one and the same answer to every item they share, so agreement cannot be told"
    " from chance."
)
NEAR_PAIR = (
    "Their answers differ too little beside the range of the scale for agreement to be told"
    " from chance."
)


@dataclass(frozen=True)
class QuestionAgreement:
    """Everything about agreement on one question.

    ``n_items`` and ``n_annotators`` are those with a label that counts; ``annotators`` are
    in the order of the data; ``pairs`` are those who share items, empty if not asked for.
    """

    question: str
    level: Level
    n_items: int
    n_annotators: int
    n_labels: int
    coefficients: dict[str, Coefficient]
    annotators: tuple[AnnotatorAgreement, ...]
    pairs: PairList


def to_json(result: Mapping[str, QuestionAgreement]) -> dict[str, Any]:
    """The result as JSON values: full precision, undefined as null beside its reason."""
    return {"questions": {name: _question(found) for name, found in result.items()}}


def _question(found: QuestionAgreement) -> dict[str, Any]:
    return {
        "level": found.level.value,
        "n_items": found.n_items,
        "n_annotators": found.n_annotators,
        "n_labels": found.n_labels,
        "coefficients": {name: _plain(value) for name, value in found.coefficients.items()},
        "annotators": [_plain(annotator) for annotator in found.annotators],
        "pairs": [_plain(pair) for pair in found.pairs],
    }


def _plain(record: Coefficient | AnnotatorAgreement | PairAgreement) -> dict[str, Any]:
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in vars(record).items()
    }
