"""Agreement: count tables in, coefficients with intervals out.

    distances, weights   how far apart two answers are, and which distance a coefficient takes
    sums                 the dozen sums over items that every pattern coefficient is made of
    coefficients         the formulas, one line each
    conger, kappa, icc   Conger's kappa, every pair of annotators, intraclass correlations
    bootstrap, bca       the sums of items drawn again, and intervals from them
    jackknife, shares    the sums of all items but one; intervals of a share
    categories           one category against all others
    annotators, without  every annotator against the others; the overall alpha without each
    influence            what an item moves of alpha; ``without_intervals``: how sure alpha without is
    screening            which annotators differ more than chance and hard items explain
    numeric, reference   numbers beside the others'; labels against gold or rulings
    consistency          annotators against themselves
    confusion            who answers what where others answer what; items that divide
    differences          two rounds or filters, paired by item
    two_annotators       two annotators, paired by item
    planning             how many more items would make an interval as narrow as wanted
    options              what can be asked, and the checks on it
    tables, estimates    one question's tables and sums; its coefficients with their intervals
    everyone, measure    the parts put together: each annotator, each question
    results, report      what comes out, as values and as JSON
    meaning              what each coefficient means and when it misleads, in words

``annotate.agreement`` names this package and, in the public API, its main function. So the
package can be called: ``annotate.agreement(data)`` holds in whatever order things are imported.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from annotate.agreement.categories import CategoryAgreement
from annotate.agreement.confusion import confusion_with_others, item_disagreement
from annotate.agreement.consistency import OwnAgreement, SelfConsistency
from annotate.agreement.differences import Difference, difference
from annotate.agreement.meaning import MEANINGS, Meaning, reading_of
from annotate.agreement.measure import agreement
from annotate.agreement.numeric import NumericAgreement
from annotate.agreement.planning import items_needed
from annotate.agreement.reference import CategoryAccuracy, ReferenceAgreement
from annotate.agreement.report import (
    AnnotatorAgreement,
    QuestionAgreement,
    RoundAgreement,
    to_json,
)
from annotate.agreement.results import ONE_SHARED, Coefficient, PairAgreement, PairList
from annotate.agreement.shares import wilson
from annotate.agreement.two_annotators import annotator_difference

__all__ = [
    "MEANINGS",
    "ONE_SHARED",
    "AnnotatorAgreement",
    "CategoryAccuracy",
    "CategoryAgreement",
    "Coefficient",
    "Difference",
    "Meaning",
    "NumericAgreement",
    "OwnAgreement",
    "PairAgreement",
    "PairList",
    "QuestionAgreement",
    "ReferenceAgreement",
    "RoundAgreement",
    "SelfConsistency",
    "agreement",
    "annotator_difference",
    "confusion_with_others",
    "difference",
    "item_disagreement",
    "items_needed",
    "reading_of",
    "to_json",
    "wilson",
]


class _Callable(ModuleType):
    """A module that stands for its main function when it is called."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, QuestionAgreement]:
        return agreement(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable
