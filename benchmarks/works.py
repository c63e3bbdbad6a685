"""What is timed: each work makes its own form of the frame, then computes one value from it.

Programs are given the form that they are fastest with, made in the fastest way known here.
Two are given once more the form that their documentation shows. Nothing heavy is imported before it is needed, as some works run in an environment of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

PER_ITEM, CATEGORIES, ANNOTATORS = 5, 5, 1_000
REPLICATES = 10_000
EVERY = 100  # of so many pairs one is given to scikit-learn, and its time is taken so many times
ALONE: dict[str, Any] = {"replicates": 0, "annotators": False, "pairs": False}
THREE = ("krippendorff_alpha", "fleiss_kappa", "gwet_ac")


def frame_of(labels: int) -> pd.DataFrame:
    """A long frame of text: five of a thousand annotators on each item, 70% of labels right."""
    rng = np.random.default_rng(0)
    items = labels // PER_ITEM
    who = _distinct(rng, items)
    item = np.repeat(np.arange(items), PER_ITEM)
    truth = rng.integers(0, CATEGORIES, items)[item]
    answer = np.where(rng.random(item.size) < 0.7, truth, rng.integers(0, CATEGORIES, item.size))
    order = rng.permutation(item.size)
    return pd.DataFrame(
        {
            "item": np.char.add("item ", item[order].astype(str)),
            "annotator": np.char.add("annotator ", who.ravel()[order].astype(str)),
            "answer": (answer[order] + 1).astype(str),
        }
    )


def _distinct(rng: np.random.Generator, items: int) -> np.ndarray:
    """(items, PER_ITEM) different annotators of each item."""
    who = rng.integers(0, ANNOTATORS, (items, PER_ITEM))
    while True:
        ordered = np.sort(who, axis=1)
        again = np.flatnonzero((ordered[:, 1:] == ordered[:, :-1]).any(axis=1))
        if not again.size:
            return who
        who[again] = rng.integers(0, ANNOTATORS, (again.size, PER_ITEM))


@dataclass(frozen=True)
class Work:
    """One thing to time.

    form     frame -> what the program takes
    value    what the program takes -> the number
    what     the coefficient; works with the same one must agree
    before   what is done to the frame beforehand and not timed
    most     labels above which it takes too much memory or time to be run here
    times    how many times the value's time stands for, where only a part is computed
    package  of a program that may need an interpreter of its own
    """

    title: str
    what: str
    form: Callable[[pd.DataFrame], Any]
    value: Callable[[Any], float]
    before: Callable[[pd.DataFrame], pd.DataFrame] = lambda frame: frame
    most: int = 10**9
    times: int = 1
    package: str = ""


def _loaded(frame: pd.DataFrame) -> Any:
    import annotate

    return annotate.from_frame(
        frame, item="item", annotator="annotator", labels="answer", levels={"answer": "nominal"}
    )


def _ours(coefficient: str, **options: Any) -> Callable[[Any], float]:
    """The coefficient by ``annotate.agreement`` with these options."""

    def value(data: Any) -> float:
        from annotate.agreement import agreement

        return float(agreement(data, **options)["answer"].coefficients[coefficient].value)

    return value


def _all_pairs(data: Any) -> float:
    """The kappas of all pairs; the mean of those that scikit-learn is given."""
    from annotate.agreement import agreement

    found = agreement(data, coefficients=[], **{**ALONE, "pairs": True})["answer"]
    return float(np.nanmean(found.pairs.kappa[::EVERY]))


def _categories(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype("category")


def _numbers(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.apply(lambda column: column.str.extract(r"(\d+)$")[0].astype("int64"))


def _factorized(frame: pd.DataFrame) -> int:
    return sum(pd.factorize(frame[name])[0].size for name in frame)


def _counts(frame: pd.DataFrame) -> np.ndarray:
    """(items, answers) how many labels of the item give the answer."""
    item, items = pd.factorize(frame["item"])
    answer, answers = pd.factorize(frame["answer"])
    size = len(items) * len(answers)
    return np.bincount(item * len(answers) + answer, minlength=size).reshape(len(items), -1)


def _crosstab(frame: pd.DataFrame) -> np.ndarray:
    return pd.crosstab(frame["item"], frame["answer"]).to_numpy()


def _pivot(frame: pd.DataFrame) -> np.ndarray:
    """(annotators, items) numbers, NaN where an annotator did not label the item."""
    wide = frame.assign(answer=frame["answer"].astype("float64"))
    return wide.pivot(index="annotator", columns="item", values="answer").to_numpy()


def _slots(frame: pd.DataFrame) -> pd.DataFrame:
    """(items, 5) the labels of each item, whoever gave them."""
    order = np.argsort(pd.factorize(frame["item"])[0], kind="stable")
    answer = pd.factorize(frame["answer"])[0][order] + 1
    return pd.DataFrame(answer.reshape(-1, PER_ITEM))


def _triples(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    columns = (frame[name].tolist() for name in ("annotator", "item", "answer"))
    return list(zip(*columns, strict=True))


def _krippendorff(counts: np.ndarray) -> float:
    import krippendorff

    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def _krippendorff_wide(answers: np.ndarray) -> float:
    import krippendorff

    return float(krippendorff.alpha(answers, level_of_measurement="nominal"))


def _nltk(triples: list[tuple[str, str, str]]) -> float:
    from nltk.metrics.agreement import AnnotationTask

    return float(AnnotationTask(triples).alpha())


def _statsmodels(counts: np.ndarray) -> float:
    from statsmodels.stats.inter_rater import fleiss_kappa

    return float(fleiss_kappa(counts))


def _irrcac(name: str) -> Callable[[pd.DataFrame], float]:
    def value(slots: pd.DataFrame) -> float:
        from irrCAC.raw import CAC

        return float(getattr(CAC(slots, digits=12), name)()["est"]["coefficient_value"])

    return value


def _interrater(name: str) -> Callable[[np.ndarray], float]:
    def value(counts: np.ndarray) -> float:
        import interrater
        from interrater.analyzers import agreement_functions

        return float(getattr(agreement_functions, name)(interrater.NijMatrix(counts)))

    return value


def _shared(frame: pd.DataFrame) -> list[tuple[np.ndarray, np.ndarray]]:
    """The answers of two annotators to the items they share, of one in ``EVERY`` pairs."""
    coded = pd.DataFrame({name: pd.factorize(frame[name])[0] for name in frame})
    both = coded.merge(coded, on="item")
    both = both[both["annotator_x"] < both["annotator_y"]]
    both = both.sort_values(["annotator_x", "annotator_y"])
    pair = (both["annotator_x"] * ANNOTATORS + both["annotator_y"]).to_numpy()
    left, right = both["answer_x"].to_numpy(), both["answer_y"].to_numpy()
    # Every label pair of a pair of annotators lies between two ends.
    ends = [0, *(np.flatnonzero(np.diff(pair)) + 1).tolist(), pair.size]
    return [(left[low:high], right[low:high]) for low, high in list(pairwise(ends))[::EVERY]]


def _sklearn(pairs: list[tuple[np.ndarray, np.ndarray]]) -> float:
    import warnings

    from sklearn.metrics import cohen_kappa_score

    answers = np.arange(CATEGORIES)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pairs with one category, which have no kappa
        kappas = [cohen_kappa_score(left, right, labels=answers) for left, right in pairs]
    return float(np.nanmean(kappas))


_ALPHA, _FLEISS, _AC, _KAPPAS = "krippendorff_alpha", "fleiss_kappa", "gwet_ac", "pairs"
_alone = _ours(_ALPHA, coefficients=[_ALPHA], **ALONE)
_three = _ours(_ALPHA, coefficients=THREE, **ALONE)
_drawn = _ours(_ALPHA, coefficients=THREE, **{**ALONE, "replicates": REPLICATES})
_everyone = _ours(
    _ALPHA, coefficients=[_ALPHA], replicates=REPLICATES, annotators=True, pairs=False
)
_all = _ours(_ALPHA, replicates=REPLICATES)

WORKS: dict[str, Work] = {
    "factorize": Work("pandas.factorize of the three columns", "", lambda f: f, _factorized),
    "alpha": Work("alpha", _ALPHA, _loaded, _alone),
    "three": Work("alpha, Fleiss, AC1", _ALPHA, _loaded, _three),
    "categorical": Work("… from categorical columns", _ALPHA, _loaded, _three, _categories),
    "integer": Work("… from columns of whole numbers", _ALPHA, _loaded, _three, _numbers),
    "fleiss": Work("Fleiss", _FLEISS, _loaded, _ours(_FLEISS, coefficients=[_FLEISS], **ALONE)),
    "ac": Work("AC1", _AC, _loaded, _ours(_AC, coefficients=[_AC], **ALONE)),
    "drawn": Work(f"the three, {REPLICATES:,} replicates", _ALPHA, _loaded, _drawn),
    "everyone": Work("every annotator's alpha, interval", _ALPHA, _loaded, _everyone),
    "pairs": Work("kappa of all pairs", _KAPPAS, _loaded, _all_pairs),
    "all": Work("all of it", _ALPHA, _loaded, _all),
    "krippendorff": Work("krippendorff: alpha", _ALPHA, _counts, _krippendorff),
    "krippendorff wide": Work(
        "krippendorff: alpha, from DataFrame.pivot", _ALPHA, _pivot, _krippendorff_wide, most=10**6
    ),
    "nltk": Work("nltk: alpha", _ALPHA, _triples, _nltk, most=10**6),
    "statsmodels": Work("statsmodels: Fleiss", _FLEISS, _counts, _statsmodels),
    "statsmodels crosstab": Work(
        "statsmodels: Fleiss, from pandas.crosstab", _FLEISS, _crosstab, _statsmodels
    ),
    "irrcac alpha": Work(
        "irrCAC: alpha", _ALPHA, _slots, _irrcac("krippendorff"), package="irrcac", most=10**6
    ),
    "irrcac fleiss": Work(
        "irrCAC: Fleiss", _FLEISS, _slots, _irrcac("fleiss"), package="irrcac", most=10**6
    ),
    "irrcac ac": Work("irrCAC: AC1", _AC, _slots, _irrcac("gwet"), package="irrcac", most=10**6),
    "interrater alpha": Work(
        "interrater: alpha",
        _ALPHA,
        _counts,
        _interrater("krippendorff_alpha"),
        package="interrater",
    ),
    "interrater fleiss": Work(
        "interrater: Fleiss", _FLEISS, _counts, _interrater("fleiss_kappa"), package="interrater"
    ),
    "interrater ac": Work(
        "interrater: AC1", _AC, _counts, _interrater("gwet_ac1"), package="interrater"
    ),
    "sklearn": Work(
        "scikit-learn: kappa, a pair at a time", _KAPPAS, _shared, _sklearn, most=10**5, times=EVERY
    ),
}
