"""Amazon Mechanical Turk: the results of a batch, one row an assignment.

``Input.*`` belongs to the item and ``Answer.*`` was answered: one column a question, or one for
each option with true and false, or all answers as JSON in ``Answer.taskAnswers``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from annotate.loading.formats.documents import Document
from annotate.loading.formats.free_text import looks_free
from annotate.loading.formats.rows import Answer, Row
from annotate.loading.formats.sheet import Sheet
from annotate.loading.formats.tabular import (
    Cells,
    answer_in,
    chosen,
    headers,
    json_in,
    key_of,
    rows_in,
    several,
)
from annotate.loading.names import says
from annotate.loading.problems import Problem, amount
from annotate.loading.table import Table

TITLE = "Mechanical Turk"
_INPUT, _ANSWER = "Input.", "Answer."
_ALL = "Answer.taskAnswers"
_TICKS = frozenset({"true", "false", "on", "off", ""})
_STATUSES = {"rejected": "rejected", "returned": "cancelled", "abandoned": "cancelled"}
_ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|#[0-9]+|#x[0-9a-fA-F]+);")


def claims(document: Document) -> bool:
    """Whether it has the columns of assignments."""
    names = document.header
    return {"HITId", "WorkerId"} <= set(names) and any(n.startswith(_ANSWER) for n in names)


def read(documents: Sequence[Document], helpers: Sequence[Document]) -> Table:  # noqa: ARG001
    """One table of all assignments."""
    numbered = list(rows_in(documents))
    names = headers(documents)
    inputs = [name for name in names if name.startswith(_INPUT)]
    key = key_of([cells for _, cells in numbered], "HITId", inputs, _INPUT)
    asked = _Asked([cells for _, cells in numbered], names)
    rows = []
    for number, cells in numbered:
        row = Row(cells.get(key or "HITId", ""), cells.get("WorkerId", ""), number=number)
        row.fields = {n.removeprefix(_INPUT): cells.get(n, "") for n in inputs if n != key}
        row.extras = {n: cells[n] for n in ("HITId", "AssignmentId") if n in cells and n != key}
        row.seconds = cells.get("WorkTimeInSeconds", "")
        row.time = cells.get("SubmitTime", "")
        said = "rejected" if cells.get("Reject", "").strip() else cells.get("AssignmentStatus", "")
        row.status = _STATUSES.get(said.strip().lower(), "submitted")
        asked.put(row, cells)
        rows.append(row)
    item = (key or "HITId").removeprefix(_INPUT)
    return Sheet(TITLE, documents, rows, problems=_escaped(rows), item=item).table()


class _Asked:
    """What the columns of answers ask, told from their names and all of their cells."""

    def __init__(self, rows: Sequence[Cells], names: Sequence[str]) -> None:
        columns = [name for name in names if name.startswith(_ANSWER) and name != _ALL]
        self.together = _ALL in names
        self.options: dict[str, dict[str, str]] = defaultdict(dict)
        self.single: dict[str, str] = {}
        for name in columns:
            question, _, option = name.removeprefix(_ANSWER).partition(".")
            ticks = all(row.get(name, "").strip().lower() in _TICKS for row in rows)
            if option and ticks:
                self.options[question][option] = name
            else:
                self.single[_question(name.removeprefix(_ANSWER))] = name
        self.free = {q for q, n in self.single.items() if _is_free(q, [r.get(n, "") for r in rows])}

    def put(self, row: Row, cells: Cells) -> None:
        """Put the answers of an assignment into its row."""
        for question, name in self.single.items():
            self._answer(row, question, answer_in(cells.get(name, "")))
        for question, options in self.options.items():
            ticked = {option: cells.get(name, "") for option, name in options.items()}
            if set(options) == {"on"}:  # one box, ticked or not
                row.answers[question] = ticked["on"]
            else:
                row.answers[question] = chosen(ticked)
        if self.together:
            for question, answer in _all_answers(cells.get(_ALL, "")).items():
                self._answer(row, question, answer)

    def _answer(self, row: Row, question: str, answer: Answer) -> None:
        if isinstance(answer, str) and (question in self.free or says("comment", question) == 2):
            row.texts.update({question: answer} if answer else {})
        elif answer:
            row.answers[question] = answer


def _question(name: str) -> str:
    """The name of a question without what a form element puts behind it."""
    return name.removesuffix(".labels").removesuffix(".label") or name


def _is_free(question: str, texts: Sequence[str]) -> bool:
    return says("comment", question) == 2 or looks_free(texts)


def _all_answers(cell: str) -> Mapping[str, Answer]:
    """Question -> answer out of the JSON of all answers: a list of one object, or the object."""
    value = json_in(cell)
    objects = value if isinstance(value, list) else [value]
    return {
        _question(name): several(answer)
        for one in objects
        if isinstance(one, dict)
        for name, answer in one.items()
    }


def _escaped(rows: Sequence[Row]) -> list[Problem]:
    found = sum(any(_ESCAPED.search(text) for text in row.fields.values()) for row in rows)
    if not found:
        return []
    message = (
        f"{amount(found, 'assignment')} with item texts in which signs are written as in HTML, such"
        " as “&amp;amp;”; the texts are kept as they are."
    )
    return [Problem("html_escaped", "note", message.replace("&amp;amp;", "&amp;"), count=found)]
