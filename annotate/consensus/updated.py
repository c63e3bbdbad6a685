"""A fitted model, brought up to date with a few rulings and verdicts without fitting it again.

What became known changes how accurate its annotators seem, and that every item that they
labelled: the vote of annotator a for an answer counts by the log odds of their accuracy, so the
log probability of each answer moves by the sum of those changes over its votes. One pass over
the labels: a tenth of a second for a million, where a fit takes half a minute. Everything else
(tables, sharpness, temperature) stays as fitted; the next fit has it right.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from annotate.annotations import MISSING, FloatArray
from annotate.consensus.ability import with_ability
from annotate.consensus.fitted import Fitted
from annotate.consensus.posterior import from_logs
from annotate.consensus.skill import TAU
from annotate.consensus.told import Told, with_verdicts
from annotate.tally import summed

PULL = 10.0  # labels at their accuracy as fitted that each annotator keeps
FARTHEST = 2.0  # the most that the log odds of an accuracy move


def updated(fitted: Fitted, evidence: Told) -> Fitted:
    """The model with the evidence; what was fitted without it is moved and not fitted anew."""
    labels = fitted.labels
    new = (evidence.known != MISSING) & (evidence.known != fitted.known)
    if not new.any() or np.isnan(fitted.p_wrong).all():
        return with_verdicts(fitted, evidence)
    known = np.where(new, evidence.known, fitted.known)
    decided, right = new[labels.item], labels.label == known[labels.item]
    if fitted.posterior is None:
        p_wrong = np.where(decided, ~right, fitted.p_wrong)
        return with_verdicts(with_ability(replace(fitted, known=known, p_wrong=p_wrong)), evidence)
    move = _moves(fitted, np.where(decided, right, 1.0 - fitted.p_wrong))
    entries = fitted.posterior.entries
    with np.errstate(divide="ignore"):
        joint = np.log(fitted.posterior.chance)
        rest = np.log(fitted.posterior.rest)
    joint += TAU * summed(entries.entry, move[labels.annotator], entries.item.size)
    posterior = from_logs(entries, joint, rest, fitted.posterior.prior, known)
    doubt = posterior.doubt[entries.entry]
    contested = fitted.contested & ~new
    p_wrong = np.where(contested[labels.item], np.minimum(doubt, fitted.p_wrong), doubt)
    changed = replace(
        fitted, known=known, posterior=posterior, p_wrong=p_wrong, contested=contested
    )
    return with_verdicts(with_ability(changed), evidence)


def _moves(fitted: Fitted, right: FloatArray) -> FloatArray:
    """(A,) how far the log odds of each accuracy move, where labels are so probably right."""
    labels, size = fitted.labels, fitted.labels.n_annotators
    before = np.clip(np.nan_to_num(fitted.accuracy, nan=0.5), 0.01, 0.99)
    n = np.bincount(labels.annotator, minlength=size) + PULL
    now = np.clip((summed(labels.annotator, right, size) + PULL * before) / n, 0.01, 0.99)
    moved: FloatArray = np.clip(_odds(now) - _odds(before), -FARTHEST, FARTHEST)
    return moved


def _odds(share: FloatArray) -> FloatArray:
    odds: FloatArray = np.log(share / (1 - share))
    return odds
