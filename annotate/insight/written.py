"""What was learnt, as Markdown to read and as CSV to compute with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from annotate.feedback.plain import inline
from annotate.feedback.summary import safe_cell
from annotate.insight.collected import Case, Named, Part

UNNAMED = "(no name yet)"


def to_markdown(parts: Mapping[Part, Sequence[Named]], project: str) -> str:
    """Chapter by chapter, each name with its counts and its cases; text from data stays text."""
    lines = [f"# What we learnt: {inline(project)}", ""]
    for part, names in parts.items():
        if names:
            lines += [f"## {part.value.capitalize()}", ""]
        for named in names:
            lines += _chapter(part, named)
    return "\n".join(lines).rstrip() + "\n"


def _chapter(part: Part, named: Named) -> list[str]:
    lines = [] if part is Part.NOTE else [f"### {inline(named.name) or UNNAMED}", ""]
    for word, counts in (("By annotator", named.by_annotator), ("By label", named.by_category)):
        if counts:
            lines.append(
                f"{word}: {', '.join(f'{inline(one)} {n}' for one, n in counts.items())}.  "
            )
    return [*lines, "", *(_line(case) for case in named.cases), ""]


def _line(case: Case) -> str:
    about = f": {inline(case.annotator_id)} said {inline(case.label)}" if case.annotator_id else ""
    return f"- {inline(case.item_id)}{about}" + (f": {inline(case.said)}" if case.said else "")


def to_csv(rows: Iterable[Mapping[str, str]], names: Sequence[str]) -> bytes:
    """Rows as CSV, in UTF-8 with its mark, that a spreadsheet opens and never computes."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([safe_cell(row[name]) for name in names] for row in rows)
    return out.getvalue().encode("utf-8-sig")


CASE_COLUMNS = ("part", "name", "item_id", "annotator_id", "question", "label", "said")


def case_rows(parts: Mapping[Part, Sequence[Named]]) -> list[dict[str, str]]:
    """One row a case."""
    return [
        {
            "part": part.value,
            "name": named.name,
            "item_id": case.item_id,
            "annotator_id": case.annotator_id,
            "question": case.question,
            "label": case.label,
            "said": case.said,
        }
        for part, names in parts.items()
        for named in names
        for case in named.cases
    ]
