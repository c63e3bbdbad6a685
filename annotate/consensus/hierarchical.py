"""The default model."""

from __future__ import annotations

from annotate.annotations import IntArray, Labels
from annotate.consensus.ability import with_ability
from annotate.consensus.evidence import Evidence
from annotate.consensus.fitted import Fitted, of_posterior
from annotate.consensus.skill import fit_skill


def hierarchical(labels: Labels, known: IntArray) -> Fitted:
    """Fit the default model."""
    found = fit_skill(Evidence(labels, known))
    fitted = of_posterior(
        labels, found.posterior, iterations=found.iterations, converged=found.converged
    )
    return with_ability(fitted)
