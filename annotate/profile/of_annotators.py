"""Every annotator's profile, computed for all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import isnan, nan
from pathlib import Path

import numpy as np

from annotate.agreement import ONE_SHARED, AnnotatorAgreement, agreement, wilson
from annotate.annotations import Annotations, BoolArray, IntArray, Question, Status
from annotate.comparison import Comparison, cells, compare, restrict
from annotate.consensus import Confused, confused
from annotate.habits import habits
from annotate.judgements import Record
from annotate.profile.accuracy import against_reference, by_reading, by_the_model, modelled
from annotate.profile.drift import Rounds, drift, others_among_themselves
from annotate.profile.known import Confusion, Estimate, Profile, QuestionProfile
from annotate.profile.pace import paces
from annotate.profile.reviewed import review
from annotate.reading import Estimated

_NO_MODEL = "The annotator model was not asked."


def profiles(
    data: Annotations,
    record: Record | None = None,
    *,
    where: BoolArray | None = None,
    folder: Path | None = None,
    model: bool = True,
    comparisons: Mapping[str, Comparison] | None = None,
) -> list[Profile]:
    """Everything known about each annotator, in the order of ``data.annotators``.

    ``record`` adds what the reviewer read, judged and ruled; ``where`` (N,) restricts all of it
    to some rows. Fitted models are kept in ``folder``, if one is given. Without ``model`` none is
    fitted, and what would come of one is undefined: most of the time that profiles take.
    ``comparisons`` are those of every question on these rows, where they were made already.
    """
    if where is not None:
        data = restrict(data, where)
    reviewed = review(data, record)
    if comparisons is None:
        comparisons = {question.name: compare(data, question.name) for question in data.questions}
    tables = {name: cells(comparison) for name, comparison in comparisons.items()}
    named = habits(data, comparisons)
    agreed = agreement(data, coefficients=(), pairs=False, categories=False, rounds=False)
    found: list[dict[str, QuestionProfile]] = [{} for _ in range(data.n_annotators)]
    for name, comparison in comparisons.items():
        fitted = modelled(data, comparison, reviewed, folder) if model else _NO_MODEL
        columns = _Columns(
            question=comparison.labels.question,
            comparison=comparison,
            agreements={each.annotator_id: each for each in agreed[name].annotators},
            others=others_among_themselves(comparison),
            accuracy=against_reference(data, comparison, reviewed),
            by_model=by_the_model(fitted, comparison),
            by_reading=by_reading(data, comparison, reviewed, folder)
            if model
            else [None] * data.n_annotators,
            confused=None if isinstance(fitted, str) else confused(fitted),
            drifts=drift(data, name),
            cells=tables[name],
        )
        for a, annotator_id in enumerate(data.annotator_ids):
            found[a][name] = columns.of(a, annotator_id)
    pace = paces(data)
    return [
        Profile(
            annotator_id=annotator_id,
            kind=kind,
            n_items=int(items.size),
            n_labels=sum(question.n_labels for question in found[a].values()),
            questions=found[a],
            pace=pace[a],
            reading=reviewed.reading(data, annotator_id, items),
            habits=named[a],
        )
        for a, (annotator_id, kind, items) in enumerate(
            zip(data.annotator_ids, data.annotators["kind"], items_of_each(data), strict=True)
        )
    ]


def items_of_each(data: Annotations) -> Iterator[IntArray]:
    """For each annotator the codes of the items that they submitted, each once, sorted."""
    submitted = (data.table["status"] == Status.SUBMITTED).to_numpy()
    annotator = data.table["annotator"].to_numpy()[submitted].astype(np.int64)
    pair = np.unique(annotator * max(data.n_items, 1) + data.table["item"].to_numpy()[submitted])
    owner, item = np.divmod(pair, max(data.n_items, 1))
    bounds = np.searchsorted(owner, np.arange(data.n_annotators + 1))
    return (item[bounds[a] : bounds[a + 1]] for a in range(data.n_annotators))


@dataclass(frozen=True)
class _Columns:
    """One question's results, each a value an annotator."""

    question: Question
    comparison: Comparison
    agreements: dict[str, AnnotatorAgreement]
    others: list[Estimate]
    accuracy: list[Estimate]
    by_model: list[Estimate]
    by_reading: list[Estimated | None]
    confused: Confused | None
    drifts: list[tuple[Rounds, Estimate]]
    cells: IntArray

    def of(self, a: int, annotator_id: str) -> QuestionProfile:
        """The question's part of the profile of annotator a."""
        own = self.comparison.of(a)
        first, last = np.searchsorted(self.cells[:, 0], [a, a + 1])
        rounds, change = self.drifts[a]
        with_others, alpha, n_shared = _from_agreement(self.agreements.get(annotator_id))
        return QuestionProfile(
            question=self.question,
            n_labels=own.stop - own.start,
            n_shared=n_shared,
            agreement=with_others,
            others=self.others[a],
            alpha=alpha,
            accuracy=self.accuracy[a],
            by_model=self.by_model[a],
            by_reading=self.by_reading[a],
            against_consensus=None if self.confused is None else _confusion(self.confused, a),
            cells=self.cells[first:last, 1:],
            rounds=rounds,
            change=change,
        )


def _confusion(confused: Confused, a: int) -> Confusion:
    counts = confused.counts[a]
    n = np.broadcast_to(counts.sum(axis=1, keepdims=True), counts.shape)
    low, high = wilson(counts, n)
    return Confusion(counts, confused.shares(a), low, high, confused.others(a))


def _from_agreement(found: AnnotatorAgreement | None) -> tuple[Estimate, Estimate, int]:
    """Agreement with the others, alpha, and the number of items shared."""
    if found is None:
        none = Estimate(reason="They have no label for this question.")
        return none, none, 0
    n = found.n_items_shared
    reason = found.reason or ""
    ends = (found.agreement_low, found.agreement_high, found.low, found.high)
    low, high, alpha_low, alpha_high = (nan if end is None else end for end in ends)
    # Their reason is about alpha; agreement lacks a value where nothing is shared, and an
    # interval where one label is.
    same = Estimate(found.agreement, low, high, n, reason if isnan(found.agreement) else "")
    alpha = Estimate(found.alpha, alpha_low, alpha_high, n, reason)
    return _explained(same, ONE_SHARED), alpha, n


def _explained(estimate: Estimate, no_interval: str) -> Estimate:
    """The estimate with a reason for the lack of an interval, where no other stands there."""
    lacks = isnan(estimate.low) and not estimate.reason
    return replace(estimate, reason=no_interval) if lacks else estimate
