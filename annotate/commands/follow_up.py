"""Did it work, and what mattered: rounds and ablations."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.annotations import Annotations
from annotate.commands.source import data_and_record, print_json
from annotate.errors import DataError
from annotate.judgements import Record

if TYPE_CHECKING:
    from annotate.ablation import Ablations


def rounds(arguments: argparse.Namespace) -> None:
    """Print before and after; or draw who gets a letter first; or write items to ask again."""
    from annotate.rounds import draw, split_at, split_rounds, to_json, to_text
    from annotate.rounds import rounds as compute

    data, record, _ = data_and_record(arguments)
    if arguments.draw is not None:
        print_json(draw(data.annotator_ids, arguments.draw).to_json())
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
        print_json(to_json(found))
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

    data, record, _ = data_and_record(arguments)
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
        print_json(to_json(found, data.item_ids, arguments.cost))
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
