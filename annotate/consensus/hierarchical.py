"""The default model: three hypotheses about how annotators err, and what they say together.

    simple      one skill an annotator (``skill``)                              weight 2
    cancelling  a table an annotator, leanings cancel out (``confusion``)       weight 1
    shared      a table an annotator, leanings are shared                       weight 1

On an ordinal scale the simple hypothesis is one bias and one scatter an annotator (``scales``). Where
two things are compared half of its weight goes to one with a preferred place (``preferences``).
No one of them is best everywhere: the simple one fails where annotators confuse answers in
their own ways, the rich ones where many lean alike. Which is the case can hardly be seen from
labels alone, so their posteriors are averaged, half for the simple hypothesis and half for the
rich ones, each made less sure of itself (``temperature``).

References enter as data: their items are certain, count for more than guessed ones, and say
how sure the models had been of the right answer before they were told.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from annotate.annotations import MISSING, BoolArray, FloatArray, IntArray, Labels, Level
from annotate.consensus.ability import with_ability
from annotate.consensus.confusion import Confusion, affordable, fit_confusion
from annotate.consensus.contested import with_contested
from annotate.consensus.evidence import Evidence
from annotate.consensus.fitted import Fitted, of_posterior
from annotate.consensus.posterior import Posterior, from_chances
from annotate.consensus.preferences import Preferences
from annotate.consensus.scales import fit_scales
from annotate.consensus.schools import with_schools
from annotate.consensus.skill import fit_skill
from annotate.consensus.tables import CANCELLING, SHARED, Tables
from annotate.consensus.temperature import categories, expected, learned, tempered
from annotate.pairwise import places_by_words


def hierarchical(
    labels: Labels,
    known: IntArray,
    fair: BoolArray | None = None,
    *,
    power: float | None = None,
) -> Fitted:
    """Fit the default model; ``power`` is the temperature where it shall not be the model's own.

    ``fair`` as in ``Evidence``.
    """
    evidence = Evidence(labels, known, fair)
    in_use = categories(np.bincount(labels.label, minlength=evidence.n_answers))
    found = _members(evidence)
    alike = known if fair is None else np.where(fair, known, MISSING)
    power = power or _power(labels, alike, in_use)
    believed = [tempered(each, power, in_use) for each in found.posteriors]
    posterior = _average(believed, found.weights)
    fitted = of_posterior(labels, posterior, iterations=found.steps, converged=found.rested)
    n_fair = int((alike[np.unique(labels.item)] != MISSING).sum())
    return concluded(replace(fitted, difficulty=found.difficulty, n_fair=n_fair))


def concluded(fitted: Fitted) -> Fitted:
    """What follows from the posterior: abilities, contested items, schools."""
    return with_schools(with_contested(with_ability(fitted)))


def _power(labels: Labels, known: IntArray, in_use: float) -> float:
    """The temperature, learned from the references where there are some."""
    if not (known[labels.item] != MISSING).any():
        return expected(in_use)
    untold = _members(Evidence(labels, np.full_like(known, MISSING)))
    return learned(untold.posteriors, untold.weights, known, in_use)


@dataclass(frozen=True, eq=False)
class _Members:
    """The hypotheses' posteriors, the simple ones first, and how far each is believed."""

    posteriors: list[Posterior]
    weights: tuple[float, ...]
    difficulty: FloatArray
    steps: int
    rested: bool


def _members(evidence: Evidence) -> _Members:
    """The hypotheses, each fitted; the simple one alone where tables would be too large."""
    skill = fit_skill(evidence)
    simple, steps, rested = [skill.posterior], skill.iterations, skill.converged
    rich: list[Posterior] = []
    if affordable(evidence):
        simple = _simple(evidence, skill.posterior)
        for found in _rich(evidence, _start(evidence, simple[-1])):
            rich.append(found.posterior)
            steps, rested = max(steps, found.iterations), rested and found.converged
    weights = (2.0 / len(simple),) * len(simple) + (1.0,) * len(rich)
    return _Members([*simple, *rich], weights, skill.difficulty, steps, rested)


def _simple(evidence: Evidence, skill: Posterior) -> list[Posterior]:
    """The simple hypotheses that the question calls for."""
    question = evidence.labels.question
    if question.level is Level.ORDINAL and evidence.n_answers > 2:
        return [fit_scales(evidence)]
    places = places_by_words(question) if question.level is Level.NOMINAL else None
    if places is None:
        return [skill]
    preferences = Preferences(evidence, places)
    return [skill, fit_confusion(evidence, _start(evidence, skill), preferences).posterior]


def _start(evidence: Evidence, posterior: Posterior) -> FloatArray:
    """(I, K) from where tables are fitted: half what a simple hypothesis says, half the votes."""
    return 0.5 * (posterior.full() + evidence.votes)


def _rich(evidence: Evidence, start: FloatArray) -> tuple[Confusion, Confusion]:
    """The two hypotheses with tables, one beside the other: neither waits for the other's result.

    The one that is fitted here says how far it is and can be stopped; the other then ends alone.
    """
    with ThreadPoolExecutor(1) as beside:
        shared = beside.submit(fit_confusion, evidence, start, Tables(evidence, SHARED))
        return fit_confusion(evidence, start, Tables(evidence, CANCELLING)), shared.result()


def _average(members: Sequence[Posterior], weights: Sequence[float]) -> Posterior:
    """The weighted mean of posteriors over the same entries."""
    first = members[0]
    chance, rest, prior = (
        np.average(np.stack([getattr(each, part) for each in members]), axis=0, weights=weights)
        for part in ("chance", "rest", "prior")
    )
    return from_chances(first.entries, chance, rest, prior, first.known)
