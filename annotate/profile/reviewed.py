"""What the reviewer read and judged, arranged by annotator."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from annotate.annotations import Annotations, BoolArray, IntArray
from annotate.judgements import Judgement, Record
from annotate.profile.known import Reading


@dataclass(frozen=True, eq=False)
class Reviewed:
    """A record, ready to be asked about one annotator after the other.

    read        (I,) whether the item was read, by any queue, or has a ruling
    at_random   (I,) whether it was drawn at random at least once
    judgements  annotator id -> what was said about their labels, in the record's order; only
                about items and questions that are in the data
    """

    record: Record
    read: BoolArray
    at_random: BoolArray
    judgements: dict[str, tuple[Judgement, ...]]

    def of(self, annotator_id: str) -> tuple[Judgement, ...]:
        """What was said about this annotator's labels."""
        return self.judgements.get(annotator_id, ())

    def read_of(self, data: Annotations, annotator_id: str, items: IntArray) -> IntArray:
        """Those of an annotator's item codes that were read, or on which they were judged."""
        judged = [data.item_codes[each.item_id] for each in self.of(annotator_id)]
        return items[self.read[items] | np.isin(items, judged)]

    def reading(self, data: Annotations, annotator_id: str, items: IntArray) -> Reading:
        """The counts for one annotator, whose item codes are ``items``."""
        said = self.of(annotator_id)
        verdicts = Counter(each.verdict.value for each in said if each.verdict)
        return Reading(
            read=int(self.read_of(data, annotator_id, items).size),
            at_random=int(self.at_random[items].sum()),
            judged=sum(verdicts.values()),
            exemplary=sum(each.exemplary for each in said),
            verdicts=dict(verdicts),
        )


def review(data: Annotations, record: Record | None) -> Reviewed:
    """The record arranged for these data; what speaks of nothing in them is left out."""
    record = record or Record()
    read = np.zeros(data.n_items, dtype=np.bool_)
    at_random = np.zeros(data.n_items, dtype=np.bool_)
    for each in record.reads:
        code = data.item_codes.get(each.item_id)
        if code is not None:
            read[code] = True
            at_random[code] |= each.probability is not None
    questions = {question.name for question in data.questions}
    for item_id, question in record.rulings:
        if item_id in data.item_codes and question in questions:
            read[data.item_codes[item_id]] = True
    said: dict[str, list[Judgement]] = {}
    for judgement in record.judgements:
        known = judgement.item_id in data.item_codes and judgement.question in questions
        if known and (judgement.verdict or judgement.exemplary or judgement.message.strip()):
            said.setdefault(judgement.annotator_id, []).append(judgement)
    return Reviewed(record, read, at_random, {name: tuple(all_) for name, all_ in said.items()})
