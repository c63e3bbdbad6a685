"""Items on which good annotators split: there a label that differs should not be called wrong.

Two accounts of the labels of an item are compared. One right answer: each annotator gives it as
often as they are accurate, and each wrong one otherwise. More than one: each gives either of
the two most frequent answers as often as the other, or any answer at all. Three good annotators
against three are that; three poor ones who differ from three good ones are not.

How accurate annotators are is learned along with it, by EM, from the items as far as they are
not contested: else what good annotators do on contested items would be held against them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from annotate.annotations import MISSING, BoolArray, FloatArray, Level
from annotate.consensus.counted import Counted, top
from annotate.consensus.evidence import by_annotator
from annotate.consensus.fitted import Fitted
from annotate.tally import summed

SHARE = 0.15  # of items taken to be contested beforehand; learned, it runs to none or to many
STEPS = 6
ERROR = (0.02, 0.9)  # error rates that an annotator is believed to have at least and at most
CLEARLY = 0.9  # probability of being contested from where p_wrong itself gives way
NOT_AN_ERROR = 0.5  # the highest p_wrong of either answer of a contested item


def with_contested(fitted: Fitted) -> Fitted:
    """The same with contested items marked; where it is clear their two answers are no errors.

    An item with a reference is never contested: there somebody has decided.
    """
    labels, posterior = fitted.labels, fitted.posterior
    # On an ordinal scale neighbours are given side by side, and mean one view.
    nominal = labels.question.level is Level.NOMINAL
    if posterior is None or not nominal or posterior.entries.n_answers < 2 or not len(labels):
        return fitted
    accounts = _Accounts(fitted, posterior.entries)
    possible = (fitted.known == MISSING) & (accounts.pair[:, 1] != MISSING)
    chance = np.zeros(labels.n_items)
    for _ in range(STEPS):
        error = accounts.error(chance)
        odds = accounts.several(error) - accounts.one_answer(error)
        odds += np.log(SHARE / (1 - SHARE))
        chance = np.where(possible, 1 / (1 + np.exp(-np.clip(odds, -50, 50))), 0.0)
    contested = chance > 0.5
    spared = (chance > CLEARLY)[labels.item] & accounts.either
    p_wrong = np.where(spared, np.minimum(fitted.p_wrong, NOT_AN_ERROR), fitted.p_wrong)
    return replace(fitted, p_wrong=p_wrong, contested=contested)


def good_annotators(fitted: Fitted) -> BoolArray:
    """(A,) whether the annotator is at least as accurate as the one of the median label."""
    known = ~np.isnan(fitted.accuracy)
    if not known.any():
        return known
    median = np.median(fitted.accuracy[fitted.labels.annotator])
    good: BoolArray = known & (np.nan_to_num(fitted.accuracy) >= median - 1e-9)
    return good


class _Accounts:
    """The two accounts of the labels of each item, for error rates (A,) of the annotators.

    pair (I, 2)                the two most frequent answers
    either (n,)                whether a label is one of them
    of_item, of_pair (I, A)    labels of each annotator; those that are one of the two answers
    of_entry (E, A)            labels of each annotator by what they say
    wrong (I, A)               labels that are expected to be wrong
    """

    def __init__(self, fitted: Fitted, entries: Counted) -> None:
        labels, self.entries = fitted.labels, entries
        self.pair, _ = top(entries, 2)
        self.either = (self.pair[labels.item] == labels.label[:, None]).any(axis=1)
        items, either = (labels, labels.item, labels.n_items), self.either.astype(np.float64)
        self.of_item, self.of_pair = by_annotator(*items), by_annotator(*items, either)
        self.of_entry = by_annotator(labels, entries.entry, entries.item.size)
        self.wrong = by_annotator(*items, fitted.p_wrong)

    def error(self, contested: FloatArray) -> FloatArray:
        """(A,) error rate of each annotator, over the items as far as not contested (I,)."""
        clear = 1.0 - contested
        wrong, n = self.wrong.T @ clear, self.of_item.T @ clear
        mean = wrong.sum() / max(n.sum(), 1e-9)
        rate: FloatArray = np.clip((wrong + mean) / (n + 1), *ERROR)
        return rate

    def one_answer(self, error: FloatArray) -> FloatArray:
        """(I,) log probability of the item's labels if one answer, any of those given, is right."""
        entries = self.entries
        wrong = np.log(error / (entries.n_answers - 1))
        gain = self.of_entry @ (np.log1p(-error) - wrong)
        highest = np.zeros(entries.n_items)
        np.maximum.at(highest, entries.item, gain)
        over = summed(entries.item, np.exp(gain - highest[entries.item]), entries.n_items)
        over = np.log(np.maximum(over, 1e-300)) - np.log(entries.n_answers)
        log: FloatArray = self.of_item @ wrong + highest + over
        return log

    def several(self, error: FloatArray) -> FloatArray:
        """(I,) the same if more than one is: the two most frequent, or whatever anyone says."""
        size = self.entries.n_answers
        other, one = np.log(error / size), np.log((1 - error) / 2 + error / size)
        two = self.of_item @ other + self.of_pair @ (one - other)
        two -= np.log(size * (size - 1) / 2)
        both: FloatArray = np.logaddexp(two, -np.log(size) * self.entries.total) - np.log(2)
        return both
