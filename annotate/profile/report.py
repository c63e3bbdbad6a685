"""A profile as JSON, for the command line and other programs, and as text."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan
from typing import Any

from annotate.habits import Habit
from annotate.profile.known import (
    Estimate,
    Pace,
    Profile,
    QuestionProfile,
    RoundAgreement,
)
from annotate.reading import Estimated

Json = dict[str, Any]
TOO_FEW = "It rests on too few labels for an interval."


def to_json(profiles: Iterable[Profile]) -> Json:
    """``{"annotators": [...]}``; full precision, undefined is null with a reason.

    A ``reason`` says why a value, or else why its interval, is not there.
    """
    return {"annotators": [_profile(profile) for profile in profiles]}


def _profile(profile: Profile) -> Json:
    accuracy = profile.estimated_accuracy
    return {
        "annotator_id": profile.annotator_id,
        "kind": profile.kind,
        "n_items": profile.n_items,
        "n_labels": profile.n_labels,
        "estimated_accuracy": _number(accuracy.value),
        "estimated_accuracy_low": _number(accuracy.low),
        "estimated_accuracy_high": _number(accuracy.high),
        "estimated_accuracy_reason": accuracy.reason or None,
        "habits": [_habit(habit) for habit in profile.habits],
        "pace": _pace(profile.pace),
        "drift": {name: _drift(question) for name, question in profile.questions.items()},
        "reading": {
            "read": profile.reading.read,
            "at_random": profile.reading.at_random,
            "judged": profile.reading.judged,
            "exemplary": profile.reading.exemplary,
            "verdicts": profile.reading.verdicts,
        },
        "questions": {name: _question(found) for name, found in profile.questions.items()},
    }


def _question(found: QuestionProfile) -> Json:
    answers = found.question.answers
    return {
        "level": found.question.level.value,
        "n_labels": found.n_labels,
        "n_items_shared": found.n_shared,
        "agreement": _estimate(found.agreement),
        "others_agreement": _estimate(found.others),
        "alpha": _estimate(found.alpha),
        "accuracy": _estimate(found.accuracy),
        "estimated_accuracy": _estimate(found.estimated_accuracy),
        "from_reading": _from_reading(found.by_reading),
        "confusion": [
            {"answer": answers[own], "others": answers[others], "n": int(n)}
            for own, others, n in found.cells
        ],
    }


def _from_reading(read: Estimated | None) -> Json | None:
    """What the estimate rests on, and how many more to read for an interval of ± 5 points."""
    if read is None:
        return None
    return {
        "value": read.value,
        "low": read.low,
        "high": read.high,
        "n": read.n,
        "more_for_5_points": read.more_for(0.05),
    }


def _habit(habit: Habit) -> Json:
    return {
        "kind": habit.kind.value,
        "question": habit.question,
        "answer": habit.answer,
        "expected": habit.expected,
        "other": habit.other,
        "round": habit.round,
        "detail": habit.detail,
        "n": habit.n,
        "of": habit.of,
        "peers": _number(habit.peers),
        "low": habit.low,
        "high": habit.high,
        "p": habit.p,
        "effect": habit.effect,
        "before": habit.before,
        "before_of": habit.before_of,
        "since": habit.since,
        "item_ids": list(habit.item_ids),
    }


def _pace(pace: Pace) -> Json:
    return {
        "median_seconds": _estimate(pace.median_seconds, "No interval is given for a median."),
        "fast": _estimate(pace.fast),
        "peers_fast": _number(pace.peers),
    }


def _drift(found: QuestionProfile) -> Json:
    return {
        "rounds": [_round(each) for each in found.rounds],
        "change": _estimate(found.change),
    }


def _round(each: RoundAgreement) -> Json:
    return {
        "round": each.round,
        "agreement": _estimate(each.agreement),
        "others_agreement": _estimate(each.others),
    }


def _estimate(estimate: Estimate, no_interval: str = TOO_FEW) -> Json:
    reason = estimate.reason or (no_interval if isnan(estimate.low) else None)
    return {
        "value": _number(estimate.value),
        "low": _number(estimate.low),
        "high": _number(estimate.high),
        "n": estimate.n,
        "reason": reason,
    }


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)


def to_text(profile: Profile) -> str:
    """The profile in a few lines, for a terminal."""
    lines = [f"{profile.annotator_id}: {_count(profile.n_labels, 'label')}"]
    for name, found in profile.questions.items():
        lines += [
            f"  {name}",
            f"    agreement with the others   {_shown(found.agreement)}",
            f"    the others among themselves {_shown(found.others)}",
            f"    alpha                       {_shown(found.alpha, share=False)}",
            f"    accuracy                    {_shown(found.accuracy)}",
            f"    estimated accuracy          {_shown(found.estimated_accuracy)}",
        ]
        if found.by_reading is not None:
            lines.append(f"    {read_in_words(found.by_reading)}")
        lines += [f"    {habit.detail}" for habit in profile.habits if habit.question == name]
        if found.rounds:
            by_round = ", ".join(f"{r.round}: {r.agreement.value:.0%}" for r in found.rounds)
            lines.append(f"    agreement by round          {by_round}")
    lines += [f"  {habit.detail}" for habit in profile.habits if not habit.question]
    median = profile.pace.median_seconds
    if not isnan(median.value):
        lines.append(f"  median time {median.value:.3g} s")
    return "\n".join(lines)


def read_in_words(read: Estimated, half: float = 0.05) -> str:
    """What the estimate rests on, and how many more to read to know it within ± ``half``."""
    rests = f"Estimated from {_count(read.n, 'label')} read at random"
    more = read.more_for(half)
    if more is None or more == 0:
        return f"{rests}."
    return f"{rests}. Read {more:,} more to know it within ±{half:.0%}."


def _shown(estimate: Estimate, *, share: bool = True) -> str:
    if isnan(estimate.value):
        return f"- ({estimate.reason})"
    form = ".0%" if share else "z.2f"  # z: what rounds to 0 has no sign
    interval = "" if isnan(estimate.low) else f" [{estimate.low:{form}}, {estimate.high:{form}}]"
    return f"{estimate.value:{form}}{interval} of {_count(estimate.n, 'label')}"


def _count(n: int, one: str) -> str:
    return f"{n:,} {one}" if n == 1 else f"{n:,} {one}s"
