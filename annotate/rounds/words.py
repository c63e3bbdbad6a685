"""Before and after in words, for a terminal."""

from __future__ import annotations

import math

from annotate.rounds.claims import sentence
from annotate.rounds.report import QuestionChange, Rounds
from annotate.rounds.shares import Change


def to_text(found: Rounds) -> str:
    """Everything that was found, a line each."""
    lines = [
        f"{one.name}: {one.n_labels:,} labels on {one.n_items:,} items by {one.n_annotators:,}"
        f" annotators{f', {one.since} to {one.until}' if one.since else ''}"
        for one in found.timeline
    ]
    lines.append(f"Compared: {found.names[0]} and {found.names[1]}.")
    for question in found.questions.values():
        lines += ["", *_question(question)]
    lines.append("")
    lines += [f"{claim.annotator_id}: {sentence(claim)}" for claim in found.claims]
    for name, again in found.repeats.items():
        if again.of:
            lines.append(
                f"{name}: {again.n:,} of {again.of:,} repeated items have the same answer."
            )
    return "\n".join(lines)


def _question(question: QuestionChange) -> list[str]:
    alpha = question.alpha
    lines = [
        f"{question.question}: alpha {_number(alpha.second)}, then {_number(alpha.first)}"
        f" ({_change(Change(alpha.value, alpha.low or math.nan, alpha.high or math.nan))})"
    ]
    lines += [
        f"  “{each.category}” where it should be: {each.n_before:,} of {each.of_before:,}, then"
        f" {each.n_after:,} of {each.of_after:,}  {_change(each.change)}"
        for each in question.categories
    ]
    for one in question.annotators:
        few = "  too few labels to say" if one.few else ""
        lines.append(
            f"  {one.annotator_id:<20} {_number(one.before)} -> {_number(one.after)}"
            f"  {_change(one.change):<26} beside the others {_change(one.adjusted)}{few}"
        )
    told = question.effect
    kinds = {
        "naive": _change(told.naive),
        "difference in differences": _change(told.difference),
        "corrected": _change(told.corrected),
    }
    said = list(dict.fromkeys(kinds.values()))  # one reason, where there is one for all of them
    effects = said if len(said) == 1 else [f"{kind} {change}" for kind, change in kinds.items()]
    lines.append(
        f"  letters ({told.with_letter} with, {told.without} without): {'; '.join(effects)}"
    )
    if question.planned:
        lines.append(
            f"  drawn by chance: {_change(question.planned.effect)}, p = {_number(question.planned.p)}"
        )
    return lines


def _number(value: float) -> str:
    return "  –  " if math.isnan(value) else f"{value:.3f}"


def _change(change: Change) -> str:
    if math.isnan(change.value):
        return change.reason or "–"
    if math.isnan(change.low) or math.isnan(change.high):
        return f"{change.value:+.3f}"
    return f"{change.value:+.3f} [{change.low:.3f}, {change.high:.3f}]"
