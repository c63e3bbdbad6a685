"""How far to believe a model: its probabilities to a power below one.

Annotators err together (the same hard item, the same tempting answer) and every model here
takes their errors for independent, so it is too sure. A posterior p becomes p^T, renormalised.

Without a reader T is what public data with gold taught: about 0.9 for two categories and less
for more, since wrong labels then meet on the same tempting one. Rulings teach T from there.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize_scalar

from annotate.annotations import MISSING, FloatArray, IntArray
from annotate.consensus.posterior import Posterior, from_logs

# log T = -TWO - MORE log(categories / 2), fitted to seven public sets (docs/models.md). Beyond
# the five categories of those sets it goes no lower than LOWEST.
TWO, MORE, LOWEST = 0.1, 0.9, 0.3
# Standard deviation of log T about that; the rulings of one data set move it no further.
SPREAD = 0.15
FARTHEST = (-3.0, 1.0)


def categories(labels_of: IntArray) -> float:
    """How many categories seem in use: exp of the entropy of the labels of each (K,).

    A category that is hardly used counts for little.
    """
    share = labels_of[labels_of > 0] / max(int(labels_of.sum()), 1)
    return float(np.exp(-(share * np.log(share)).sum()))


def expected(in_use: float) -> float:
    """T before anything was read."""
    return float(np.exp(np.clip(-TWO - MORE * np.log(in_use / 2), np.log(LOWEST), -TWO)))


def tempered(posterior: Posterior, power: float, in_use: float) -> Posterior:
    """The posterior to that power. The answers that nobody gave count as few, not as many."""
    entries = posterior.entries
    seen = np.bincount(entries.item, minlength=entries.n_items)
    unseen = np.clip(in_use - seen, 1.0, np.maximum(entries.n_answers - seen, 1.0))
    with np.errstate(divide="ignore"):
        joint = power * np.log(posterior.chance)
        rest = power * np.log(posterior.rest) + (1 - power) * np.log(unseen)
    return from_logs(entries, joint, rest, posterior.prior, posterior.known)


def learned(
    members: Sequence[Posterior], weights: Sequence[float], known: IntArray, in_use: float
) -> float:
    """T by maximum a posteriori from items whose answer is known but was not told the models.

    Each item says how probable its right answer was in the mean of the tempered members.
    """
    entries = members[0].entries
    right = np.flatnonzero(known[entries.item] == entries.answer)
    asked = np.flatnonzero(
        (known != MISSING) & (np.bincount(entries.item, minlength=known.size) > 0)
    )
    missed = np.setdiff1d(asked, entries.item[right])
    prior = np.log(expected(in_use))

    def surprise(log_power: float) -> float:
        power = float(np.exp(log_power))
        found = [tempered(each, power, in_use) for each in members]
        at = _mean([each.chance[right] for each in found], weights)
        away = _mean([each.rest[missed] for each in found], weights)
        surprises = np.log(np.maximum(np.concatenate([at, away]), 1e-12))
        return float((log_power - prior) ** 2 / (2 * SPREAD**2) - surprises.sum())

    found = minimize_scalar(surprise, bounds=FARTHEST, method="bounded")
    return float(np.exp(found.x))


def _mean(parts: Sequence[FloatArray], weights: Sequence[float]) -> FloatArray:
    mean: FloatArray = np.average(np.stack(parts), axis=0, weights=weights)
    return mean
