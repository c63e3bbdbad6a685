"""What the commands read: files with their options, or a project; and how they print."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotate.annotations import Annotations, Duplicates
from annotate.arguments import order
from annotate.judgements import Record
from annotate.loading import Loaded, Report, Table, open_files, read


def paths(arguments: argparse.Namespace) -> list[Path]:
    """The files that were named."""
    return [Path(name) for name in arguments.files]


def tables_of(arguments: argparse.Namespace) -> list[Table]:
    """The same, opened."""
    return open_files(paths(arguments), arguments.format)


def options(arguments: argparse.Namespace, tables: Sequence[Table]) -> dict[str, Any]:
    """How they are to be read, as ``loading.read`` takes it."""
    columns = {name for table in tables for name in table.columns}
    return {
        "item": arguments.item,
        "annotator": arguments.annotator,
        "labels": arguments.label,
        "gold": arguments.gold,
        "round": arguments.round,
        "seconds": arguments.seconds,
        "time": arguments.time,
        "levels": dict(arguments.level),
        "orders": dict(order(text, columns) for text in arguments.order),
        "duplicates": Duplicates(arguments.duplicates) if arguments.duplicates else None,
        "unsubmitted": arguments.unsubmitted,
    }


def loaded_from(arguments: argparse.Namespace) -> Loaded:
    """The labels in the files, and what was understood of them."""
    tables = tables_of(arguments)
    return read(tables, **options(arguments, tables))


def quietly_loaded(arguments: argparse.Namespace) -> Loaded:
    """Load, and say on stderr what changes the numbers: only problems, no notes."""
    loaded = loaded_from(arguments)
    for problem in loaded.report.problems:
        if problem.severity == "problem":
            print(problem.message, file=sys.stderr)
    return loaded


def data_and_record(
    arguments: argparse.Namespace,
) -> tuple[Annotations, Record | None, Path | None]:
    """The labels of the files; or those of a project, what was read in it, its models' folder."""
    from annotate.projects import project_record

    if not arguments.project:
        return quietly_loaded(arguments).annotations, None, None
    return project_record(arguments.project)


def check_source(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    """Exit 2 where a command has neither files nor a project, or both."""
    if bool(arguments.files) == bool(arguments.project):
        parser.error(f"{arguments.command.__name__} needs either a FILE or --project NAME")


def print_report(report: Report, *, as_json: bool) -> None:
    """What was understood, as text or JSON."""
    if as_json:
        print_json(report.to_json())
    else:
        print(report.to_text())


def print_json(value: object) -> None:
    """A value as JSON that any terminal can show."""
    # allow_nan=False: an undefined number must have become null before it gets here. ASCII
    # alone, so that a file written under any encoding of the terminal can be read.
    print(json.dumps(value, indent=2, allow_nan=False))
