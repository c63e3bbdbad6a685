"""A small picture of an annotator's answers beside the others', as inline SVG.

No peer is in it: the columns are the others' most frequent answer, whoever they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from annotate.feedback.language import words
from annotate.feedback.plain import one_line, shortened
from annotate.feedback.render import pages
from annotate.profile import Profile, QuestionProfile

WIDEST = 8  # answers; beyond this the cells are too small to read
CELL = 46
LABEL = 14  # characters of an answer beside its row
UPRIGHT = 5  # characters of an answer that fit over its column
MARGIN = 118  # room for the row labels


@dataclass(frozen=True)
class _Square:
    """One cell: where it is, what it says, how dark it is (0 to 1), whether both agree."""

    x: int
    y: int
    n: int
    share: float
    same: bool


@dataclass(frozen=True)
class Picture:
    """The drawing of one question; ``svg`` is safe to stand in HTML."""

    question: str
    svg: Markup
    says: str


def pictures(profile: Profile, *, language: str = "en") -> list[Picture]:
    """One picture for each question with few answers that has labels to compare."""
    return [
        _picture(found, number, is_model=profile.kind == "model", language=language)
        for number, found in enumerate(profile.questions.values())
        if found.cells.size and len(found.question.answers) <= WIDEST
    ]


def _picture(found: QuestionProfile, number: int, *, is_model: bool, language: str) -> Picture:
    said = words(language)
    table = found.confusion
    rows = table.sum(axis=1)
    answers = [one_line(found.question.shown(k)) for k in range(len(table))]
    squares = [
        _Square(
            x=MARGIN + column * CELL,
            y=CELL + row * CELL,
            n=int(table[row, column]),
            share=float(table[row, column] / rows[row]),
            same=row == column,
        )
        for row in range(len(table))
        for column in range(len(table))
        if table[row, column]
    ]
    same = said["picture_says"].format(same=f"{int(table.trace()):,}", all=f"{int(table.sum()):,}")
    says = f"{said['picture_rows_model' if is_model else 'picture_rows']} {same}"
    cells = [
        said["picture_cell"].format(
            answer=answers[row], others=answers[column], n=f"{int(table[row, column]):,}"
        )
        for row in range(len(table))
        for column in range(len(table))
        if table[row, column]
    ]
    svg = (
        pages()
        .get_template("picture.svg.j2")
        .render(
            squares=squares,
            labels=[_short(answer) for answer in answers],
            titles=answers,
            cell=CELL,
            margin=MARGIN,
            width=MARGIN + CELL * len(answers) + 70,
            height=CELL * (len(answers) + 1) + 4,
            number=number,
            title=said["picture_model" if is_model else "picture"],
            description="; ".join(cells),
            upright=max(map(len, answers)) <= UPRIGHT,
        )
    )
    return Picture(found.question.name, Markup(svg), says)  # noqa: S704 - from an escaping template


def _short(answer: str) -> str:
    beginning, cut = shortened(answer, LABEL)
    return f"{beginning}…" if cut else beginning
