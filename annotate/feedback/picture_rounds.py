"""A picture of before and after: agreement by round."""

from __future__ import annotations

from math import isnan

from annotate.feedback.language import words
from annotate.feedback.picture import WIDTH, Picture, draw
from annotate.feedback.plain import one_line, shortened
from annotate.profile import QuestionProfile, RoundAgreement

MOST = 12  # rounds: the last ones
ROW = 34
MARGIN = 118
LABEL = 14
END = WIDTH - 60  # where 100% is


def rounds_picture(
    found: QuestionProfile, number: str, *, is_model: bool, language: str
) -> Picture | None:
    """Their own agreement in each round; None with fewer than two."""
    rounds = [each for each in found.rounds if not isnan(each.agreement.value)][-MOST:]
    if len(rounds) < 2:
        return None
    said = words(language)
    named = [(one_line(each.round), each) for each in rounds]
    cells = [
        said["rounds_cell"].format(
            round=name,
            share=_percent(each.agreement.value),
            low=_percent(each.agreement.low),
            high=_percent(each.agreement.high),
        )
        for name, each in named
    ]
    svg = draw(
        "rounds.svg.j2",
        lines=[_line(name, each, k) for k, (name, each) in enumerate(named)],
        ticks=[(_x(share / 100), f"{share}%") for share in (0, 25, 50, 75, 100)],
        margin=MARGIN,
        width=WIDTH,
        height=ROW * len(rounds) + 30,
        bottom=ROW * len(rounds) + 6,
        number=f"rounds-{number}",
        title=said["rounds"],
        description="; ".join(cells),
    )
    return Picture(
        title=said["rounds"],
        question=found.question.name,
        svg=svg,
        says=said["rounds_says_model" if is_model else "rounds_says"],
        described="; ".join(cells),
        width=WIDTH,
        rows=(
            ("", *(name for name, _ in named)),
            (said["rounds"], *(_percent(each.agreement.value) for each in rounds)),
        ),
    )


def _line(name: str, each: RoundAgreement, row: int) -> dict[str, object]:
    found = each.agreement
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
