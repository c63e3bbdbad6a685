"""Annotations and the report on them, from a table whose columns are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotate.annotations import MISSING, Annotations
from annotate.loading.assembly import assemble
from annotate.loading.checks import check
from annotate.loading.columns import Columns
from annotate.loading.given import refuse_unknown
from annotate.loading.goldlike import unassigned
from annotate.loading.levels import Options, decided
from annotate.loading.problems import FileSummary, Problem, QuestionSummary, Report
from annotate.loading.table import Table
from annotate.progress import step


@dataclass(frozen=True)
class Loaded:
    """What was loaded, and what is to be said about it."""

    annotations: Annotations
    report: Report


def build(table: Table, columns: Columns, options: Options | None = None) -> Loaded:
    """Annotations from a table, with every problem found.

    Raises LevelError and ColumnError where the options do not fit the data.
    """
    options = decided(table.known, columns, options or Options())
    refuse_unknown(table, columns)
    step(0.75, "Putting the labels together")
    found = assemble(table, columns, options)
    step(0.9, "Checking the labels")
    asked = [question.name for question in found.annotations.questions]
    problems = [
        *table.problems,
        *found.problems,
        *unassigned(table, columns.extras, columns.gold, asked),
        *check(found, columns, options),
    ]
    report = report_on(
        found.annotations, table.summaries(), columns, problems, attributes=found.attributes
    )
    return Loaded(found.annotations, report)


def report_on(
    data: Annotations,
    files: Sequence[FileSummary],
    columns: Columns,
    problems: Sequence[Problem],
    *,
    attributes: Sequence[str] = (),
) -> Report:
    """The report on the data as they are now."""
    return Report(
        files=tuple(files),
        columns=columns.to_json(),
        n_items=data.n_items,
        n_annotators=data.n_annotators,
        n_annotations=len(data.table),
        questions=tuple(_summary(data, question.name) for question in data.questions),
        rounds=data.rounds,
        attributes=tuple(attributes),
        problems=tuple(problems),
    )


def _summary(data: Annotations, name: str) -> QuestionSummary:
    question = data.question(name)
    gold = data.gold.get(name)
    return QuestionSummary(
        name=name,
        level=question.level.value,
        categories=question.categories,
        n_labels=int(data.counted(name).sum()),
        n_missing=int((data.labels[name] == MISSING).sum()),
        n_gold=0 if gold is None else int((gold != MISSING).sum()),
    )
