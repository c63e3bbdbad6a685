"""The sentences of the Agreement page, from plain results. Text from data is made safe here."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from annotate.agreement import Coefficient, Difference, items_needed
from annotate.annotations import FloatArray, IntArray, Level, Question
from annotate.ui.text import count, decimal, percent, plain

HIGH_AGREEMENT = 0.8
LOW_ALPHA = 0.5
COMMON = 0.75  # the share of the commonest answer from which on chance explains most agreement


def most_confused(question: Question, confusion: FloatArray) -> str:
    """The sentence on the two answers that differ most often; empty where none do.

    ``confusion`` is (A, K, K), own answer against the others'.
    """
    between = _between(confusion)
    if not between.any():
        return ""
    first, second = np.unravel_index(int(between.argmax()), between.shape)
    return (
        f"Most disagreement is between **{plain(question.shown(int(first)))}** and"
        f" **{plain(question.shown(int(second)))}**."
    )


def rival(confusion: FloatArray, code: int) -> int | None:
    """The answer that an answer is most often confused with; None where it never is."""
    others = _between(confusion)[code]
    return int(others.argmax()) if others.any() else None


def _between(confusion: FloatArray) -> FloatArray:
    """(K, K) how often two answers stand against each other, 0 on the diagonal."""
    table = confusion.sum(axis=0)
    between: FloatArray = table + table.T
    np.fill_diagonal(between, 0.0)
    return between


def paradox(
    question: Question, answers: IntArray, alpha: Coefficient, agreed: Coefficient
) -> str | None:
    """The sentence on high agreement beside a low alpha, where one answer is common.

    ``answers`` (K,) says how many labels give each. None where nothing is paradoxical.
    """
    total = int(answers.sum())
    if not total or question.level is Level.SET or question.level.is_numeric:
        return None
    share = float(answers.max() / total)
    if not (alpha.value < LOW_ALPHA and agreed.value >= HIGH_AGREEMENT and share >= COMMON):
        return None
    common = plain(question.shown(int(answers.argmax())))
    return (
        f"**The paradox of prevalence.** Two labels of an item are the same in"
        f" {percent(agreed.value)} of cases, and still alpha is {decimal(alpha.value)}:"
        f" {percent(share)} of the labels are **{common}**, so most of that agreement was to be"
        " expected. Alpha says that the rare answers cannot be told apart, not that labels are"
        " careless. See each category, and Gwet’s AC among the coefficients."
    )


def labels_an_item(items_with: IntArray) -> str:
    """How many labels items have; ``items_with`` [m] is the number of items with m labels."""
    some = np.flatnonzero(items_with[1:]) + 1
    if not some.size:
        return "No item has a label of this question."
    total = int(items_with[1:].sum())
    alone = int(items_with[1]) if items_with.size > 1 else 0
    if some.size == 1:
        said = f"Each of the {count(total, 'item')} has {count(int(some[0]), 'label')}."
    elif some.size <= 4:
        parts = [f"{items_with[m]:,} have {count(int(m), 'label')}" for m in some[::-1]]
        said = f"Of {count(total, 'item')}, {_listed(parts)}."
    else:
        middle = _median(items_with)
        said = f"The {count(total, 'item')} have {some[0]} to {some[-1]:,} labels, half of them at least {middle:,}."
    if alone:
        return f"{said} Those with one say nothing about agreement."
    return said


def _listed(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + f" and {parts[-1]}" if len(parts) > 1 else parts[0]


def _median(items_with: IntArray) -> int:
    """The number of labels that at least half of the items with a label have."""
    at_least = np.cumsum(items_with[:0:-1])[::-1]  # [m - 1] items with m labels or more
    return int(np.flatnonzero(2 * at_least >= at_least[0])[-1]) + 1


def needed(alpha: Coefficient, n_compared: int, within: float = 0.05) -> str:
    """How many items would make alpha's interval as narrow as ± ``within``."""
    if math.isnan(alpha.value):
        return f"How many more items would be needed cannot be said. {plain(alpha.reason or '')}"
    items = items_needed(alpha, n_compared, within)
    if items is None or alpha.low is None or alpha.high is None:
        return f"How sure alpha is cannot be said. {plain(alpha.reason or '')}"
    half = (alpha.high - alpha.low) / 2
    now = f"Alpha is known to within ±{half:.2g} from {count(n_compared, 'item')} with two labels or more"
    if items <= n_compared:
        return f"{now}. For ±{within:g}, about {_about(items):,} would be enough."
    return (
        f"{now}. For **±{within:g}** it takes about **{_about(items):,} items** like these with as"
        f" many labels each, {_about(items - n_compared):,} more than there are."
    )


def _about(number: int) -> int:
    """The number rounded to two digits, up: more would claim to know better than is known."""
    step: int = 10 ** max(len(str(number)) - 2, 0)
    return -(-number // step) * step


def changed(first: str, second: str, change: Difference) -> str:
    """What became of alpha from the round ``first`` to ``second``; ``change`` is second less first."""
    start = f"From {plain(first)} to {plain(second)}"
    if math.isnan(change.value):
        return f"{start} the change of alpha is undefined. {plain(change.reason or '')}"
    way = "rose" if change.value > 0 else "fell"
    said = (
        f"{start} alpha {way} by **{abs(change.value):.2f}**, from {decimal(change.second)} to"
        f" {decimal(change.first)}"
    )
    if change.low is None or change.high is None or math.isnan(change.low + change.high):
        return f"{said}; how surely cannot be said. {plain(change.reason or '')}"
    ends = f"95% interval of the change: {change.low:+.2f} to {change.high:+.2f}".replace("-", "−")
    sure = (
        "more than chance would bring" if change.low * change.high > 0 else "chance could do that"
    )
    return f"{said} ({plain(ends)}): {sure}."
