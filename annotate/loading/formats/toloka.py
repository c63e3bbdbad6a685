"""Toloka: the assignments of a pool as TSV, one row a task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from annotate.loading.formats.documents import Document
from annotate.loading.formats.free_text import looks_free
from annotate.loading.formats.rows import Answer, Row
from annotate.loading.formats.sheet import Sheet
from annotate.loading.formats.tabular import Cells, answer_in, headers, key_of, rows_in
from annotate.loading.names import says
from annotate.loading.problems import Problem
from annotate.loading.table import Table
from annotate.loading.times import read_times

TITLE = "Toloka"
_INPUT, _OUTPUT, _GOLDEN, _HINT = "INPUT:", "OUTPUT:", "GOLDEN:", "HINT:"
_TASK, _PAGE, _WHO = "ASSIGNMENT:task_id", "ASSIGNMENT:assignment_id", "ASSIGNMENT:worker_id"
_START, _END = "ASSIGNMENT:started", "ASSIGNMENT:submitted"
_STATUSES = {
    "rejected": "rejected",
    "skipped": "skipped",
    "expired": "cancelled",
    "active": "draft",
}


def claims(document: Document) -> bool:
    """Whether it has the columns of tasks and of who did them."""
    names = document.header
    return _WHO in names and any(name.startswith(_OUTPUT) for name in names)


def read(documents: Sequence[Document], helpers: Sequence[Document]) -> Table:  # noqa: ARG001
    """One table of all answers."""
    numbered = [(n, cells) for n, cells in rows_in(documents) if cells.get(_WHO, "").strip()]
    names = headers(documents)
    inputs = [name for name in names if name.startswith((_INPUT, _HINT))]
    outputs = [name for name in names if name.startswith(_OUTPUT)]
    unit = _TASK if _TASK in names else ""
    key = key_of([cells for _, cells in numbered], unit, inputs, _INPUT) if unit else None
    free = {n for n in outputs if _is_free(n, [cells.get(n, "") for _, cells in numbered])}
    pages = Counter(cells.get(_PAGE, "") for _, cells in numbered)
    spent = _durations([cells for _, cells in numbered])
    rows = []
    for (number, cells), seconds in zip(numbered, spent, strict=True):
        row = Row(_item(cells, key, unit, inputs), cells[_WHO], number=number)
        row.fields = {n.removeprefix(_INPUT): cells.get(n, "") for n in inputs if n != key}
        row.extras = {"assignment_id": cells.get(_PAGE, ""), "page_seconds": seconds}
        row.seconds = seconds if pages[cells.get(_PAGE, "")] == 1 else ""
        row.time = cells.get(_END, "")
        row.status = _STATUSES.get(cells.get("ASSIGNMENT:status", "").strip().lower(), "submitted")
        _put(row, cells, outputs, free)
        rows.append(row)
    problems = []
    if max(pages.values(), default=1) > 1:
        message = (
            "Toloka notes the time of a page of tasks, not of each; it is kept as “page_seconds”,"
            " and the seconds of an annotation are unknown where a page has several tasks."
        )
        problems.append(Problem("page_times", "note", message))
    item = (key or unit or "inputs").removeprefix(_INPUT).removeprefix("ASSIGNMENT:")
    return Sheet(TITLE, documents, rows, problems=problems, item=item).table()


def _item(cells: Cells, key: str | None, unit: str, inputs: Sequence[str]) -> str:
    if key or cells.get(unit):
        return cells.get(key or unit, "")
    return " | ".join(cells.get(name, "") for name in inputs if name.startswith(_INPUT))


def _put(row: Row, cells: Cells, outputs: Sequence[str], free: set[str]) -> None:
    for name in outputs:
        question, cell = name.removeprefix(_OUTPUT), cells.get(name, "")
        if cell and name in free:
            row.texts[question] = cell
        elif cell:
            row.answers[question] = answer_in(cell)
        golden: Answer = answer_in(cells.get(f"{_GOLDEN}{question}", ""))
        if golden:
            row.gold[question] = golden


def _is_free(name: str, texts: Sequence[str]) -> bool:
    return says("comment", name.removeprefix(_OUTPUT)) == 2 or looks_free(texts)


def _durations(rows: Sequence[Cells]) -> list[str]:
    """Seconds from start to submission of each row's page; empty where one is unknown."""
    start, end = (read_times([row.get(name, "") for row in rows]) for name in (_START, _END))
    seconds = (end - start).astype("timedelta64[us]").astype(float) / 1e6
    return [f"{value:g}" if value >= 0 else "" for value in seconds]
