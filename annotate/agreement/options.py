"""What can be asked of ``agreement``, and the checks on what was asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import get_args

import numpy as np
import numpy.typing as npt

from annotate.agreement.coefficients import FORMULAS
from annotate.agreement.distances import SetMeasure
from annotate.agreement.weights import Weights
from annotate.annotations import Annotations, BoolArray
from annotate.errors import DataError

MEAN_KAPPA = "cohen_kappa_mean"
NAMES = (*FORMULAS, MEAN_KAPPA)


@dataclass(frozen=True)
class Options:
    """How agreement is measured; the meaning of each is told at ``agreement``."""

    weights: Weights = "identity"
    distance: SetMeasure = "jaccard"
    replicates: int = 10_000
    seed: int = 0
    pairs: bool = True
    coefficients: tuple[str, ...] = NAMES
    annotators: bool = True

    @property
    def needs_pairs(self) -> bool:
        """Whether the answers of every two annotators have to be counted."""
        return self.pairs or MEAN_KAPPA in self.coefficients


def checked(options: Options, coefficients: Collection[str] | None) -> Options:
    """The options with these coefficients; DataError where one is not among those that exist."""
    for name, given, known in (
        ("weights", options.weights, get_args(Weights)),
        ("distance", options.distance, get_args(SetMeasure)),
    ):
        if given not in known:
            raise DataError(f"There is no {name} “{given}”. Choose one of: {', '.join(known)}.")
    return Options(
        options.weights,
        options.distance,
        _whole("replicates", options.replicates),
        _whole("seed", options.seed),
        bool(options.pairs),
        _known(coefficients),
        bool(options.annotators),
    )


def checked_data(data: object) -> Annotations:
    """The data as they are; DataError that says what to do where they are no annotations."""
    if isinstance(data, Annotations):
        return data
    how = (
        "annotate.from_frame(df, item=…, annotator=…, labels=[…])"
        if hasattr(data, "columns")
        else "annotate.load(file) or annotate.from_frame(df, …)"
    )
    raise DataError(
        f"Agreement is measured in annotations, not in a {type(data).__name__}."
        f" Make them with {how} first."
    )


def checked_questions(data: Annotations, questions: object) -> list[str]:
    """The names of the questions asked for; a single name stands for itself, None for all."""
    if questions is None:
        return [question.name for question in data.questions]
    names = _names("questions", questions)
    return [data.question(name).name for name in names]


def checked_rows(data: Annotations, where: npt.ArrayLike | None) -> BoolArray | None:
    """(N,) the rows asked for, out of whatever holds a True or False for each."""
    if where is None:
        return None
    try:
        rows = np.asarray(where)
    except ValueError:  # a ragged list
        rows = np.empty(0)
    if rows.dtype == object and all(isinstance(each, bool | np.bool_) for each in rows.flat):
        rows = rows.astype(np.bool_)
    if rows.dtype != np.bool_ or rows.shape != (len(data.table),):
        raise DataError(
            f"“where” needs one value for each of the {len(data.table):,} rows, True or False."
            f" It has the shape {rows.shape} and the type {rows.dtype}."
        )
    return rows


def _whole(name: str, given: object) -> int:
    if isinstance(given, Integral) and not isinstance(given, bool) and int(given) >= 0:
        return int(given)
    raise DataError(f"“{name}” is a whole number from 0 up, not {given!r}.")


def _known(asked: Collection[str] | None) -> tuple[str, ...]:
    """The coefficients asked for, in the order in which all results have them."""
    if asked is None:
        return NAMES
    names = _names("coefficients", asked)
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise DataError(
            f"There is no coefficient “{unknown[0]}”. Choose among: {', '.join(NAMES)}."
        )
    return tuple(name for name in NAMES if name in names)


def _names(what: str, given: object) -> Sequence[str]:
    """One name or several as a sequence."""
    if isinstance(given, str):
        return (given,)
    try:
        return tuple(given)  # type: ignore[arg-type]  # what is no collection is refused below
    except TypeError:
        known = f" Choose among: {', '.join(NAMES)}." if what == "coefficients" else ""
        raise DataError(f"“{what}” is a name or a list of names, not {given!r}.{known}") from None
