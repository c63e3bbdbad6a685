"""Appen, once CrowdFlower: the full report, one row a judgement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from annotate.loading.content import contents
from annotate.loading.formats.documents import Document
from annotate.loading.formats.free_text import looks_free
from annotate.loading.formats.rows import Answer, Row
from annotate.loading.formats.sheet import Sheet
from annotate.loading.formats.tabular import Cells, headers, key_of, rows_in
from annotate.loading.names import says
from annotate.loading.problems import Problem, amount
from annotate.loading.questions import choose
from annotate.loading.table import Table
from annotate.loading.times import read_times

TITLE = "Appen"
_UNIT, _WHO = "_unit_id", "_worker_id"
_GOLD, _REASON = "_gold", "_gold_reason"
_KEPT = ("_channel", "_trust", "_country")


def claims(document: Document) -> bool:
    """Whether it has the columns of units and of who judged them."""
    return {_UNIT, _WHO} <= set(document.header)


def read(documents: Sequence[Document], helpers: Sequence[Document]) -> Table:  # noqa: ARG001
    """One table of all judgements; those of contributors who were found unreliable apart."""
    numbered = list(rows_in(documents))
    cells_of = [cells for _, cells in numbered]
    names = [name for name in headers(documents) if not name.startswith(("_", "orig_"))]
    asked = _asked(cells_of, names)
    golden = {f"{name}{_GOLD}" for name in asked} & set(names)
    fields = [n for n in names if n not in asked and n not in golden and not n.endswith(_REASON)]
    key = key_of(cells_of, _UNIT, fields)
    free = {name for name in asked if _is_free(name, [cells.get(name, "") for cells in cells_of])}
    pages = Counter(map(_page, cells_of))
    rows = []
    for (number, cells), seconds in zip(numbered, _durations(cells_of), strict=True):
        row = Row(cells.get(key or _UNIT, ""), cells[_WHO], number=number)
        row.fields = {name: cells.get(name, "") for name in fields if name != key}
        row.extras = {name.strip("_"): cells[name] for name in _KEPT if name in cells}
        row.time = cells.get("_created_at", "")
        row.seconds = seconds if pages[_page(cells)] == 1 else ""
        row.status = "rejected" if _is_true(cells.get("_tainted", "")) else "submitted"
        for name in asked:
            _put(row, name, cells.get(name, ""), name in free)
            if gold := cells.get(f"{name}{_GOLD}", ""):
                row.gold[name] = _split(gold)
        rows.append(row)
    item = key or _UNIT
    return Sheet(TITLE, documents, rows, problems=_tainted(rows), item=item).table()


def _asked(rows: Sequence[Cells], names: Sequence[str]) -> list[str]:
    """The questions: columns that have one of gold, and those that vary as answers do."""
    sure = [name for name in names if f"{name}{_GOLD}" in names]
    others = [n for n in names if n not in sure and not n.endswith((_GOLD, _REASON))]
    columns = [_UNIT, _WHO, *others]
    frame = pd.DataFrame({n: [row.get(n, "") for row in rows] for n in columns}, dtype="str")
    table = Table(frame, "", "", ",")
    facts = {n: fact for n, fact in contents(table, tuple(others)).items() if fact.values}
    found = choose(table, _UNIT, _WHO, facts) if len(table) and facts else None
    guessed = found.labels if found else ()
    varied = [n for n in (found.extras if found else ()) if says("comment", n)]
    return [name for name in names if name in sure or name in guessed or name in varied]


def _put(row: Row, name: str, cell: str, free: bool) -> None:
    if cell and free:
        row.texts[name] = cell
    elif cell:
        row.answers[name] = _split(cell)


def _split(cell: str) -> Answer:
    """Several choices stand on lines of their own."""
    return [line for line in cell.split("\n") if line] if "\n" in cell else cell


def _is_free(name: str, texts: Sequence[str]) -> bool:
    """Whether answers are written by hand; lines that come back elsewhere are choices."""
    lines = [line for text in texts for line in text.split("\n") if line]
    return says("comment", name) == 2 or looks_free(lines)


def _page(cells: Cells) -> tuple[str, str, str]:
    """What the judgements of one page share: their times are those of the page."""
    return cells[_WHO], cells.get("_started_at", ""), cells.get("_created_at", "")


def _durations(rows: Sequence[Cells]) -> list[str]:
    names = ("_started_at", "_created_at")
    start, end = (read_times([row.get(name, "") for row in rows]) for name in names)
    seconds = (end - start).astype("timedelta64[us]").astype(float) / 1e6
    return [f"{value:g}" if value >= 0 else "" for value in seconds]


def _is_true(cell: str) -> bool:
    return cell.strip().lower() == "true"


def _tainted(rows: Sequence[Row]) -> list[Problem]:
    count = sum(row.status == "rejected" for row in rows)
    if not count:
        return []
    message = (
        f"{amount(count, 'judgement')} of contributors whom Appen found unreliable (“tainted”) are"
        " kept as rejected and not counted."
    )
    return [Problem("tainted", "note", message, count=count)]
