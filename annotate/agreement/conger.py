"""Conger's kappa: chance is two different annotators, each with the shares of their own answers.

    kappa = 1 - O / E     O = mean over items with two labels or more of sum_kl c_k c_l d_kl / (m(m-1))
                          E = mean over ordered pairs of annotators g, h of sum_kl p_gk p_hl d_kl

with p_gk the share of answer k among all labels of annotator g (Conger, 1980; for missing labels
Gwet, 2014, chapter 2). For two annotators who labelled the same items it is Cohen's kappa; for
more it is near Fleiss' kappa, and differs where annotators have habits of their own.

    E = (s'ds - sum_g p_g'd p_g) / (A(A-1))     s = sum_g p_g

so the cost is that of the (annotator, answer) that occur, not of the pairs. Shapes: Z of those.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.agreement.tables import Tables
from annotate.annotations import FloatArray, IntArray, Labels
from annotate.tally import position, summed, tallied


@dataclass(frozen=True, eq=False)
class Conger:
    """The kappa, E, and its change with each item's weight (I,): the infinitesimal jackknife's."""

    value: float
    chance: float
    influence: FloatArray


def conger_kappa(tables: Tables, labels: Labels) -> Conger:
    """Conger's kappa by the distance of the weights; NaN where undefined."""
    shares = _shares(labels)
    chance, slope = _chance(tables, labels, shares)
    pairable = float(tables.whole.pairable)
    several = float(tables.whole.squares) < float(tables.whole.items) ** 2 * (1 - 1e-13)
    if pairable == 0 or chance <= 0 or not several:
        return Conger(np.nan, chance, np.zeros(0))
    observed = float(tables.whole.apart) / pairable
    of_item = tables.table.of_item
    labelled = of_item >= 0
    apart = np.zeros(of_item.size)
    own = tables.terms.apart - observed * tables.terms.pairable
    apart[labelled] = own[of_item[labelled]] / pairable
    moved = summed(labels.item, slope, labels.n_items)
    influence = -apart / chance + observed / chance**2 * moved
    return Conger(1 - observed / chance, chance, influence[labelled])


@dataclass(frozen=True, eq=False)
class _Shares:
    """The answers of each annotator that occur: (Z,) annotator, answer, share p_gk; sorted.

    cell   (n,) where in these each label is
    n      (A,) labels of each annotator
    """

    annotator: IntArray
    answer: IntArray
    share: FloatArray
    cell: IntArray
    n: FloatArray


def _shares(labels: Labels) -> _Shares:
    answers = len(labels.question.answers)
    key = labels.annotator.astype(np.int64) * answers + labels.label
    span = labels.n_annotators * answers
    keys, count = tallied(key, span)
    annotator, answer = np.divmod(keys, max(answers, 1))
    n = summed(annotator, count.astype(np.float64), labels.n_annotators)
    return _Shares(annotator, answer, count / n[annotator], position(keys, key, span), n)


def _chance(tables: Tables, labels: Labels, shares: _Shares) -> tuple[float, FloatArray]:
    """E, and (n,) how it changes with the weight of each label.

    p_g = counts / n_g moves by (e_k - p_g) / n_g with a label for k, and E by 2 d(s - p_g) / A(A-1)
    with p_g.
    """
    raters = int((shares.n > 0).sum())
    if raters < 2:
        return np.nan, np.zeros(len(labels))
    pooled = summed(shares.answer, shares.share, len(labels.question.answers))
    own = tables.near.within(shares.annotator, shares.answer, shares.share)
    others = tables.near.times(pooled)[shares.answer] - own
    pairs = raters * (raters - 1)
    mean = summed(shares.annotator, shares.share * others, labels.n_annotators)
    slope = 2 * (others[shares.cell] - mean[labels.annotator]) / shares.n[labels.annotator] / pairs
    return float(mean.sum()) / pairs, np.asarray(slope)
