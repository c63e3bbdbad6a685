"""What agreement came to, as plain values. Undefined is NaN with a reason in words."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np

from annotate.annotations import FloatArray, IntArray, Level


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

    ``a`` and ``b`` are positions in ``names``; indexing makes a ``PairAgreement``.
    """

    names: tuple[str, ...]
    a: IntArray
    b: IntArray
    n: IntArray
    agreement: FloatArray
    kappa: FloatArray

    def __len__(self) -> int:
        return int(self.a.size)

    @overload
    def __getitem__(self, index: int) -> PairAgreement: ...
    @overload
    def __getitem__(self, index: slice) -> PairList: ...
    def __getitem__(self, index: int | slice) -> PairAgreement | PairList:
        if isinstance(index, slice):
            return PairList(
                self.names,
                self.a[index],
                self.b[index],
                self.n[index],
                self.agreement[index],
                self.kappa[index],
            )
        kappa = float(self.kappa[index])
        reason = CONSTANT_PAIR if math.isnan(kappa) else None
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
        kept = np.flatnonzero(np.isin(self.a, codes) & np.isin(self.b, codes))
        return PairList(
            self.names,
            self.a[kept],
            self.b[kept],
            self.n[kept],
            self.agreement[kept],
            self.kappa[kept],
        )

    @classmethod
    def none(cls) -> PairList:
        """No pairs at all: they were not asked for."""
        empty = np.empty(0, dtype=np.int64)
        return cls((), empty, empty, empty, empty.astype(np.float64), empty.astype(np.float64))


CONSTANT_PAIR = (
    "Both gave one and the same answer to every item they share, so agreement cannot be told"
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
