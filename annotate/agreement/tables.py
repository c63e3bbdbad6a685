"""One question's count tables and sums, which all its results are read off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.agreement.coefficients import Scale
from annotate.agreement.distances import Distance
from annotate.agreement.options import Options
from annotate.agreement.sums import ItemTerms, Sums, item_terms, total
from annotate.agreement.weights import level_distance, weight_distance
from annotate.annotations import IntArray, Labels, Level, Question
from annotate.counts import Patterns, compact, patterns


@dataclass(frozen=True, eq=False)
class Tables:
    """What the results of one question share.

    ``question`` has only the answers that occur; ``level`` is alpha's distance between these and
    ``near`` that of the weights; ``scale`` is the whole scale.
    """

    question: Question
    table: Patterns
    terms: ItemTerms
    whole: Sums
    level: Distance
    near: Distance
    scale: Scale
    n_annotators: int

    @property
    def ranks(self) -> bool:
        """Whether alpha goes by mid-ranks, which depend on the labels themselves."""
        return self.question.level is Level.ORDINAL

    @property
    def chance(self) -> float:
        """Alpha's D_e, the mean distance of two labels picked from all; NaN where it is 0."""
        n = float(self.whole.n)
        expected = float(self.whole.expected) / (n * (n - 1)) if n > 1 else 0.0
        return expected if expected > 0 else np.nan

    def why_undefined(self) -> str:
        """In words, why a coefficient has no value."""
        if not len(self.table):
            return "Nobody has answered this question."
        if self.n_annotators == 1:
            return (
                "Only one annotator has answered this question, so there is nobody to agree with."
            )
        if self.whole.pairable == 0:
            return "No item has two labels, so there is nothing to compare."
        if self.whole.spread > 0:
            return TOO_NEAR
        return (
            f"Every label that can be compared is “{self._only_answer()}”. While only one category"
            " is used, agreement cannot be told from chance."
        )

    def _only_answer(self) -> str:
        comparable = self.table.size[self.table.pattern] >= 2
        return self.question.shown(int(self.table.label[comparable][0]))


TOO_NEAR = (
    "The answers that can be compared differ too little beside the range of the scale for"
    " agreement to be told from chance."
)


def tables_of(labels: Labels, options: Options) -> tuple[Tables, Labels]:
    """The tables and sums of a question, and its labels with codes as the tables have them."""
    kept, used = compact(labels)
    given = np.bincount(kept.annotator, minlength=labels.n_annotators)
    table = patterns(kept)
    return counted(labels.question, used, table, int((given > 0).sum()), options), kept


def counted(
    question: Question, used: IntArray, table: Patterns, n_annotators: int, options: Options
) -> Tables:
    """The tables from patterns whose answer k is answer ``used[k]`` of the question's scale."""
    answers = tuple(question.answers[code] for code in used.tolist())
    seen = Question(question.name, question.level, answers)
    level = level_distance(seen, table, options.distance)
    near, reach = weight_distance(question, used, options.weights)
    terms = item_terms(table, level, near)
    whole = total(table, terms, level, near)
    scale = Scale(len(question.answers), reach)
    return Tables(seen, table, terms, whole, level, near, scale, n_annotators)
