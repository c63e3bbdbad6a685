"""Exports of annotation tools: recognised by what is in them, one module a tool.

Each module says of a document whether it is of its tool, and makes one table of all that are.
What no tool claims is read as a plain table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotate.errors import FileFormatError
from annotate.loading.formats.documents import Document
from annotate.loading.formats.refused import refuse
from annotate.loading.formats.tool import Tool
from annotate.loading.formats.tools import TOOLS
from annotate.loading.members import Member
from annotate.loading.plain import plain_tables
from annotate.loading.problems import Problem, listed
from annotate.loading.table import Table

PLAIN = "table"
NAMES: tuple[str, ...] = (PLAIN, *(tool.name for tool in TOOLS))
TITLES: dict[str, str] = {PLAIN: "a plain table", **{tool.name: tool.title for tool in TOOLS}}


def recognised(members: Sequence[Member], wanted: str | None = None) -> list[Table]:
    """The tables in the files: one of each tool whose exports are among them, then plain ones.

    ``wanted`` is a name in ``NAMES``: only that tool is tried, or none for “table”. Raises
    FileFormatError where it is another name or its exports are not there, and for exports that
    cannot be used.
    """
    rest = [Document(member) for member in members]
    tools = _wanted(wanted)
    tables = []
    for tool in tools:
        mine = [document for document in rest if tool.claims(document)]
        if mine:
            helpers = [d for d in rest if d not in mine and tool.helps(d)]
            tables.append(tool.read(mine, helpers))
            rest = [d for d in rest if d not in mine and d not in helpers]
    if wanted not in (None, PLAIN) and not tables:
        names = listed([member.name for member in members])
        raise FileFormatError(
            f"Nothing in {names} looks like an export of {tools[0].title}. Leave the format out to"
            " have it recognised, or name another."
        )
    _refuse_several(tables)
    for document in rest:
        refuse(document)
    beside = [document for document in rest if tables and document.member.archive]
    tables = _noted(tables, beside)
    others = [document.member for document in rest if document not in beside]
    return [*tables, *plain_tables(others)]


def _wanted(name: str | None) -> tuple[Tool, ...]:
    if name is None:
        return TOOLS
    found = tuple(tool for tool in TOOLS if tool.name == name)
    if not found and name != PLAIN:
        raise FileFormatError(f"There is no format “{name}”. The formats are {', '.join(NAMES)}.")
    return found


def _noted(tables: list[Table], beside: Sequence[Document]) -> list[Table]:
    """The tables with a note on the other files of their folder or archive, which are left out."""
    if not beside:
        return tables
    names = listed([document.member.path for document in beside])
    note = Problem("left_out", "note", f"What is no part of the export was left out: {names}.")
    return [replace(tables[0], problems=(*tables[0].problems, note)), *tables[1:]]


def _refuse_several(tables: Sequence[Table]) -> None:
    tools = [table.known.tool for table in tables if table.known]
    if len(tools) > 1:
        raise FileFormatError(
            f"The files are exports of several tools: {listed(tools)}. Load those of one tool"
            " first, then add the others to the project."
        )
