"""The same core from the command line: ``python -m annotate COMMAND FILE... [options]``.

Exit 0: it worked. 1: something was wrong with the data, said on stderr in one paragraph.
2: wrong usage. 130: stopped from the keyboard. On a terminal, long work says how far it is.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.annotations import Annotations, Duplicates
from annotate.arguments import Command, order, parser_of
from annotate.errors import AnnotateError, DataError
from annotate.judgements import Record
from annotate.loading import Loaded, Report, Table, open_files, read
from annotate.progress import shown_on

if TYPE_CHECKING:
    from annotate.ablation import Ablations


STOPPED = 130  # as shells say that a program was interrupted


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What a terminal cannot show is written as an escape; it is no reason to stop.
            stream.reconfigure(errors="backslashreplace")
    parser = parser_of(_COMMANDS)
    arguments = parser.parse_args(argv)
    _check_usage(parser, arguments)
    command: Command = arguments.command
    try:
        with shown_on(sys.stderr):
            command(arguments)
        sys.stdout.flush()
    except AnnotateError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; nothing more was written.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        # Whoever read our output has read enough (`| head`); nothing went wrong.
        sys.stderr.close()
    except OSError as error:
        print(f"The output cannot be written: {error.strerror or error}.", file=sys.stderr)
        return 1
    return 0


def _check_usage(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    """Exit 2 where options do not go together."""
    if arguments.command in (annotators, suspects, rounds, ablate, reports):
        _check_source(parser, arguments)
    if arguments.command is reports:
        _check_reports(parser, arguments)
    if arguments.command is rounds and arguments.out is None and _asks_again(arguments):
        parser.error("--repeats and --practice need --out FILE.csv")


def _asks_again(arguments: argparse.Namespace) -> bool:
    return arguments.repeats is not None or arguments.practice is not None


def check(arguments: argparse.Namespace) -> None:
    """Print what was understood and every problem found."""
    _print_report(_loaded(arguments).report, as_json=arguments.json)


def import_(arguments: argparse.Namespace) -> None:
    """Make a project of the files, or add them to one; print what ``check`` prints."""
    from annotate.plan import How
    from annotate.projects import import_files

    tables = _tables(arguments)
    report = import_files(
        arguments.project,
        _paths(arguments),
        How(arguments.how),
        options=_options(arguments, tables),
        tables=tables,
    )
    _print_report(report, as_json=arguments.json)


def convert(arguments: argparse.Namespace) -> None:
    """Write the long table, one row a label, whatever form the files have."""
    from annotate.loading.long import write_long

    loaded = _loaded(arguments)
    path = Path(arguments.out)
    with path.open("w", encoding="utf-8", newline="") as file:
        size = write_long(loaded.annotations, file)
    for problem in loaded.report.problems:
        if problem.severity == "problem":
            print(problem.message, file=sys.stderr)
    print(f"{size:,} rows written to {path}")


def agreement(arguments: argparse.Namespace) -> None:
    """Print every coefficient of every question, with intervals."""
    from annotate.agreement import agreement as compute
    from annotate.agreement import to_json
    from annotate.filters import rows_where

    data = _quietly_loaded(arguments).annotations
    names = {question.name for question in data.questions}
    result = compute(
        data,
        weights=arguments.weights,
        distance=arguments.distance,
        replicates=arguments.replicates,
        seed=arguments.seed,
        pairs=not arguments.no_pairs,
        interval=arguments.interval,
        where=rows_where(data, arguments.where) if arguments.where else None,
        missing=dict(order(text, names) for text in arguments.missing),
    )
    if arguments.json:
        _print_json(to_json(result))
        return
    for name, question in result.items():
        print(
            f"{name} ({question.level}): items {question.n_items:,},"
            f" annotators {question.n_annotators:,}, labels {question.n_labels:,}"
        )
        for title, coefficient in question.coefficients.items():
            shown = _shown(coefficient.value, coefficient.low, coefficient.high, coefficient.reason)
            print(f"  {title:<20} {shown}")
        print()


def annotators(arguments: argparse.Namespace) -> None:
    """Print the profile of each annotator."""
    from annotate.profile import profiles, to_json, to_text

    data, record, folder = _data_and_record(arguments)
    found = profiles(data, record, folder=folder)
    if arguments.json:
        _print_json(to_json(found))
        return
    for profile in found:
        print(to_text(profile))


def suspects(arguments: argparse.Namespace) -> None:
    """Write every label with the probability that it is wrong, most suspicious first."""
    from annotate.consensus import suspects as compute

    data, record, folder = _data_and_record(arguments)
    found = compute(data, record, model=arguments.model, folder=folder, text=arguments.text)
    found.to_csv(arguments.out, index=False)
    print(f"{len(found):,} labels written to {arguments.out}")


def rounds(arguments: argparse.Namespace) -> None:
    """Print before and after; or draw who gets a letter first; or write items to ask again."""
    from annotate.rounds import draw, split_at, split_rounds, to_json, to_text
    from annotate.rounds import rounds as compute

    data, record, _ = _data_and_record(arguments)
    if arguments.draw is not None:
        _print_json(draw(data.annotator_ids, arguments.draw).to_json())
        return
    if arguments.out is not None:
        _write_again(arguments, data, record)
        return
    split = (
        split_at(data, arguments.since)
        if arguments.since
        else split_rounds(data, arguments.before, arguments.after)
    )
    letters, plan = list(arguments.letter), None
    if arguments.project:
        from annotate.follow_up import plan_in, sent_in
        from annotate.workspace import Workspace

        project = Workspace().open(arguments.project)
        letters += sent_in(project, split.names[0])
        plan = plan_in(project, split.names[0])
    found = compute(data, split, record=record, letters=letters, plan=plan)
    if arguments.json:
        _print_json(to_json(found))
    else:
        print(to_text(found))


def _write_again(arguments: argparse.Namespace, data: Annotations, record: Record | None) -> None:
    """Items to ask again, or to practise on, as a CSV for the annotation tool."""
    from annotate.rounds import as_csv, hidden

    name = arguments.question or (data.questions[0].name if data.questions else "")
    data.question(name)
    practice = arguments.practice is not None
    number = arguments.practice if practice else arguments.repeats
    if number is None:
        raise DataError("Say how many items to write: --repeats N or --practice N.")
    items = hidden(data, name, number, record, practice=practice)
    Path(arguments.out).write_text(as_csv(data, items), encoding="utf-8", newline="")
    print(f"{items.size:,} items written to {arguments.out}")


def ablate(arguments: argparse.Namespace) -> None:
    """Print what each decision about the data was worth."""
    from annotate.ablation import ablations, rows_of, to_csv, to_json, to_text, together

    data, record, _ = _data_and_record(arguments)
    asked = [together(texts) for texts in arguments.without or []]
    names = arguments.question or [question.name for question in data.questions]
    found = [
        ablations(
            data,
            data.question(name).name,
            record,
            decisions=asked or None,
            guideline=_versions(arguments),
            replicates=arguments.replicates,
            seed=arguments.seed,
        )
        for name in names
    ]
    _refuse_what_none_can(found)
    if arguments.csv:
        rows = [row for table in found for row in rows_of(table)]
        Path(arguments.csv).write_text(to_csv(rows), encoding="utf-8", newline="")
    if arguments.json:
        _print_json(to_json(found, data.item_ids, arguments.cost))
        return
    for table in found:
        print(to_text(table, arguments.cost))


def _versions(arguments: argparse.Namespace) -> list[str]:
    """When each version of a project's guideline was written; none without a project."""
    if not arguments.project:
        return []
    from annotate.follow_up import guideline_times
    from annotate.workspace import Workspace

    return guideline_times(Workspace().open(arguments.project))


