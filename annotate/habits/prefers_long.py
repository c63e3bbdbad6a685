"""Who likes what is long: rates long items higher, or picks the longer of two answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from annotate.annotations import MISSING, Annotations, BoolArray, FloatArray, Question
from annotate.comparison import Comparison
from annotate.habits.candidates import Candidates, cases_where
from annotate.habits.deviations import Deviations
from annotate.habits.expected import expect
from annotate.habits.known import LEAST, Kind
from annotate.habits.leniency import LARGE, shares
from annotate.habits.means import outside
from annotate.habits.rushes import lengths
from annotate.pairwise import sides_of
from annotate.tally import summed

LONG = (0.75, 0.875)  # quantiles of the lengths from which an item is long
FEWEST = 5  # labels on long items, and on others
TIMES, MORE = 1.2, 0.1
PULL = 10.0


def rates_long_higher(
    data: Annotations, apart: Deviations, question: Question, size: int
) -> list[Candidates]:
    """Candidates on a scale; none where the items have no text or are all as long.

    Compared is how much higher than the others someone answers on the longest items than on the
    rest, at the same height of the others' answers.
    """
    length = lengths(data)
    limits = np.unique(np.quantile(length, LONG)) if length.size else ()
    each = [_from_length_on(apart, question, size, length, float(limit)) for limit in limits]
    return [one for one in each if one is not None]


def _from_length_on(
    apart: Deviations, question: Question, size: int, length: FloatArray, limit: float
) -> Candidates | None:
    is_long: BoolArray = length[apart.item] >= limit
    if limit <= float(length.min(initial=0)) or is_long.all():
        return None
    mean, error = _difference(apart, is_long.astype(np.float64), size)
    n = np.bincount(apart.annotator, minlength=size).astype(np.float64)
    p, more, _ = outside(mean, error, n)
    higher = is_long & (apart.apart >= apart.step)
    of = np.bincount(apart.annotator[is_long], minlength=size)
    who = np.flatnonzero((of >= FEWEST) & (n - of >= FEWEST))
    cases = np.bincount(apart.annotator[higher], minlength=size)
    long_alone = replace(
        apart,
        annotator=apart.annotator[is_long],
        item=apart.item[is_long],
        own=apart.own[is_long],
        others=apart.others[is_long],
        at=apart.at[is_long],
    )
    peers = shares(long_alone, higher[is_long], size)[1]
    return Candidates(
        kind=Kind.PREFERS_LONG,
        question=question,
        annotator=who,
        n=cases[who],
        of=of[who],
        peers=peers[who],
        p=p[who],
        tried=np.ones(who.size, dtype=np.int64),
        worth=(more[who] >= LARGE * apart.unit) & (cases[who] > peers[who] * of[who]),
        tested=who.size,
        cases=cases_where(apart.annotator, apart.item, higher, who),
        effect=more[who],
        since=[f"{limit:,.0f} characters"] * who.size,
    )


def _difference(apart: Deviations, x: FloatArray, size: int) -> tuple[FloatArray, FloatArray]:
    """(A,) slope of the deviation on x with the others' height held, and its standard error."""
    a, n = apart.annotator, np.maximum(np.bincount(apart.annotator, minlength=size), 1)

    def centred(values: FloatArray) -> FloatArray:
        return np.asarray(values - (summed(a, values, size) / n)[a])

    d, x, height = centred(apart.apart), centred(x), centred(apart.others)
    tall = np.maximum(summed(a, height**2, size), 1e-12)
    x = x - (summed(a, x * height, size) / tall)[a] * height
    d = d - (summed(a, d * height, size) / tall)[a] * height
    spread = summed(a, x**2, size)
    known = spread > 1e-9
    slope = np.where(known, summed(a, x * d, size) / np.where(known, spread, 1.0), np.nan)
    left = summed(a, (d - np.nan_to_num(slope)[a] * x) ** 2, size)
    usual = left.sum() / max(float((n - 3).clip(0).sum()), 1.0)
    variance = (left + PULL * usual) / (np.maximum(n - 3, 0) + PULL)
    return slope, np.sqrt(variance / np.where(known, spread, 1.0))


def picks_longer(data: Annotations, comparison: Comparison) -> Candidates | None:
    """Candidates on a question that asks which of two texts is better; None on any other."""
    sides = sides_of(data, comparison.labels.question)
    if sides is None:
        return None
    labels = comparison.labels
    texts = [data.items[name].str.len().fillna(0).to_numpy() for name in sides.values()]
    longer = np.where(texts[0] > texts[1], 0, np.where(texts[1] > texts[0], 1, MISSING))
    code = np.full(len(labels.question.answers) + 1, MISSING)
    code[list(sides)] = (0, 1)
    own, others = code[labels.label], code[comparison.others]
    on = longer[labels.item]
    usable = (on != MISSING) & (own != MISSING) & (others != MISSING)
    annotator, item = labels.annotator[usable], labels.item[usable]
    picked: BoolArray = (own == on)[usable]
    cells, n = np.unique(
        np.stack([annotator, picked, (others == on)[usable]], axis=1), axis=0, return_counts=True
    )
    table = expect(np.column_stack([cells, n]), labels.n_annotators, 2)
    of, k = table.given.sum(axis=1), np.bincount(annotator[picked], minlength=labels.n_annotators)
    who = np.flatnonzero(of >= LEAST)
    # One who errs more picks more of either: the others' rates, at this annotator's skill.
    rates = np.clip(
        table.missed * np.minimum(table.skill[:, None], 1 / np.maximum(table.missed, 0.5)), 0, 0.95
    )
    expected = (table.given[:, 0] * rates[:, 0] + table.given[:, 1] * (1 - rates[:, 1]))[who]
    rate = np.clip(expected / of[who], 0.01, 0.99)
    error = np.sqrt(rate * (1 - rate) * (1 / of[who] + 1 / np.maximum(of.sum() - of[who], 1)))
    return Candidates(
        kind=Kind.PREFERS_LONG,
        question=labels.question,
        annotator=who,
        n=k[who],
        of=of[who].astype(np.int64),
        peers=rate,
        p=outside(k[who] / of[who] - rate, error, of[who])[0],
        tried=np.ones(who.size, dtype=np.int64),
        worth=(k[who] >= TIMES * expected) & (k[who] - expected >= MORE * of[who]),
        tested=who.size,
        cases=cases_where(annotator, item, picked & (others != on)[usable], who),
    )
