"""Files: what was understood of them, into a project, as one long table."""

from __future__ import annotations

import argparse
from pathlib import Path

from annotate.commands.source import (
    loaded_from,
    options,
    paths,
    print_report,
    quietly_loaded,
    tables_of,
)


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

    loaded = quietly_loaded(arguments)
    path = Path(arguments.out)
    with path.open("w", encoding="utf-8", newline="") as file:
        size = write_long(loaded.annotations, file)
    print(f"{size:,} rows written to {path}")
