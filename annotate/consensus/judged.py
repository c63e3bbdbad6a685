"""What the reviewer thinks of each label on the items that were read: right, wrong, or not said.

A verdict on the label comes first, then a ruling on the item, then what the reviewer answered
before seeing any label. Where there is none of these, verdicts on other labels of the item
speak for it: “annotator's error” of all who gave that answer, “the others are wrong” of all
who did not. An unclear guideline and a bad item are nobody's doing and say nothing.

A label that the reviewer saw and let pass is right, provided that they object at all: in a
question where nothing was judged, or was answered blindly, silence means nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from annotate.annotations import MISSING, Annotations, FloatArray, Labels
from annotate.judgements import Record, Verdict

_RIGHT = frozenset({Verdict.OTHERS_WRONG, Verdict.BOTH_ACCEPTABLE})
_NOBODYS = frozenset({Verdict.GUIDELINE_UNCLEAR, Verdict.BAD_ITEM})


@dataclass
class _Item:
    """What was said about one item: about labels by annotator, and about answers by code."""

    silence: float
    right: int = MISSING
    labels: dict[int, float] = field(default_factory=dict)
    answers: dict[int, float] = field(default_factory=dict)

    def take(self, annotator: int, label: int, verdict: Verdict) -> None:
        worth = np.nan if verdict in _NOBODYS else float(verdict in _RIGHT)
        self.labels[annotator] = worth
        self.answers.setdefault(label, worth)
        if verdict in _NOBODYS:
            self.silence = np.nan
        elif verdict is Verdict.OTHERS_WRONG:
            self.silence = 0.0

    def of(self, annotator: int, label: int) -> float:
        if annotator in self.labels:
            return self.labels[annotator]
        if self.right != MISSING:
            return float(label == self.right)
        return self.answers.get(label, self.silence)


def judged(labels: Labels, data: Annotations, record: Record, *, silent: bool = True) -> FloatArray:
    """(n,) 1 where the reviewer takes the label for right, 0 for wrong, NaN where not said.

    ``silent=False`` leaves out what follows from silence alone.
    """
    name = labels.question.name
    verdicts = {
        (data.item_codes.get(one.item_id), data.annotator_codes.get(one.annotator_id)): one.verdict
        for one in record.judgements
        if one.question == name and one.verdict is not None
    }
    answered = _codes(
        labels,
        data,
        {(one.item_id, one.question): one.answer for one in record.answers if one.answer},
    )
    ruled = _codes(labels, data, record.rulings)
    silence = 1.0 if silent and (ruled or verdicts) and not answered else np.nan
    read = {data.item_codes.get(one.item_id) for one in record.reads}
    about = read | answered.keys() | ruled.keys() | {item for item, _ in verdicts}
    items = {item: _Item(silence) for item in about if item is not None}
    for item, code in (answered | ruled).items():
        items[item].right = code
    places = np.flatnonzero(np.isin(labels.item, np.array(sorted(items), dtype=np.int64)))
    rows = [
        (int(labels.item[at]), int(labels.annotator[at]), int(labels.label[at])) for at in places
    ]
    for item, annotator, label in rows:
        verdict = verdicts.get((item, annotator))
        if verdict is not None:
            items[item].take(annotator, label, verdict)
    found = np.full(len(labels), np.nan)
    found[places] = [items[item].of(annotator, label) for item, annotator, label in rows]
    return found


def _codes(
    labels: Labels, data: Annotations, said: Mapping[tuple[str, str], str]
) -> dict[int, int]:
    """Item code -> code of the answer that was said about it, for this question."""
    answers = {answer: code for code, answer in enumerate(labels.question.answers)}
    return {
        data.item_codes[item_id]: answers[answer]
        for (item_id, asked), answer in said.items()
        if asked == labels.question.name and item_id in data.item_codes and answer in answers
    }
