"""Why a label is suspicious, in a sentence that a reviewer can check."""

from __future__ import annotations

import numpy as np

from annotate.annotations import MISSING, Labels
from annotate.consensus.contested import good_annotators
from annotate.consensus.fitted import Fitted

LIKELY, PERHAPS = 0.5, 0.2
ENOUGH = 5  # labels that a rate of confusion has to stand on, to be told
MORE = 1.5  # times as often as the others, to be told


def explain(fitted: Fitted, at: int) -> str:
    """What speaks for and against label number ``at`` of those that the model was fitted to.

    For categories: who says what, and how often this annotator takes the one for the other.
    Numbers and sets are told by their consensus alone.
    """
    labels, p = fitted.labels, float(fitted.p_wrong[at])
    item, said = int(labels.item[at]), int(labels.label[at])
    own = labels.question.shown(said)
    if fitted.known[item] != MISSING:
        given = labels.question.shown(int(fitted.known[item]))
        return f"{_verdict(fitted, at)}: the reference says {given}; this annotator says {own}."
    if np.isnan(p):
        return "Nothing tells whether it is right: no one else labelled anything beside them."
    consensus = int(fitted.code[item])
    if fitted.posterior is None or consensus == MISSING:
        return f"{_verdict(fitted, at)}: this annotator says {own}; {_where(fitted, item)}."
    parts = [_voices(fitted, item, consensus)]
    if consensus != said:
        parts.append(_habit(labels, fitted, at, consensus))
    return f"{_verdict(fitted, at)}: {'; '.join(parts)}."


def _verdict(fitted: Fitted, at: int) -> str:
    p = float(fitted.p_wrong[at])
    if fitted.contested[fitted.labels.item[at]]:
        return "Contested, not called an error"
    if fitted.known[fitted.labels.item[at]] != MISSING:
        return "Wrong" if p > LIKELY else "Right"
    if p > LIKELY:
        return f"Likely wrong ({p:.0%})"
    return f"Perhaps wrong ({p:.0%})" if p > PERHAPS else f"Likely right ({1 - p:.0%})"


def _where(fitted: Fitted, item: int) -> str:
    text = fitted.consensus[item]
    return f"the consensus is {text}" if text else "the others do not settle on an answer"


def _voices(fitted: Fitted, item: int, consensus: int) -> str:
    """Four of five careful annotators say X."""
    labels = fitted.labels
    own = labels.item == item
    careful = own & good_annotators(fitted)[labels.annotator]
    shown = labels.question.shown(consensus)
    voices, kind = (careful, "careful annotators") if careful.any() else (own, "annotators")
    agree = int((labels.label[voices] == consensus).sum())
    return f"{agree} of {int(voices.sum())} {kind} say {shown}"


def _habit(labels: Labels, fitted: Fitted, at: int, consensus: int) -> str:
    """How often the annotator says this where the consensus is that, and the others do."""
    said, who = int(labels.label[at]), labels.annotator[at]
    there = fitted.code[labels.item] == consensus
    theirs, others = there & (labels.annotator == who), there & (labels.annotator != who)
    n, m = int(theirs.sum()), int(others.sum())
    own, answer = labels.question.shown(said), labels.question.shown(consensus)
    plain = f"this annotator says {own}"
    if n < ENOUGH or not m:
        return plain
    rate, usual = ((labels.label[which] == said).mean() for which in (theirs, others))
    if rate < MORE * usual:
        return plain
    return f"{plain} for {answer} {rate:.0%} of the time, others {usual:.0%}"
