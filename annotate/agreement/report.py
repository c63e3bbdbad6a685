"""Everything about the agreement on one question, as plain values and as JSON."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotate.agreement.categories import CategoryAgreement
from annotate.agreement.consistency import SelfConsistency
from annotate.agreement.numeric import NumericAgreement
from annotate.agreement.reference import ReferenceAgreement
from annotate.agreement.results import Coefficient, PairList
from annotate.annotations import Level


@dataclass(frozen=True)
class AnnotatorAgreement:
    """One annotator against the others on one question, with 95% intervals.

    agreement      the mean share of the others' labels that are the same
    alpha          with ``low`` and ``high``: 1 - D_o(a) / D_e, whose label-weighted mean is the
                   overall alpha
    alpha_without  the overall alpha without their labels
    gap            their alpha less that of the others among themselves on the same items
    p, flagged     one-sided probability of such a gap or a lower one by chance, and whether it
                   stands after Benjamini and Hochberg at 5%
    shrunken       alpha, drawn to everybody's by how little it is known
    numbers        beside the others' mean, for numeric questions
    reference      against gold or rulings, where their items have some
    reason         why alpha, or else why its interval, is not there
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
    alpha_without: float
    gap: float
    gap_low: float | None
    gap_high: float | None
    p: float
    flagged: bool
    shrunken: float
    numbers: NumericAgreement | None = None
    reference: ReferenceAgreement | None = None
    reason: str | None = None


@dataclass(frozen=True)
class RoundAgreement:
    """The agreement within one round: labels given in it, on items compared within it."""

    round: str
    n_items: int
    n_annotators: int
    n_labels: int
    coefficients: dict[str, Coefficient]


@dataclass(frozen=True, eq=False)
class QuestionAgreement:
    """Everything about agreement on one question.

    ``n_items`` and ``n_annotators`` are those with a label that counts, ``n_compared`` the items
    with two or more; ``categories``, ``annotators``, ``pairs`` and ``rounds`` are empty if not asked
    for, and where there are none; ``accuracy`` is that of all labels whose item has a reference.
    """

    question: str
    level: Level
    n_items: int
    n_compared: int
    n_annotators: int
    n_labels: int
    coefficients: dict[str, Coefficient]
    categories: tuple[CategoryAgreement, ...]
    annotators: tuple[AnnotatorAgreement, ...]
    pairs: PairList
    rounds: tuple[RoundAgreement, ...]
    consistency: SelfConsistency | None
    accuracy: Coefficient | None


def to_json(result: Mapping[str, QuestionAgreement]) -> dict[str, Any]:
    """The result as JSON values: full precision, undefined as null beside its reason."""
    return {"questions": {name: _question(found) for name, found in result.items()}}


def _question(found: QuestionAgreement) -> dict[str, Any]:
    whole: dict[str, Any] = _plain(found)
    del whole["question"]
    return whole | {"pairs": found.pairs.records()}


def _plain(value: Any) -> Any:
    """Dataclasses as dictionaries all the way down; what is not a finite number as None."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, PairList):
        return None  # written out of its arrays by the caller
    if dataclasses.is_dataclass(value):
        return {name: _plain(each) for name, each in vars(value).items()}
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
