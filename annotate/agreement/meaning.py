"""What each coefficient means and when it misleads, in words for pages and help texts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from annotate.agreement.results import Coefficient
from annotate.annotations import Level


@dataclass(frozen=True)
class Meaning:
    """A coefficient in words: its title, what it means, when it misleads, and who says so."""

    title: str
    means: str
    misleads: str
    source: str


MEANINGS: dict[str, Meaning] = {
    "percent_agreement": Meaning(
        "Percent agreement",
        "How often two labels of the same item are the same.",
        "It is high by chance alone when there are few categories or one of them is common, and it"
        " gives no credit for a near miss.",
        "Fleiss (1971)",
    ),
    "krippendorff_alpha": Meaning(
        "Krippendorff’s alpha",
        "How much less two labels of the same item differ than two labels picked from all of them:"
        " 1 is perfect, 0 is what chance gives.",
        "When one category holds nearly all items, a few disagreements bring it near 0 although"
        " nearly all labels agree.",
        "Krippendorff (2011)",
    ),
    "fleiss_kappa": Meaning(
        "Fleiss’ kappa",
        "How far agreement exceeds what it would be if every annotator drew answers in the shares"
        " in which they occur overall.",
        "It falls when one category is common, and it does not see that neighbouring answers are"
        " closer unless weights are chosen. Items with one label shift what counts as chance.",
        "Fleiss (1971); Gwet (2014) for unequal numbers of labels",
    ),
    "scott_pi": Meaning(
        "Scott’s pi",
        "As Fleiss’ kappa, with the shares taken from all labels pooled.",
        "It falls when one category is common. It differs from Fleiss’ kappa only where items have"
        " unequal numbers of labels: items with many labels then weigh more in chance.",
        "Scott (1955)",
    ),
    "gwet_ac": Meaning(
        "Gwet’s AC",
        "How far agreement exceeds chance, where chance is small when one category is common.",
        "With one common category it stays high even if the rare one is never agreed upon, so it"
        " can hide that the rare cases fail.",
        "Gwet (2008, 2014)",
    ),
    "brennan_prediger": Meaning(
        "Brennan–Prediger",
        "How far agreement exceeds even draws from all answers of the scale.",
        "It rises with every answer added to the scale, even one that nobody uses.",
        "Brennan and Prediger (1981)",
    ),
    "conger_kappa": Meaning(
        "Conger’s kappa",
        "How far agreement exceeds what two annotators would have if each drew answers in the"
        " shares that are their own.",
        "It rewards annotators for having different habits: the same disagreements look better where"
        " one says “yes” to nearly all. Annotators with few labels have ragged shares.",
        "Conger (1980); Gwet (2014) for missing labels",
    ),
    "cohen_kappa_mean": Meaning(
        "Mean Cohen’s kappa",
        "How far two annotators agree beyond what their own habits would give, averaged over pairs"
        " by the number of items they share.",
        "It comes out too low where pairs share only a handful of items each, as the kappa of a"
        " handful is erratic and leans towards 0. Habits of single annotators count as chance.",
        "Cohen (1960, 1968)",
    ),
    "icc_1": Meaning(
        "ICC(1)",
        "The share of the variance of single labels that is the items’, whoever gave the labels.",
        "It depends on how much the items differ: the same errors look worse on items that are"
        " alike. Somebody’s constant lead or lag counts as error.",
        "Shrout and Fleiss (1979)",
    ),
    "icc_2_1": Meaning(
        "ICC(2,1)",
        "The same where all annotators labelled all items: how much one annotator’s label can be"
        " taken for another’s.",
        "As ICC(1). It needs every annotator on every item, so it is often undefined.",
        "Shrout and Fleiss (1979); McGraw and Wong (1996)",
    ),
    "icc_2_k": Meaning(
        "ICC(2,k)",
        "The same for the mean of all annotators’ labels of an item: how far another such panel"
        " would give the same means.",
        "It rises with the number of annotators, however poor each is. It says nothing about a"
        " single label.",
        "Shrout and Fleiss (1979); McGraw and Wong (1996)",
    ),
}

RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff (2004), Content Analysis, chapter 11

_LEVELS = {
    Level.NOMINAL: "categories",
    Level.ORDINAL: "the order of the answers",
    Level.INTERVAL: "the differences between the answers",
    Level.RATIO: "the proportions between the answers",
    Level.SET: "the overlap of the sets",
}


def reading_of(alpha: Coefficient, level: Level) -> str:
    """One or two plain sentences on what an alpha allows, by Krippendorff's usual cut-offs.

    It claims a band only where the whole interval lies in it, and says so where it does not.
    """
    if math.isnan(alpha.value):
        return f"Alpha is undefined. {alpha.reason or ''}".strip()
    said = f"By {_LEVELS[level]}, alpha is {_short(alpha.value)}"
    if alpha.low is None or alpha.high is None or math.isnan(alpha.low + alpha.high):
        return (
            f"{said}, without an interval: {_BANDS[_band(alpha.value)]}, if it is near the truth."
        )
    said += f" (95% interval {_short(alpha.low)} to {_short(alpha.high)})"
    low, high = _band(alpha.low), _band(alpha.high)
    if low == high:
        return f"{said}: {_BANDS[low]}."
    if high - low == 1:
        return f"{said}. The data leave open whether that is {_NAMES[low]} or {_NAMES[high]}."
    return f"{said}. The data leave open anything from {_NAMES[low]} to {_NAMES[high]}."


_BANDS = (
    "below .667, too low to draw conclusions from these labels without knowing why they differ",
    "between .667 and .8, good enough for tentative conclusions only",
    ".8 or above, which is usually taken as reliable",
)
_NAMES = ("unreliable", "good for tentative conclusions only", "reliable")


def _band(value: float) -> int:
    return (value >= TENTATIVE) + (value >= RELIABLE)


def _short(value: float) -> str:
    return f"{value:z.2f}".replace("-", "−")
