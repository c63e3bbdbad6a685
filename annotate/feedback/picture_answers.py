"""A picture of an annotator's answers beside the known ones, or else the others'."""

from __future__ import annotations

import numpy as np

from annotate.annotations import MISSING, IntArray
from annotate.feedback.cases import Casebook
from annotate.feedback.language import words
from annotate.feedback.picture import Picture, draw
from annotate.feedback.plain import one_line, shortened
from annotate.profile import QuestionProfile

WIDEST = 8  # answers; beyond this the cells are too small to read
LEAST = 10  # answers known to be right, for a picture of them to say something
CELL = 46
LABEL = 14  # characters of an answer beside its row
UPRIGHT = 5  # characters of an answer that fit over its column
MARGIN = 118  # room for the row labels


def answers_picture(
    book: Casebook,
    annotator_id: str,
    found: QuestionProfile,
    number: str,
    *,
    is_model: bool,
    language: str,
) -> Picture | None:
    """The picture of one question; None with too many answers or nothing to compare.

    It is of what is known to be right if that is ten labels or more, else of what the others
    mostly answered. ``number`` tells the drawings of a page apart.
    """
    size = len(found.question.answers)
    if size > WIDEST:
        return None
    known = beside_reference(book, annotator_id, found.question.name)
    is_known = int(known.sum()) >= LEAST
    table = known if is_known else found.confusion
    if not table.sum():
        return None
    kind = "reference" if is_known else "picture"
    return _picture(found, table, kind, number, is_model=is_model, language=language)


def beside_reference(book: Casebook, annotator_id: str, question: str) -> IntArray:
    """(K, K) counts [own answer, the answer known to be right], on items chosen fairly.

    Gold counts, and rulings on items drawn at random; see ``annotate.profile.accuracy``.
    """
    comparison = book.sources.comparisons[question]
    trusted, gold = book.references[question], book.sources.data.gold.get(question)
    fair = book.reviewed.at_random if gold is None else book.reviewed.at_random | (gold != MISSING)
    own = comparison.of(book.sources.annotator(annotator_id))
    item, label = comparison.labels.item[own], comparison.labels.label[own]
    usable = (trusted[item] != MISSING) & fair[item]
    size = len(comparison.labels.question.answers)
    cells = label[usable].astype(np.int64) * size + trusted[item][usable]
    return np.bincount(cells, minlength=size * size).reshape(size, size)


def _picture(
    found: QuestionProfile,
    table: IntArray,
    kind: str,
    number: str,
    *,
    is_model: bool,
    language: str,
) -> Picture:
    said = words(language)
    model = "_model" if is_model else ""
    answers = [one_line(found.question.shown(code)) for code in range(len(table))]
    title = said[f"{kind}{model}"]
    same = said[f"{kind}_says"].format(same=f"{int(table.trace()):,}", all=f"{int(table.sum()):,}")
    cells = [(row, column, int(table[row, column])) for row, column in np.argwhere(table)]
    described = "; ".join(
        said[f"{kind}_cell"].format(answer=answers[row], others=answers[column], n=f"{n:,}")
        for row, column, n in cells
    )
    width = MARGIN + CELL * len(answers) + 70
    svg = draw(
        "picture.svg.j2",
        squares=[_square(row, column, n, table) for row, column, n in cells],
        labels=[_short(answer) for answer in answers],
        cell=CELL,
        margin=MARGIN,
        width=width,
        height=CELL * (len(answers) + 1) + 4,
        number=f"answers-{number}",
        title=title,
        description=described,
        upright=max(map(len, answers)) <= UPRIGHT,
    )
    lines = [(answer, *(f"{n:,}" for n in row)) for answer, row in zip(answers, table, strict=True)]
    return Picture(
        title=title,
        question=found.question.name,
        svg=svg,
        says=f"{said[f'{kind}_rows{model}']} {same}",
        described=described,
        width=width,
        rows=((said["its_answer" if is_model else "your_answer"], *answers), *lines),
    )


def _square(row: int, column: int, n: int, table: IntArray) -> dict[str, object]:
    """One cell: where it is, what it says, how dark it is (0 to 1), whether both agree."""
    return {
        "x": MARGIN + int(column) * CELL,
        "y": CELL + int(row) * CELL,
        "n": n,
        "share": n / int(table[row].sum()),
        "same": row == column,
    }


def _short(answer: str) -> str:
    beginning, cut = shortened(answer, LABEL)
    return f"{beginning}…" if cut else beginning
