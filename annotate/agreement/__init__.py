"""Agreement: count tables in, coefficients with intervals out.

    distances, weights   how far apart two answers are, and which distance a coefficient takes
    sums                 the dozen sums over items that every pattern coefficient is made of
    coefficients         the formulas, one line each
    bootstrap, jackknife the sums of items drawn again, and of all items but one
    kappa                every pair of annotators
    annotators, shares   every annotator against the others; intervals of a share
    confusion            who answers what where others answer what; items that divide
    options              what can be asked, and the checks on it
    tables, estimates    one question's tables and sums; its coefficients with their intervals
    measure, results     the parts put together; what comes out
    meaning              what each coefficient means and when it misleads, in words

``annotate.agreement`` names this package and, in the public API, its main function. So the
package can be called: ``annotate.agreement(data)`` holds in whatever order things are imported.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from annotate.agreement.confusion import confusion_with_others, item_disagreement
from annotate.agreement.meaning import MEANINGS, Meaning, reading_of
from annotate.agreement.measure import agreement
from annotate.agreement.results import (
    ONE_SHARED,
    AnnotatorAgreement,
    Coefficient,
    PairAgreement,
    PairList,
    QuestionAgreement,
    to_json,
)
from annotate.agreement.shares import wilson

__all__ = [
    "MEANINGS",
    "ONE_SHARED",
    "AnnotatorAgreement",
    "Coefficient",
    "Meaning",
    "PairAgreement",
    "PairList",
    "QuestionAgreement",
    "agreement",
    "confusion_with_others",
    "item_disagreement",
    "reading_of",
    "to_json",
    "wilson",
]


class _Callable(ModuleType):
    """A module that stands for its main function when it is called."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, QuestionAgreement]:
        return agreement(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable
