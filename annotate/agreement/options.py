"""What can be asked of ``agreement``, and the checks on what was asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from numbers import Integral
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from annotate.agreement.coefficients import FORMULAS
from annotate.agreement.distances import SetMeasure
from annotate.agreement.icc import ICC
from annotate.agreement.weights import Weights
from annotate.annotations import MISSING, Annotations, BoolArray, IntArray, Labels, Level
from annotate.errors import DataError

MEAN_KAPPA = "cohen_kappa_mean"
CONGER = "conger_kappa"
NAMES = (*FORMULAS, CONGER, MEAN_KAPPA, *ICC)
Interval = Literal["bca", "percentile"]


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
    interval: Interval = "bca"
    categories: bool = True
    rounds: bool = True

    @property
    def needs_pairs(self) -> bool:
        """Whether the answers of every two annotators have to be counted."""
        return self.pairs or MEAN_KAPPA in self.coefficients

    def asked(self, level: Level) -> tuple[str, ...]:
        """The coefficients of a question: those for numbers only if it has some, or if named."""
        if level.is_numeric or self.coefficients != NAMES:
            return self.coefficients
        return tuple(name for name in NAMES if name not in ICC)


def checked(options: Options, coefficients: Collection[str] | None) -> Options:
    """The options with these coefficients; DataError where one is not among those that exist."""
    for name, given, known in (
        ("weights", options.weights, get_args(Weights)),
        ("distance", options.distance, get_args(SetMeasure)),
        ("interval", options.interval, get_args(Interval)),
    ):
        if given not in known:
            raise DataError(f"There is no {name} “{given}”. Choose one of: {', '.join(known)}.")
    return replace(
        options,
        replicates=_whole("replicates", options.replicates),
        seed=_whole("seed", options.seed),
        coefficients=_known(coefficients),
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


def checked_reference(
    data: Annotations, reference: Mapping[str, npt.ArrayLike] | None
) -> dict[str, IntArray]:
    """What is trusted of each question (I,); the data's gold where nothing else is given.

    DataError where codes are not one for each item, or are none of the question's answers.
    """
    if reference is None:
        return data.gold
    found = {}
    for name, given in reference.items():
        codes = np.asarray(given)
        answers = len(data.question(name).answers)
        whole = codes.shape == (data.n_items,) and np.issubdtype(codes.dtype, np.integer)
        if not whole or (codes.size and not MISSING <= codes.min() <= codes.max() < answers):
            raise DataError(
                f"The reference of “{name}” needs one code for each of the {data.n_items:,} items:"
                f" a position among its {answers:,} answers, or {MISSING} where there is none."
            )
        found[name] = codes
    return found


def without_answers(labels: Labels, missing: Collection[str]) -> Labels:
    """The labels but for those that give one of these answers, which leave the scale as well.

    DataError where the question has no such answer.
    """
    answers = labels.question.answers
    unknown = [answer for answer in missing if answer not in answers]
    if unknown:
        raise DataError(
            f"“{unknown[0]}” is no answer of “{labels.question.name}”, so it cannot be taken as"
            f" missing. Its answers are: {', '.join(answers[:20])}."
        )
    label = codes_without(answers, missing)[labels.label]
    keep = label != MISSING
    kept = tuple(answer for answer in answers if answer not in missing)
    return replace(
        labels,
        question=replace(labels.question, answers=kept),
        item=labels.item[keep],
        annotator=labels.annotator[keep],
        label=label[keep],
    )


def codes_without(answers: Sequence[str], missing: Collection[str]) -> IntArray:
    """(K,) the codes of the answers in a scale without some of them; MISSING for these."""
    stays = np.array([answer not in missing for answer in answers], dtype=np.bool_)
    return np.where(stays, np.cumsum(stays) - 1, MISSING)


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
