"""The same core from the command line: ``python -m annotate COMMAND FILE... [options]``.

Exit 0: it worked. 1: something was wrong with the data, said on stderr in one paragraph.
2: wrong usage. 130: stopped from the keyboard. On a terminal, long work says how far it is.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Mapping, Sequence

from annotate.arguments import Command, parser_of
from annotate.commands.files import check, convert, import_
from annotate.commands.follow_up import ablate, rounds
from annotate.commands.found import agreement, annotators, suspects
from annotate.commands.letters import check_reports, reports
from annotate.commands.source import check_source
from annotate.errors import AnnotateError
from annotate.progress import shown_on

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
        check_source(parser, arguments)
    if arguments.command is reports:
        check_reports(parser, arguments)
    if arguments.command is rounds and arguments.out is None and _asks_again(arguments):
        parser.error("--repeats and --practice need --out FILE.csv")


def _asks_again(arguments: argparse.Namespace) -> bool:
    return arguments.repeats is not None or arguments.practice is not None


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
