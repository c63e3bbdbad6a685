"""From files to annotations: what the command line, the app and a notebook call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotate.annotations import Annotations, Duplicates, Level
from annotate.errors import ColumnError
from annotate.loading.build import Loaded, build, report_on
from annotate.loading.columns import Columns
from annotate.loading.goldlike import is_goldlike, unassigned
from annotate.loading.guessing import guess_columns
from annotate.loading.joining import gold_columns, join_fields, join_gold, key_of
from annotate.loading.levels import Options, levels_named, orders_named, rule_named
from annotate.loading.names import says
from annotate.loading.predictions import with_predictions
from annotate.loading.problems import Problem, listed
from annotate.loading.shapes import shaped
from annotate.loading.sources import Source, open_files
from annotate.loading.table import Table, append
from annotate.loading.unsubmitted import Unsubmitted
from annotate.loading.unsubmitted import rule_named as unsubmitted_named


def read(
    files: Source | Sequence[Source],
    *,
    item: str | None = None,
    annotator: str | None = None,
    labels: str | Sequence[str] | None = None,
    gold: str | Mapping[str, str] | None = None,
    round: str | None = None,  # noqa: A002 - the word of the command line and the column
    seconds: str | None = None,
    time: str | None = None,
    levels: Mapping[str, Level | str] | None = None,
    orders: Mapping[str, Sequence[str]] | None = None,
    duplicates: Duplicates | str | None = None,
    spellings: Mapping[str, Mapping[str, str]] | None = None,
    unsubmitted: Unsubmitted | str | None = None,
    fields: Sequence[str] | None = None,
    extras: Sequence[str] | None = None,
    format: str | None = None,  # noqa: A002 - the word of the command line
    **roles: str | None,
) -> Loaded:
    """Read one data set from one or several files; what is not said is guessed.

    The files with a column of annotators hold the labels and are put one after the other;
    the others are joined by item id and give gold or item fields. ``roles`` are the rarer
    columns: comment, kind, status, question. ``fields`` are all columns that belong to the items,
    ``extras`` some that stay with the annotations, ``spellings`` labels that are other spellings
    (see ``Options``). ``unsubmitted`` is what becomes of annotations that were skipped, rejected or
    left as drafts: they are kept aside, count, or are dropped. ``format`` names the tool that the files are an
    export of, where it should not be recognised. Raises FileFormatError, ColumnError or LevelError,
    each with one paragraph on what is wrong and what to do.
    """
    named = {"item": item, "annotator": annotator, "labels": labels, "round": round}
    kept = {"fields": fields, "extras": extras}
    given = {**named, "seconds": seconds, "time": time, **kept, **roles}
    tables = shaped(open_files(files, format), {**given, "gold": gold})
    options = Options(
        levels_named(levels),
        orders_named(orders),
        rule_named(duplicates),
        spellings or {},
        unsubmitted_named(unsubmitted),
    )
    if len(tables) == 1:
        columns = guess_columns(tables[0], gold=gold, **given)
        return build(*with_predictions(tables[0], columns), options)
    return _read_several(tables, given, gold, options)


def load(files: Source | Sequence[Source], **options: Any) -> Annotations:
    """The annotations of one or several files; the options are those of ``read``."""
    return read(files, **options).annotations


def _read_several(
    tables: Sequence[Table],
    given: Mapping[str, Any],
    gold: str | Mapping[str, str] | None,
    options: Options,
) -> Loaded:
    with_labels = _label_tables(tables, given)
    others = [table for table in tables if table not in with_labels]
    golden = [table for table in (*with_labels, *others) if _has_gold(table, gold)]
    first = guess_columns(with_labels[0], **given, gold=gold if with_labels[0] in golden else None)
    _refuse_other_structure(with_labels, first)
    together = append(with_labels)
    columns = guess_columns(together, **given, gold=gold if with_labels[0] in golden else None)
    together, columns = with_predictions(together, columns)
    loaded = build(together, columns, options)
    data, problems = loaded.annotations, list(loaded.report.problems)
    found_gold = dict(columns.gold)
    for table in others:
        try:
            data, found, columns_of_gold = _joined(
                data, table, given["item"], gold, golden, options=options
            )
        except ColumnError:
            if not table.source:
                raise
            problems.append(_left_out(table))  # a sheet or a file in an archive, not one named
            continue
        problems += found
        found_gold |= columns_of_gold
    files = [summary for table in (together, *others) for summary in table.summaries()]
    all_fields = tuple(name for name in data.fields)
    known = Columns.from_json(columns.to_json() | {"gold": found_gold, "fields": all_fields})
    attributes = loaded.report.attributes
    return Loaded(data, report_on(data, files, known, problems, attributes=attributes))


def _left_out(table: Table) -> Problem:
    message = f"{table.name} has nothing to do with the labelled items, and was left out."
    return Problem("left_out", "note", message)


def _label_tables(tables: Sequence[Table], given: Mapping[str, Any]) -> list[Table]:
    """The tables that say who labelled what."""
    annotator = given["annotator"]
    exports = [table for table in tables if table.known]
    if exports:
        return exports
    if annotator:
        found = [table for table in tables if annotator in table.columns]
    else:
        found = [t for t in tables if any(says("annotator", name) == 2 for name in t.columns)]
        found = found or [table for table in tables if _guessable(table, given)]
    if not found:
        names = "; ".join(f"{t.name}: {listed(t.columns)}" for t in tables)
        raise ColumnError(
            f"None of the files says who labelled what. Their columns are {names}. Name the column"
            " of the annotators with --annotator NAME."
        )
    return found


def _guessable(table: Table, given: Mapping[str, Any]) -> bool:
    try:
        guess_columns(table, **given)
    except ColumnError:
        return False
    return True


def _has_gold(table: Table, gold: str | Mapping[str, str] | None) -> bool:
    wanted = [gold] if isinstance(gold, str) else list((gold or {}).values())
    return any(name in table.columns for name in wanted)


def _refuse_other_structure(tables: Sequence[Table], columns: Columns) -> None:
    needed = {columns.item, columns.annotator, *([columns.question] if columns.question else [])}
    for table in tables[1:]:
        missing = sorted(needed - set(table.columns))
        if missing or not set(columns.labels) & set(table.columns):
            lacking = missing or list(columns.labels)
            raise ColumnError(
                f"“{tables[0].name}” and “{table.name}” both hold labels, but they do not fit"
                f" together: “{table.name}” lacks {listed(lacking)}. Its columns are"
                f" {listed(table.columns, most=40)}. Give the columns the same names in both files."
            )


def _joined(
    data: Annotations,
    table: Table,
    item: str | None,
    gold: str | Mapping[str, str] | None,
    golden: Sequence[Table],
    *,
    options: Options,
) -> tuple[Annotations, list[Problem], dict[str, str]]:
    """The data with the gold and the fields of one more table."""
    key = key_of(data, table, item)
    others = [name for name in table.columns if name != key.column]
    if table in golden and gold is not None:
        if isinstance(gold, Mapping):
            columns = {question: name for question, name in gold.items() if name in others}
        else:
            columns = {data.questions[0].name: gold} if len(data.questions) == 1 else {}
            columns = columns or gold_columns(data, table, [gold])
    else:
        columns = gold_columns(data, table, others)
    data, problems = join_gold(data, table, key, columns, options.spellings)
    questions = [question.name for question in data.questions]
    fields = [n for n in others if n not in columns.values() and not is_goldlike(n, questions)]
    data, varied = join_fields(data, table, key, fields)
    left = unassigned(table, others, columns, questions)
    return data, [*table.problems, *key.problems, *problems, *varied, *left], columns
