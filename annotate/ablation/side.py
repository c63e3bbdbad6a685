"""One view worked out: its count tables, its consensus, and how that stands to the reference.

Shapes: I items.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from annotate.ablation.medians import Medians, medians
from annotate.ablation.view import MAJORITY, View
from annotate.ablation.voted import Voted, by_model, by_votes
from annotate.agreement.options import Options
from annotate.agreement.tables import Tables, tables_of
from annotate.annotations import MISSING, FloatArray, IntArray, Labels
from annotate.consensus import DEFAULT, fit
from annotate.counts import compact
from annotate.errors import LevelError

_FOLDS = 5
PLAIN = Options(replicates=0)

Consensus = Voted | Medians


@dataclass(frozen=True, eq=False)
class Side:
    """What the labels of a view say."""

    view: View
    labels: Labels
    tables: Tables

    @classmethod
    def of(cls, view: View, options: Options) -> Side:
        """Count the labels of a view."""
        return cls.of_labels(view, view.labels(), options)

    @classmethod
    def of_labels(cls, view: View, labels: Labels, options: Options = PLAIN) -> Side:
        """Count some labels of a view."""
        return cls(view, labels, tables_of(labels, options)[0])

    @property
    def n_items(self) -> int:
        return self.tables.table.n_items

    @cached_property
    def consensus(self) -> Consensus:
        """By votes, by a model, or for numbers the median."""
        if self.view.told:
            return self._fitted(self.view.reference())
        if self.view.model == MAJORITY and self.labels.question.level.is_numeric:
            return medians(self.labels)
        if self.view.model == MAJORITY:
            used = compact(self.labels)[1]
            size = len(self.labels.question.answers)
            return by_votes(self.tables.table, used, size, self.view.ties)
        return self._fitted(None)

    @cached_property
    def nearness(self) -> FloatArray:
        """(I,) how near the consensus is to the reference; NaN where that cannot be said.

        For categories 1 where it is the reference and 0 where it is not; for numbers the distance,
        with a minus. A consensus that is told the reference is measured on items whose reference
        it was not told: each fifth of them, drawn at random, by what the others teach.
        """
        reference = self.view.reference()
        if not self.view.told:
            return self.consensus.hits(reference)
        found = np.full(reference.size, np.nan)
        known = np.flatnonzero(reference != MISSING)
        fold = np.random.default_rng(0).permutation(known.size) % _FOLDS
        for one in range(_FOLDS):
            held = known[fold == one]
            told = reference.copy()
            told[held] = MISSING
            found[held] = self._fitted(told).hits(reference)[held]
        return found

    def _fitted(self, told: IntArray | None) -> Consensus:
        fitted = fit(self.labels, told, model=self.view.model)
        found = by_model(fitted, self.view.ties)
        if found is not None:
            return found
        if self.view.model == DEFAULT and fitted.texts is not None:
            return self._from_texts(fitted.texts)
        raise LevelError(
            f"The model “{self.view.model}” names no answer of “{self.view.name}” for an item."
        )

    def _from_texts(self, texts: np.ndarray) -> Consensus:
        """A model's consensus that need not be one of the answers: numbers, or sets."""
        question = self.labels.question
        if question.level.is_numeric:
            value = np.array([float(text) if text else np.nan for text in texts.tolist()])
            return Medians(value, question)
        place: dict[str, int] = {answer: code for code, answer in enumerate(question.answers)}
        codes = np.array(
            [place.setdefault(text, len(place)) if text else MISSING for text in texts]
        )
        there = codes != MISSING
        item = np.flatnonzero(there)
        of_item = np.where(there, np.arange(codes.size), MISSING)
        top = np.ones(item.size, dtype=np.bool_)
        return Voted(item, codes[item], top, of_item, len(place), self.view.ties)


def matched(side: Side, other: Side) -> IntArray | FloatArray:
    """(I,) the consensus of ``side`` in the categories of ``other``, for comparison with it.

    ``side`` must have the question's own categories where the two differ in them.
    """
    found = side.consensus
    if isinstance(found, Medians):
        return found.value
    if side.view.regrouped.given == other.view.regrouped.given:
        return found.code
    return other.view.regrouped.codes(found.code)
