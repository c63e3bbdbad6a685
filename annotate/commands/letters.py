"""A letter for each annotator."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from annotate.commands.source import quietly_loaded
from annotate.judgements import Record


def reports(arguments: argparse.Namespace) -> None:
    """Write a letter for each annotator, and ``summary.csv``."""
    from annotate.feedback import Casebook, Outgoing, export_to, prepare
    from annotate.feedback.draft import FORMS
    from annotate.letters import project_drafting, project_language
    from annotate.sending import outgoing_of

    formats = _formats(arguments.to)
    if arguments.project:
        drafting = project_drafting(arguments.project)
        for form in FORMS:
            refused = drafting.refused(form, project_language(drafting.project))
            if refused:
                print(refused, file=sys.stderr)
        outgoing = outgoing_of(drafting, to=formats)
    else:
        data = quietly_loaded(arguments).annotations
        outgoing = Outgoing(Casebook(prepare(data), Record()), to=formats)
    exported = export_to(outgoing, arguments.out)
    if exported.notice:
        print(exported.notice, file=sys.stderr)
    if exported.older:
        print(_left(exported.older, arguments.out), file=sys.stderr)
    print(f"{len(exported.paths):,} files written to {arguments.out}")


def _left(older: Sequence[Path], folder: str) -> str:
    """What is said of files that were there before."""
    names = [str(path.relative_to(folder)) for path in older]
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5:,} more" if len(names) > 5 else "")
    one = len(names) == 1
    return (
        f"{folder} also holds {'a file' if one else f'{len(names):,} files'} that"
        f" {'is' if one else 'are'} not of this export: {shown}. Remove"
        f" {'it' if one else 'them'} if {'it is' if one else 'they are'} of an earlier one."
    )


def _formats(text: str) -> tuple[str, ...]:
    return tuple(name.strip().lower() for name in text.split(",") if name.strip())


def check_reports(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    """Exit 2 where the options of ``reports`` do not go together."""
    from annotate.feedback import FORMATS

    formats = _formats(arguments.to)
    if not arguments.out.strip():
        parser.error("--out needs the name of a folder")
    if not formats or not set(formats) <= set(FORMATS):
        parser.error(f"--to {arguments.to!r}: letters can be written as {', '.join(FORMATS)}")
