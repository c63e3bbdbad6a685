"""All rows “without one annotator” in one pass over the labels.

What becomes of an item without one label follows from its pattern and the label alone: which
answers are then on top, and whether the reference is among them. So a row is sums over the
annotator's labels, and a thousand rows cost what one does.

Shapes: A annotators, n labels.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from annotate.ablation.compared import ALPHA, NO_REFERENCE, Ablation, Base, Flips
from annotate.ablation.decision import Decision, Kind
from annotate.ablation.medians import Medians
from annotate.ablation.one_less import OneLess, one_number_less, one_vote_less
from annotate.ablation.paired import mean_differences
from annotate.ablation.view import MAJORITY, Ties
from annotate.agreement import Difference
from annotate.agreement.coefficients import FORMULAS
from annotate.agreement.results import NOT_ASKED
from annotate.agreement.without import alpha_without_each
from annotate.agreement.without_intervals import change_reach
from annotate.annotations import MISSING, BoolArray, IntArray, Labels
from annotate.counts import AnnotatorPatterns, annotator_patterns, compact

_TOO_MANY = "For so many annotators and answers the interval is worked out for one at a time."
_UNDEFINED = "Without them, alpha is undefined."


def without_each(base: Base) -> list[Ablation]:
    """A row for each annotator who has a label of the question, in the order of the data.

    Where labels of an annotator and item repeat and all count, one at a time.
    """
    side = base.side
    kept, used = compact(side.labels)
    rows = annotator_patterns(kept, side.tables.table)
    given = np.bincount(kept.annotator, minlength=kept.n_annotators)
    there = np.flatnonzero(given).tolist()
    names = side.view.data.annotator_ids
    if not _in_one_pass(base, rows):
        return [base.compared((Decision.of(Kind.ANNOTATOR, names[a]),)) for a in there]
    less = _less(base, kept, used)
    agreement = _agreement(base, kept, rows)
    flips = _flips(kept, less, side.n_items)
    alone = np.bincount(kept.item, minlength=kept.n_items)[kept.item] == 1
    items_lost = np.bincount(kept.annotator[alone], minlength=kept.n_annotators)
    reference = _reference(base, kept, less)
    return [
        Ablation(
            (Decision.of(Kind.ANNOTATOR, names[a]),),
            len(kept) - int(given[a]),
            side.n_items - int(items_lost[a]),
            agreement[a],
            flips[a],
            reference[a],
        )
        for a in there
    ]


def _in_one_pass(base: Base, rows: AnnotatorPatterns) -> bool:
    view = base.side.view
    plain = view.model == MAJORITY and view.ties is Ties.CHANCE and not view.told
    return plain and bool((rows.own == 1).all())


def _less(base: Base, kept: Labels, used: IntArray) -> OneLess:
    found, reference = base.side.consensus, base.side.view.reference()
    if isinstance(found, Medians):
        return one_number_less(found, base.side.labels, reference)
    # What nobody answered has no code in the tables; as a reference it is met by no consensus.
    code = np.full(len(base.side.labels.question.answers) + 1, used.size)
    code[used] = np.arange(used.size)
    code[-1] = MISSING
    return one_vote_less(base.side.tables.table, kept, code[reference])


def _agreement(base: Base, kept: Labels, rows: AnnotatorPatterns) -> list[Difference]:
    tables = base.side.tables
    whole = float(FORMULAS[ALPHA](tables.whole, tables.scale))
    alpha = alpha_without_each(tables, kept, rows)
    asked = base.options.replicates > 0
    reach = change_reach(tables, kept, rows) if asked else np.full(alpha.size, np.nan)
    found = []
    for one, by in zip(alpha.tolist(), reach.tolist(), strict=True):
        change = one - whole
        if np.isnan(change):
            found.append(Difference(one, whole, change, np.nan, np.nan, _UNDEFINED))
        elif np.isnan(by):
            ends = (np.nan, np.nan, _TOO_MANY) if asked else (None, None, NOT_ASKED)
            found.append(Difference(one, whole, change, *ends))
        else:
            found.append(Difference(one, whole, change, change - by, change + by))
    return found


def _flips(kept: Labels, less: OneLess, n_items: int) -> list[Flips]:
    changed, lost, gained = (
        _by_annotator(kept, which) for which in (less.changed, less.lost, less.gained)
    )
    return [Flips(*each, n_items) for each in zip(changed, lost, gained, strict=True)]


def _by_annotator(kept: Labels, which: BoolArray) -> Sequence[IntArray]:
    """For each annotator the items of these labels, in order."""
    who, item = kept.annotator[which], kept.item[which]
    order = np.lexsort((item, who))
    ends = np.searchsorted(who[order], np.arange(1, kept.n_annotators))
    return np.split(item[order], ends)


def _reference(base: Base, kept: Labels, less: OneLess) -> list[Difference]:
    size = kept.n_annotators
    if not (base.side.view.trusted != MISSING).any():
        return [NO_REFERENCE] * size
    shares = not isinstance(base.side.consensus, Medians)
    near = base.side.nearness
    return mean_differences(near, less.nearness, kept.item, kept.annotator, size, shares=shares)
