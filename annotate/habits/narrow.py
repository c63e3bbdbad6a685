"""Who uses less of a scale than the others do on the same items."""

from __future__ import annotations

import numpy as np

from annotate.annotations import BoolArray, FloatArray, Level, Question
from annotate.habits.candidates import Candidates, cases_where
from annotate.habits.deviations import Deviations
from annotate.habits.known import Kind
from annotate.habits.leniency import shares
from annotate.habits.means import outside
from annotate.tally import summed

NARROW = 0.7  # of the others' standard deviation on the same items
FEWEST = 10  # labels, for a spread to mean something
PULL = 10.0  # labels' worth of the others' spread that each annotator starts with


def narrow(apart: Deviations, question: Question, size: int) -> Candidates:
    """A candidate for each annotator with enough labels.

    Compared is the logarithm of own variance over the mean square of everyone's labels on those
    items about their mean. ``n`` counts labels on the annotator's own most frequent answer, or
    for numbers near their mean.
    """
    n = np.bincount(apart.annotator, minlength=size).astype(np.float64)
    own, theirs, error = _variances(apart, n)
    who = np.flatnonzero((n >= FEWEST) & (theirs > 0))
    known = np.zeros(size, dtype=np.bool_)
    known[who] = True
    width = np.where(known, np.log(np.maximum(own, 1e-300) / np.maximum(theirs, 1e-300)), np.nan)
    p, less, _ = outside(-width, error, n)
    chosen = _in_the_middle(apart, question, size)
    cases, _ = shares(apart, chosen, size)
    peers = _peers(apart, question, size)
    return Candidates(
        kind=Kind.NARROW,
        question=question,
        annotator=who,
        n=cases[who].astype(np.int64),
        of=n[who].astype(np.int64),
        peers=peers[who],
        p=p[who],
        tried=np.ones(who.size, dtype=np.int64),
        worth=(np.exp(-less[who] / 2) <= NARROW) & (cases[who] > peers[who] * n[who]),
        tested=who.size,
        cases=cases_where(apart.annotator, apart.item, chosen, who),
        effect=np.exp(-less[who] / 2),
    )


def _variances(apart: Deviations, n: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(A,) own variance, pulled a little to the others'; the others'; error of the log ratio."""
    a, size, safe = apart.annotator, n.size, np.maximum(n, 1)
    n_items = int(apart.item.max(initial=0)) + 1
    on_item = np.maximum(np.bincount(apart.item, minlength=n_items), 1)
    square = (summed(apart.item, apart.own**2, n_items) / on_item)[apart.item]
    middle = summed(a, apart.others, size) / safe
    # Of a single label on the annotator's items about the mean of the others' labels there.
    theirs = summed(a, square, size) / safe - middle**2
    from_mean = apart.own - (summed(a, apart.own, size) / safe)[a]
    own = (summed(a, from_mean**2, size) + PULL * theirs) / (safe + PULL)
    fourth = summed(a, from_mean**4, size) / safe
    second = np.maximum(summed(a, from_mean**2, size) / safe, 1e-12)
    kurtosis = np.clip(fourth / second**2, 1.5, 9.0)
    return own, theirs, np.sqrt(np.maximum(kurtosis - 1, 0.5) / (safe + PULL))


def _favourite(apart: Deviations, size: int) -> FloatArray:
    """(A,) each annotator's most frequent position; the lowest if there are several."""
    steps = int(apart.own.max(initial=0)) + 1
    table = np.bincount(apart.annotator * steps + apart.own.astype(int), minlength=size * steps)
    return np.asarray(table.reshape(size, steps).argmax(axis=1).astype(np.float64))


def _in_the_middle(apart: Deviations, question: Question, size: int) -> BoolArray:
    if question.level is Level.ORDINAL:
        return np.asarray(apart.own == _favourite(apart, size)[apart.annotator])
    n = np.maximum(np.bincount(apart.annotator, minlength=size), 1)
    mean = summed(apart.annotator, apart.own, size) / n
    return np.asarray(np.abs(apart.own - mean[apart.annotator]) <= 0.5 * apart.unit)


def _peers(apart: Deviations, question: Question, size: int) -> FloatArray:
    """(A,) the share of the others' labels in the place that the annotator favours."""
    if question.level is Level.ORDINAL:
        steps = int(apart.own.max(initial=0)) + 1
        place, target = apart.own.astype(int), _favourite(apart, size).astype(int)
        own = np.bincount(apart.annotator * steps + place, minlength=size * steps)
        own = own.reshape(size, steps)
        rest = own.sum(axis=0) - own
        return np.asarray(
            rest[np.arange(size), target] / np.maximum(rest.sum(axis=1), 1), dtype=np.float64
        )
    chosen = _in_the_middle(apart, question, size)
    return shares(apart, chosen, size)[1]
