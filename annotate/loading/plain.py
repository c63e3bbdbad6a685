"""Files that no tool claims, as tables; what an archive holds beside its tables is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotate.errors import FileFormatError
from annotate.loading.members import Member
from annotate.loading.opening import open_tables
from annotate.loading.problems import Problem, listed
from annotate.loading.table import Table
from annotate.progress import step


def plain_tables(members: Sequence[Member], others: bool = False) -> list[Table]:
    """The tables in the files, one or several in each.

    A file in an archive that is no table (a guideline, an empty file) is left out and told, if
    there are ``others`` or anything else is one. Raises FileFormatError for a file that was named
    itself, or where nothing is a table.
    """
    tables: list[Table] = []
    left_out: dict[str, FileFormatError] = {}
    for at, member in enumerate(members):
        step(0.4 * at / len(members), f"Reading {member.name}")
        try:
            found = open_tables(member.content, member.path)
        except FileFormatError as error:
            if not member.archive:
                raise
            left_out[member.path] = error
            continue
        whole = member.archive or (member.path if len(found) > 1 else "")
        tables += [replace(table, source=whole) for table in found]
    if left_out and not (tables or others):
        raise next(iter(left_out.values()))
    if left_out and tables:
        tables[0] = replace(tables[0], problems=(*tables[0].problems, _note(list(left_out))))
    return tables


def _note(names: Sequence[str]) -> Problem:
    return Problem(
        "left_out", "note", f"What is no table in the archive was left out: {listed(names)}."
    )
