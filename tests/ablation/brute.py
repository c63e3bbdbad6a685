"""Ablations the slow way: other data are made, and the ordinary functions run on them."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from statistics import median

import numpy as np

from annotate.agreement import agreement
from annotate.annotations import Annotations

REPLICATES = 0


def only(data: Annotations, rows: np.ndarray) -> Annotations:
    """The same data without the other rows."""
    return replace(
        data,
        table=data.table[rows].reset_index(drop=True),
        labels={name: codes[rows] for name, codes in data.labels.items()},
    )


def alpha(data: Annotations) -> float:
    result = agreement(data, replicates=0, coefficients=["krippendorff_alpha"], annotators=False)
    (found,) = result.values()
    return found.coefficients["krippendorff_alpha"].value


def answers(data: Annotations) -> dict[int, list[int]]:
    """The labels that count, by item."""
    (question,) = data.questions
    labels = data.coded(question.name)
    found: dict[int, list[int]] = {}
    for item, label in zip(labels.item.tolist(), labels.label.tolist(), strict=True):
        found.setdefault(item, []).append(label)
    return found


def on_top(given: list[int]) -> list[int]:
    often = Counter(given)
    return [answer for answer, times in often.items() if times == max(often.values())]


def consensus(data: Annotations) -> dict[int, int]:
    """The most frequent answer of each item that has one."""
    tops = {item: on_top(given) for item, given in answers(data).items()}
    return {item: top[0] for item, top in tops.items() if len(top) == 1}


def accuracy(data: Annotations) -> float:
    """The share of items whose consensus is the gold; a tie counts by the chance of a coin."""
    (gold,) = data.gold.values()
    hits = [
        Fraction(int(gold[item] in on_top(given)), len(on_top(given)))
        for item, given in answers(data).items()
        if gold[item] >= 0
    ]
    return float(sum(hits) / len(hits)) if hits else float("nan")


def distance(data: Annotations) -> float:
    """The mean distance of the median from the gold, with a minus."""
    (gold,), (question,) = data.gold.values(), data.questions
    number = question.numbers
    apart = [
        abs(median(number[given].tolist()) - number[gold[item]])
        for item, given in answers(data).items()
        if gold[item] >= 0
    ]
    return -float(np.mean(apart)) if apart else float("nan")


def medians(data: Annotations) -> dict[int, float]:
    (question,) = data.questions
    return {item: median(question.numbers[given].tolist()) for item, given in answers(data).items()}


def flipped(before: dict, after: dict) -> tuple[list[int], list[int], list[int]]:
    """The items with another consensus, with none any more, with one at last."""
    changed = [item for item in before if item in after and before[item] != after[item]]
    return (
        sorted(changed),
        sorted(before.keys() - after.keys()),
        sorted(after.keys() - before.keys()),
    )
