"""What the command line accepts: the commands, their options, and how these are written."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Collection, Mapping
from typing import Any

from annotate.annotations import Duplicates, Level
from annotate.errors import LevelError
from annotate.loading.formats import NAMES
from annotate.loading.unsubmitted import Unsubmitted

Command = Callable[[argparse.Namespace], None]


def parser_of(run: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser of the whole command line; ``run`` is what carries out each command."""
    parser = argparse.ArgumentParser(
        prog="annotate", description="Review labelled data and the people who labelled them."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    _command(commands, "check", run["check"], "say what was understood and every problem found")

    adding = _command(commands, "import", run["import"], "make a project, or add to one")
    adding.add_argument("--project", required=True, metavar="NAME", help="the project's name")
    adding.add_argument(
        "--as",
        dest="how",
        choices=["new", "round", "more", "gold", "corrected"],
        default="new",
        help="a new project (default), or what the files add to one that is there",
    )

    writing = _command(commands, "convert", run["convert"], "write the long table, one row a label")
    writing.add_argument("--out", required=True, metavar="labels.csv")

    coefficients = _command(
        commands, "agreement", run["agreement"], "every coefficient, with intervals"
    )
    coefficients.add_argument(
        "--weights", choices=["identity", "linear", "quadratic"], default="identity"
    )
    coefficients.add_argument("--distance", choices=["jaccard", "masi"], default="jaccard")
    coefficients.add_argument("--replicates", type=_count, default=10_000, metavar="N")
    coefficients.add_argument("--seed", type=_count, default=0, metavar="N")
    coefficients.add_argument("--no-pairs", action="store_true", help="leave out the pairs")
    coefficients.add_argument(
        "--interval", choices=["bca", "percentile"], default="bca", help="how intervals are made"
    )
    coefficients.add_argument(
        "--where",
        action="append",
        type=_condition,
        default=[],
        metavar="NAME=VALUE",
        help="only labels of this round, annotator_id, item field or attribute; may be repeated",
    )
    coefficients.add_argument(
        "--missing",
        action="append",
        default=[],
        metavar="QUESTION=a,b",
        help="answers that count as none, such as “cannot judge”",
    )

    describing = _command(
        commands, "annotators", run["annotators"], "the profile of each annotator", files="*"
    )
    describing.add_argument("--project", metavar="NAME", help="with what was read in that project")

    doubting = _command(
        commands,
        "suspects",
        run["suspects"],
        "which labels are probably wrong",
        files="*",
        json=False,
    )
    doubting.add_argument("--project", metavar="NAME", help="with the rulings in that project")
    doubting.add_argument("--out", required=True, metavar="FILE.csv")
    doubting.add_argument(
        "--model",
        type=_model,
        default="hierarchical",
        metavar="NAME",
        help="hierarchical (default), majority, wawa, dawid-skene or one-coin",
    )
    doubting.add_argument(
        "--text",
        action="store_true",
        help="let the items' text speak as well, where it makes the labels more probable",
    )

    _comparing(commands, run["rounds"])
    _ablating(commands, run["ablate"])

    writing = _command(
        commands, "reports", run["reports"], "a letter for each annotator", files="*", json=False
    )
    writing.add_argument("--out", required=True, metavar="DIR")
    writing.add_argument(
        "--to", default="html,md", metavar="html,md,pdf,docx", help="formats (default: html,md)"
    )
    writing.add_argument("--project", metavar="NAME", help="from what was read and written there")
    return parser


def _comparing(commands: Any, command: Command) -> None:
    comparing = _command(commands, "rounds", command, "before and after: did it work", files="*")
    comparing.add_argument("--project", metavar="NAME", help="with its letters, rulings and plan")
    comparing.add_argument("--before", metavar="ROUND", help="default: the last but one")
    comparing.add_argument("--after", metavar="ROUND", help="default: the last")
    comparing.add_argument(
        "--since", metavar="DATE", help="compare what was labelled before and since"
    )
    comparing.add_argument(
        "--letter",
        action="append",
        default=[],
        metavar="ANNOTATOR",
        help="who got a letter in between; may be repeated",
    )
    comparing.add_argument(
        "--draw", type=_count, metavar="SEED", help="draw by chance who gets a letter first"
    )
    comparing.add_argument("--repeats", type=_count, metavar="N", help="items to ask again, as CSV")
    comparing.add_argument(
        "--practice", type=_count, metavar="N", help="items with a trusted answer"
    )
    comparing.add_argument("--question", metavar="NAME", help="of repeats and practice items")
    comparing.add_argument("--out", metavar="FILE.csv", help="where these are written")


def _ablating(commands: Any, command: Command) -> None:
    ablating = _command(
        commands, "ablate", command, "what each decision about the data was worth", files="*"
    )
    ablating.add_argument("--project", metavar="NAME", help="with the rulings in that project")
    ablating.add_argument(
        "--question", action="append", metavar="NAME", help="only this question; may be repeated"
    )
    ablating.add_argument(
        "--without",
        action="append",
        nargs="+",
        metavar="DECISION",
        help="what to take back, such as annotator:Kofi or seconds:4 (docs/ablations.md); several"
        " after one --without are taken back together. Otherwise everything that the data offer",
    )
    ablating.add_argument("--cost", type=_amount, metavar="AMOUNT", help="of one label")
    ablating.add_argument("--replicates", type=_count, default=1_000, metavar="N")
    ablating.add_argument("--seed", type=_count, default=0, metavar="N")
    ablating.add_argument("--csv", metavar="FILE.csv", help="write the table there as well")


def _command(
    commands: Any,
    name: str,
    command: Command,
    summary: str,
    *,
    files: str = "+",
    json: bool = True,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=summary)
    parser.set_defaults(command=command)
    parser.add_argument("files", nargs=files, metavar="FILE", help="labels, and gold or items")
    if json:
        parser.add_argument("--json", action="store_true", help="as JSON, full precision")
    parser.add_argument(
        "--format",
        choices=NAMES,
        metavar="NAME",
        help="the tool that the files are an export of, where it is not recognised:"
        f" {', '.join(NAMES)}",
    )
    columns = parser.add_argument_group("columns, where guessing is not wanted")
    for role in ("item", "annotator", "gold", "round", "seconds", "time"):
        columns.add_argument(f"--{role}", metavar="COLUMN")
    columns.add_argument("--label", action="append", metavar="COLUMN", help="may be repeated")
    columns.add_argument(
        "--level", action="append", type=_level, default=[], metavar="QUESTION=LEVEL"
    )
    columns.add_argument("--order", action="append", default=[], metavar="QUESTION=a,b,c")
    columns.add_argument(
        "--duplicates",
        choices=[rule.value for rule in Duplicates],
        help="which label counts where an annotator labelled an item twice (default: latest)",
    )
    columns.add_argument(
        "--unsubmitted",
        choices=[rule.value for rule in Unsubmitted],
        help="what becomes of annotations that were skipped, rejected, left as drafts and so on:"
        " they are kept aside (default), count, or are dropped",
    )
    return parser


def _level(text: str) -> tuple[str, Level]:
    name, equals, value = text.rpartition("=")  # no level has an “=” in its name
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"“{text}” should look like QUESTION=LEVEL")
    try:
        return name, Level(value)
    except ValueError:
        known = ", ".join(level.value for level in Level)
        raise argparse.ArgumentTypeError(f"“{value}” is no level; there are {known}") from None


def _condition(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"“{text}” should look like NAME=VALUE")
    return name, value


def _model(text: str) -> str:
    from annotate.consensus import MODELS

    if text not in MODELS:
        raise argparse.ArgumentTypeError(f"“{text}” is no model; there are {', '.join(MODELS)}")
    return text


def order(text: str, columns: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """A question and its answers; a name or an answer may have an “=”, quoted ones a comma."""
    places = [at for at, sign in enumerate(text) if sign == "="]
    if not places:
        raise LevelError(f"“{text}” should look like QUESTION=a,b,c.")
    at = next((at for at in places if text[:at] in columns), places[0])
    answers = next(csv.reader([text[at + 1 :]], skipinitialspace=True), [])
    return text[:at], tuple(answer.strip() for answer in answers)


def _amount(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise argparse.ArgumentTypeError(f"“{text}” should be a number from 0 up")
    return number


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"“{text}” should be a whole number from 0 up")
    return number
