"""Pictures of shares with their intervals: before and after, and one annotator beside another."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from annotate.feedback.language import words
from annotate.feedback.picture import WIDTH, Picture, draw
from annotate.feedback.plain import one_line, shortened
from annotate.profile import Estimate, QuestionProfile

MOST = 12  # rounds: the last ones
ROW = 34
MARGIN = 118
LABEL = 14
END = WIDTH - 60  # where 100% is
_CELL = "{round}: {share}, between {low} and {high}"


def rounds_picture(
    found: QuestionProfile, number: str, *, is_model: bool, language: str
) -> Picture | None:
    """Their own agreement in each round; None with fewer than two."""
    rounds = [each for each in found.rounds if not isnan(each.agreement.value)][-MOST:]
    if len(rounds) < 2:
        return None
    said = words(language)
    return whiskers(
        [(each.round, each.agreement) for each in rounds],
        title=said["rounds"],
        says=said["rounds_says_model" if is_model else "rounds_says"],
        number=f"rounds-{number}",
        question=found.question.name,
        cell=said["rounds_cell"],
    )


def whiskers(
    named: Sequence[tuple[str, Estimate]],
    *,
    title: str,
    says: str,
    number: str,
    question: str = "",
    cell: str = _CELL,
) -> Picture:
    """A point for each share and a line for its interval, each beside its name.

    ``number`` tells the drawings of a page apart; ``cell`` says one of them in words.
    """
    lines = [_line(one_line(name), found, row) for row, (name, found) in enumerate(named)]
    described = "; ".join(
        cell.format(
            round=one_line(name),
            share=_percent(found.value),
            low=_percent(found.low),
            high=_percent(found.high),
        )
        for name, found in named
    )
    svg = draw(
        "rounds.svg.j2",
        lines=lines,
        ticks=[(_x(share / 100), f"{share}%") for share in (0, 25, 50, 75, 100)],
        margin=MARGIN,
        width=WIDTH,
        height=ROW * len(named) + 30,
        bottom=ROW * len(named) + 6,
        number=number,
        title=title,
        description=described,
    )
    return Picture(
        title=title,
        question=question,
        svg=svg,
        says=says,
        described=described,
        width=WIDTH,
        rows=(
            ("", *(one_line(name) for name, _ in named)),
            (title, *(_percent(found.value) for _, found in named)),
        ),
    )


def _line(name: str, found: Estimate, row: int) -> dict[str, object]:
    # Where there is no interval the line is as short as its point.
    low, high = (found.value if isnan(bound) else bound for bound in (found.low, found.high))
    beginning, cut = shortened(name, LABEL)
    return {
        "name": f"{beginning}…" if cut else beginning,
        "y": ROW * row + ROW // 2,
        "x": _x(found.value),
        "low": _x(low),
        "high": _x(high),
        "share": _percent(found.value),
    }


def _x(share: float) -> float:
    return round(MARGIN + share * (END - MARGIN), 1)


def _percent(share: float) -> str:
    return "–" if isnan(share) else f"{share:.0%}"
