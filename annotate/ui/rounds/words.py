"""The sentences of the rounds page."""

from __future__ import annotations

import math

from annotate.rounds import Change, Claim, Effect, Evaluated, QuestionChange
from annotate.ui.questions import round_title
from annotate.ui.text import count, decimal, plain


def points(change: Change) -> str:
    """“+13 points [4, 22]”; a dash where it cannot be said."""
    if math.isnan(change.value):
        return "–"
    said = f"{100 * change.value:+.0f} points"
    if not math.isnan(change.low + change.high):
        said += f" [{100 * change.low:.0f}, {100 * change.high:.0f}]"
    return said.replace("-", "−")


def amount(change: Change, measure: str) -> str:
    """The same; numbers in the unit of their scale."""
    if measure == "share" or math.isnan(change.value):
        return points(change)
    said = f"{change.value:+.2f}"
    if not math.isnan(change.low + change.high):
        said += f" [{change.low:.2f}, {change.high:.2f}]"
    return said.replace("-", "−")


def opening(found: QuestionChange, names: tuple[str, str]) -> str:
    """What changed, in two sentences."""
    alpha = found.alpha
    if math.isnan(alpha.value):
        said = (
            f"Alpha of **{plain(found.question)}** cannot be compared: {plain(alpha.reason or '')}"
        )
    else:
        ends = Change(alpha.value, alpha.low or math.nan, alpha.high or math.nan)
        sure = ends.low > 0 or ends.high < 0
        change = f"{ends.value:+.2f} [{ends.low:.2f}, {ends.high:.2f}]".replace("-", "−")
        said = (
            f"{_from_to(names)} alpha of **{plain(found.question)}** went from"
            f" {decimal(alpha.second)} to {decimal(alpha.first)} ({change})"
        )
        said += "." if sure else ", which chance alone may have done."
    better = [one for one in found.annotators if not one.few and one.adjusted.low > 0]
    worse = [one for one in found.annotators if not one.few and one.adjusted.high < 0]
    enough = sum(not one.few for one in found.annotators)
    if not enough:
        return (
            f"{said} Nobody has eight labels in both rounds, so nothing can be said of annotators."
        )
    return (
        f"{said} Beside the others on the same items, {len(better)} of"
        f" {count(enough, 'annotator')} got surely better and {len(worse)} surely worse."
    )


def _from_to(names: tuple[str, str]) -> str:
    """“From round 1 to round 2”, or “Since 2026-03-20” where a day divides the labels."""
    first, second = (plain(round_title(name)) for name in names)
    if names[0].startswith("before ") and names[1].startswith("since "):
        return f"S{second[1:]}"
    return f"From {first} to {second}"


def of_letters(effect: Effect, measure: str) -> str:
    """What the letters did, by the estimate that luck does not fool."""
    if math.isnan(effect.corrected.value):
        return effect.corrected.reason or ""
    ends = effect.corrected
    said = (
        f"Letters made a difference of about **{amount(ends, measure)}**"
        if ends.low > 0 or ends.high < 0
        else f"Whether letters made a difference cannot be told: {amount(ends, measure)}"
    )
    return (
        f"{said}, from {effect.with_letter} annotators with a letter and {effect.without} without."
    )


def of_plan(found: Evaluated, measure: str) -> str:
    """What the draw says."""
    if math.isnan(found.p) or math.isnan(found.effect.value):
        return found.effect.reason or ""
    return (
        f"Chance drew who got a letter first, so this is what letters did:"
        f" **{amount(found.effect, measure)}**; {_often(found.p)} of draws by chance alone do as much."
    )


def _often(p: float) -> str:
    return (
        "fewer than 1 in 1,000"
        if p < 0.001
        else f"{100 * p:.0f} in 100"
        if p >= 0.01
        else f"{1000 * p:.0f} in 1,000"
    )


def since(claim: Claim) -> str:
    """How the claim stands now, in a few words."""
    if claim.few:
        return "too few to say"
    if claim.change.high < 0:
        return "less than before"
    if claim.change.low > 0:
        return "more than before"
    return "no sure change"
