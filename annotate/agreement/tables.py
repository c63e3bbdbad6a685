"""One question's count tables and sums, which all its results are read off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.agreement.coefficients import Scale
from annotate.agreement.distances import Distance
from annotate.agreement.options import Options
from annotate.agreement.sums import ItemTerms, Sums, item_terms, total
from annotate.agreement.weights import level_distance, weight_distance
from annotate.annotations import Labels, Level
from annotate.counts import Patterns, compact, patterns


@dataclass(frozen=True, eq=False)
class Tables:
    """What the results of one question share.

    ``labels`` have codes only for the answers that occur; ``level`` is alpha's distance
    between these and ``near`` that of the weights; ``scale`` is the whole scale.
    """

    labels: Labels
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
        return self.labels.question.level is Level.ORDINAL

    def why_undefined(self) -> str:
        """In words, why a coefficient has no value."""
        if not len(self.labels):
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
        comparable = self.table.size[self.table.of_item[self.labels.item]] >= 2
        return self.labels.question.shown(int(self.labels.label[comparable][0]))


TOO_NEAR = (
    "The answers that can be compared differ too little beside the range of the scale for"
    " agreement to be told from chance."
)


def tables_of(labels: Labels, options: Options) -> Tables:
    """The tables and sums of a question's labels."""
    kept, used = compact(labels)
    table = patterns(kept)
    level = level_distance(kept.question, table, options.distance)
    near, reach = weight_distance(labels.question, used, options.weights)
    terms = item_terms(table, level, near)
    whole = total(table, terms, level, near)
    scale = Scale(len(labels.question.answers), reach)
    given = np.bincount(kept.annotator, minlength=labels.n_annotators)
    return Tables(kept, table, terms, whole, level, near, scale, int((given > 0).sum()))
