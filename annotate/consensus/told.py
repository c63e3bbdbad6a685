"""What the reviewer says as evidence for the model.

A ruling says which answer is right. So does “the others are wrong” of the label that it stands
at, and “annotator's error” where the question has two answers. Any other error says that one
answer is not right, and “both acceptable” that a label is no error: these change what is
concluded about the labels, not the fit. An unclear guideline and a bad item say nothing but
that the item is no one's error.

What chance drew counts for more in the fit than what a rule put first (``Evidence.weight``),
and alone says how far to believe the model.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from annotate.annotations import MISSING, Annotations, BoolArray, FloatArray, IntArray, Labels
from annotate.consensus.ability import with_ability
from annotate.consensus.fitted import Fitted
from annotate.consensus.judged import judged
from annotate.consensus.kept import fit_kept
from annotate.consensus.models import DEFAULT, fit
from annotate.consensus.text import Texts
from annotate.judgements import Record, Verdict, reference

_EXCUSES = frozenset({Verdict.BOTH_ACCEPTABLE, Verdict.GUIDELINE_UNCLEAR, Verdict.BAD_ITEM})


@dataclass(frozen=True, eq=False)
class Told:
    """Evidence about one question.

    known   (I,) answers that are right; MISSING where nothing says so
    fair    (I,) gold, and items that chance drew: like all the others
    excused (I,) items on which no label is to be called an error but those said to be
    right   (n,) 1 for labels that are right, 0 for wrong ones, NaN where not said
    """

    known: IntArray
    fair: BoolArray
    excused: BoolArray
    right: FloatArray


def told(labels: Labels, data: Annotations, record: Record | None) -> Told:
    """What the record, and gold, say about the labels of one question."""
    name, record = labels.question.name, record or Record()
    known = reference(data, name, record)
    gold = data.gold.get(name)
    fair = np.zeros(labels.n_items, dtype=np.bool_) if gold is None else gold != MISSING
    for read in record.reads:
        code = data.item_codes.get(read.item_id)
        if code is not None:
            fair[code] |= read.probability is not None
    right = judged(labels, data, replace(record, answers=()), silent=False)
    for at in _decisive(labels, data, record):
        item, label = int(labels.item[at]), int(labels.label[at])
        if known[item] == MISSING:
            known[item] = label if right[at] else 1 - label
    return Told(known, fair, _excused(labels, data, record), right)


def _excused(labels: Labels, data: Annotations, record: Record) -> BoolArray:
    excused = np.zeros(labels.n_items, dtype=np.bool_)
    for one in record.judgements:
        if one.question == labels.question.name and one.verdict in _EXCUSES:
            code = data.item_codes.get(one.item_id)
            if code is not None:
                excused[code] = True
    return excused


def _decisive(labels: Labels, data: Annotations, record: Record) -> IntArray:
    """The labels whose verdict says which answer is right."""
    kinds = {Verdict.OTHERS_WRONG}
    if len(labels.question.answers) == 2:
        kinds.add(Verdict.ERROR)
    keys = [
        data.item_codes[one.item_id] * data.n_annotators + data.annotator_codes[one.annotator_id]
        for one in record.judgements
        if one.question == labels.question.name
        and one.verdict in kinds
        and one.item_id in data.item_codes
        and one.annotator_id in data.annotator_codes
    ]
    of_label = labels.item.astype(np.int64) * data.n_annotators + labels.annotator
    return np.flatnonzero(np.isin(of_label, np.array(keys, dtype=np.int64)))


def fit_told(
    labels: Labels,
    data: Annotations,
    record: Record | None,
    *,
    model: str = DEFAULT,
    folder: Path | None = None,
    texts: Texts | None = None,
) -> Fitted:
    """The model with gold, rulings and verdicts as evidence; kept in ``folder`` if one is given.

    ``texts`` of the items are one more voice of the default model, where they help.
    """
    evidence = told(labels, data, record)
    known, fair = evidence.known, evidence.fair
    if folder is not None:
        fitted = fit_kept(labels, known, model=model, fair=fair, folder=folder, texts=texts)
    else:
        fitted = fit(labels, known, model=model, fair=fair, texts=texts)
    return with_verdicts(fitted, evidence)


def with_verdicts(fitted: Fitted, evidence: Told) -> Fitted:
    """The same, where a label that the reviewer spoke of is what they said of it."""
    said = ~np.isnan(evidence.right)
    if not said.any() and not evidence.excused.any():
        return fitted
    p_wrong = np.where(said, 1.0 - evidence.right, fitted.p_wrong)
    decided = np.zeros(fitted.labels.n_items, dtype=np.bool_)
    decided[fitted.labels.item[said & (evidence.right == 0.0)]] = True
    contested = (fitted.contested & ~decided) | (evidence.excused & (evidence.known == MISSING))
    changed = replace(fitted, p_wrong=p_wrong, contested=contested)
    return changed if np.isnan(fitted.spread).all() else with_ability(changed)