def _refuse_what_none_can(found: Sequence[Ablations]) -> None:
    """DataError where a decision that was asked for can be taken back for no question."""
    refused = [dict(table.refused) for table in found]
    for decisions in refused[0] if refused else ():
        if all(decisions in each for each in refused):
            raise DataError(refused[0][decisions])


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
        data = _quietly_loaded(arguments).annotations
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


def _check_source(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    """Exit 2 where a command has neither files nor a project, or both."""
    if bool(arguments.files) == bool(arguments.project):
        parser.error(f"{arguments.command.__name__} needs either a FILE or --project NAME")


def _data_and_record(
    arguments: argparse.Namespace,
) -> tuple[Annotations, Record | None, Path | None]:
    """The labels of the files; or those of a project, what was read in it, its models' folder."""
    from annotate.projects import project_record

    if not arguments.project:
        return _quietly_loaded(arguments).annotations, None, None
    return project_record(arguments.project)


def _check_reports(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    """Exit 2 where the options of ``reports`` do not go together."""
    from annotate.feedback import FORMATS

    formats = _formats(arguments.to)
    if not arguments.out.strip():
        parser.error("--out needs the name of a folder")
    if not formats or not set(formats) <= set(FORMATS):
        parser.error(f"--to {arguments.to!r}: letters can be written as {', '.join(FORMATS)}")


def _shown(value: float, low: float | None, high: float | None, reason: str | None) -> str:
    """A value with its interval; the reason where there is none, of either."""
    if math.isnan(value):
        return reason or "undefined"
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return f"{value:z6.3f}  {reason or ''}".rstrip()
    return f"{value:z6.3f}  [{low:z.3f}, {high:z.3f}]"


def _paths(arguments: argparse.Namespace) -> list[Path]:
    return [Path(name) for name in arguments.files]


def _tables(arguments: argparse.Namespace) -> list[Table]:
    return open_files(_paths(arguments), arguments.format)


def _options(arguments: argparse.Namespace, tables: Sequence[Table]) -> dict[str, Any]:
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


def _loaded(arguments: argparse.Namespace) -> Loaded:
    tables = _tables(arguments)
    return read(tables, **_options(arguments, tables))


def _quietly_loaded(arguments: argparse.Namespace) -> Loaded:
    """Load, and say on stderr what changes the numbers: only problems, no notes."""
    loaded = _loaded(arguments)
    for problem in loaded.report.problems:
        if problem.severity == "problem":
            print(problem.message, file=sys.stderr)
    return loaded


def _print_report(report: Report, *, as_json: bool) -> None:
    if as_json:
        _print_json(report.to_json())
    else:
        print(report.to_text())


def _print_json(value: object) -> None:
    # allow_nan=False: an undefined number must have become null before it gets here. ASCII
    # alone, so that a file written under any encoding of the terminal can be read.
    print(json.dumps(value, indent=2, allow_nan=False))


_COMMANDS: Mapping[str, Command] = {
    "check": check,
    "import": import_,
    "convert": convert,
    "agreement": agreement,
    "annotators": annotators,
    "suspects": suspects,
    "rounds": rounds,
    "ablate": ablate,
    "reports": reports,
}
