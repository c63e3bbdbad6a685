"""Who answers what where the others answer what, and which items divide the annotators."""

from __future__ import annotations

import numpy as np

from annotate.agreement.distances import Distance, SetMeasure
from annotate.agreement.weights import level_distance, weight_distance
from annotate.annotations import FloatArray, Labels, Level
from annotate.counts import compact, patterns, shared_labels
from annotate.errors import DataError
from annotate.tally import summed

_CELLS = 1 << 27  # a gigabyte of floats


def confusion_with_others(labels: Labels) -> FloatArray:
    """(A, K, K) [annotator, own answer, others' answers] summed over their labels.

    Each label that shares its item with others' labels adds 1 to its annotator and own answer,
    spread evenly over the others' labels; so a row sums to how often the annotator gave that
    answer where somebody else answered too. The annotator's own repeats are not "others".
    """
    a, k = labels.n_annotators, len(labels.question.answers)
    if a * k * k > _CELLS:
        raise DataError(
            f"A confusion table of {k:,} answers for each of {a:,} annotators does not fit in"
            f" memory. Question “{labels.question.name}” has too many distinct answers for it."
        )
    others = np.zeros(len(labels))
    for first, second in shared_labels(labels):
        others += np.bincount(first, minlength=len(labels))
        others += np.bincount(second, minlength=len(labels))
    share = 1 / np.maximum(others, 1)
    table = np.zeros(a * k * k)
    own = (labels.annotator.astype(np.int64) * k + labels.label) * k
    for first, second in shared_labels(labels):
        for mine, theirs in ((first, second), (second, first)):
            cell = own[mine] + labels.label[theirs]
            table += summed(cell, share[mine], table.size)
    return table.reshape(a, k, k)


def item_disagreement(labels: Labels, *, distance: SetMeasure = "jaccard") -> FloatArray:
    """(I,) how far apart two of an item's labels are on average, from 0 to 1.

    0 or 1 for two nominal answers; the difference in positions (ordinal) or values (interval)
    as a share of the scale; the ratio metric; the distance of sets. NaN where an item has
    fewer than two labels.
    """
    kept, used = compact(labels)
    table = patterns(kept)
    measure: Distance
    if labels.question.level in (Level.ORDINAL, Level.INTERVAL):
        measure, _ = weight_distance(labels.question, used, "linear")
    else:
        measure = level_distance(kept.question, table, distance)
    apart = measure.within(table.pattern, table.label, table.count)
    pairs = table.size * (table.size - 1)
    mean = np.divide(
        table.total(table.count * apart), pairs, out=np.full(len(table), np.nan), where=pairs > 0
    )
    return np.append(mean, np.nan)[table.of_item]
