"""Files: what was understood of them, into a project, as one long table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from annotate.commands.source import loaded_from, options, paths, print_report, tables_of


def check(arguments: argparse.Namespace) -> None:
    """Print what was understood and every problem found."""
    print_report(loaded_from(arguments).report, as_json=arguments.json)


def import_(arguments: argparse.Namespace) -> None:
    """Make a project of the files, or add them to one; print what ``check`` prints."""
    from annotate.plan import How
    from annotate.projects import import_files

    tables = tables_of(arguments)
    report = import_files(
        arguments.project,
        paths(arguments),
        How(arguments.how),
        options=options(arguments, tables),
        tables=tables,
    )
    print_report(report, as_json=arguments.json)


def convert(arguments: argparse.Namespace) -> None:
    """Write the long table, one row a label, whatever form the files have."""
    from annotate.loading.long import write_long

    loaded = loaded_from(arguments)
    path = Path(arguments.out)
    with path.open("w", encoding="utf-8", newline="") as file:
        size = write_long(loaded.annotations, file)
    for problem in loaded.report.problems:
        if problem.severity == "problem":
            print(problem.message, file=sys.stderr)
    print(f"{size:,} rows written to {path}")
