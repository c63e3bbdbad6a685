"""What a user should look at before trusting the labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from annotate.annotations import MISSING, Annotations, Duplicates, IntArray, Level, Status
from annotate.loading.asked import Asked
from annotate.loading.assembly import Assembled
from annotate.loading.coded import Coded, first_of_group
from annotate.loading.columns import Columns
from annotate.loading.levels import Options
from annotate.loading.numbers import folded, means_no_answer, number
from annotate.loading.problems import Problem, amount, listed
from annotate.loading.sets import separator, split
from annotate.loading.table import Table

RULES = {
    Duplicates.LATEST: "the latest counts, by time where it is known, else by row",
    Duplicates.FIRST: "the first counts, by time where it is known, else by row",
    Duplicates.ALL: "all of them count",
}


_GAPS_MOST = 10  # with more, the numbers are hardly the steps of a scale


def check(found: Assembled, columns: Columns, options: Options) -> list[Problem]:
    """Every problem of the labels, each once, with the rows where it is."""
    problems = [*_repeated(found), *_similar_annotators(found, columns)]
    for asked in found.asked:
        about = [
            *_empty(found, asked),
            *_similar_categories(found.table, asked),
            *_no_answers(found.table, asked),
            *_respelled(found.table, asked),
            *_scale(asked, options),
        ]
        problems += [replace(problem, question=asked.cells.name) for problem in about]
    return [*problems, *_alone(found)]


def _repeated(found: Assembled) -> list[Problem]:
    data = found.annotations.with_duplicates(Duplicates.ALL)
    pair = data.table["item"].to_numpy().astype(np.int64) * data.n_annotators
    pair += data.table["annotator"].to_numpy()
    if not pd.Series(pair).duplicated().any():
        return []
    repeated = np.zeros(pair.size, dtype=np.bool_)
    for question in data.questions:
        counted = np.flatnonzero(data.counted(question.name))
        again = pd.Series(pair[counted]).duplicated(keep=False).to_numpy()
        repeated[counted[again]] = True
    rows = np.flatnonzero(repeated)
    if not rows.size:
        return []
    rule = RULES[found.annotations.duplicates]
    message = (
        "The same annotator labelled the same item more than once, for"
        f" {amount(np.unique(pair[rows]).size, 'pair')} of annotator and item. Of these labels"
        f" {rule}; choose first, latest or all."
    )
    return [found.table.problem("repeated_labels", "problem", message, found.rows[rows])]


def _empty(found: Assembled, asked: Asked) -> list[Problem]:
    cells = asked.cells
    if not cells.coded.blank.any():
        return []
    submitted = (found.annotations.table["status"] == Status.SUBMITTED).to_numpy()
    blank = cells.coded.blank[cells.coded.codes] & submitted[cells.places]
    rows = cells.rows[blank]
    if not rows.size:
        return []
    message = (
        f"{amount(rows.size, 'row')} without a label for “{cells.name}”; nothing is counted there."
    )
    return [found.table.problem("empty_label", "problem", message, rows)]


def alike(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Groups of names that differ only in case, blanks, width or the writing of a number."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[folded(name)].append(name)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def _rarer(groups: Sequence[Sequence[str]], uses: dict[str, int]) -> set[str]:
    """All spellings but the most frequent of each group."""
    kept = {max(group, key=lambda name: (uses.get(name, 0), name)) for group in groups}
    return {name for group in groups for name in group} - kept


def _groups_text(groups: Sequence[Sequence[str]]) -> str:
    shown = [" and ".join(f"“{name}”" for name in sorted(group)) for group in groups[:5]]
    more = len(groups) - len(shown)
    return "; ".join(shown) + (f"; and {more:,} more" if more > 0 else "")


def _similar_categories(table: Table, asked: Asked) -> list[Problem]:
    question, cells = asked.answers.question, asked.cells
    if question.level.is_numeric:
        return []
    groups = alike(question.categories)
    if not groups:
        return []
    rare = _rarer(groups, _uses(asked))
    if question.level is Level.SET:
        mark = separator(cells.coded.values)
        rare = {text for text in cells.coded.values if rare & set(split(text, mark))}
    message = (
        f"Categories of “{question.name}” that may be the same: {_groups_text(groups)}. The rows"
        " hold the rarer spelling. Mend them if they are one category."
    )
    rows = cells.rows[cells.coded.rows_of(rare)]
    return [table.problem("similar_categories", "problem", message, rows)]


def _uses(asked: Asked) -> dict[str, int]:
    """How often each category was given."""
    question = asked.answers.question
    given = np.bincount(asked.labels[asked.labels != MISSING], minlength=len(question.answers))
    if question.level is not Level.SET:
        return dict(zip(question.answers, given.tolist(), strict=True))
    uses: dict[str, int] = defaultdict(int)
    for members, count in zip(question.sets, given.tolist(), strict=True):
        for member in members:
            uses[member] += count
    return uses


def _similar_annotators(found: Assembled, columns: Columns) -> list[Problem]:
    coded: Coded = found.table.coded(columns.annotator)
    groups = alike(coded.values)
    if not groups:
        return []
    rare = _rarer(groups, dict(zip(coded.values, coded.counts.tolist(), strict=True)))
    message = (
        f"Annotators that may be the same: {_groups_text(groups)}. The rows hold the rarer"
        " spelling. Mend them if they are one annotator."
    )
    rows = coded.rows_of(rare)
    return [found.table.problem("similar_annotators", "problem", message, rows)]


def _no_answers(table: Table, asked: Asked) -> list[Problem]:
    cells, unread = asked.cells, asked.answers.unread
    if unread:
        rows = cells.rows[cells.coded.rows_of(set(unread))]
        message = (
            f"{amount(rows.size, 'label')} of “{cells.name}” {'says' if rows.size == 1 else 'say'}"
            f" {listed(unread)}, taken as no answer."
        )
        return [table.problem("no_answer", "note", message, rows)]
    question = asked.answers.question
    meant = [answer for answer in question.categories if means_no_answer(answer)]
    if not meant or question.level not in (Level.NOMINAL, Level.SET):
        return []
    rows = cells.rows[cells.coded.rows_of(set(meant))]
    message = (
        f"{listed(meant)} {'is a category' if len(meant) == 1 else 'are categories'} of"
        f" “{question.name}” like any other. Empty the cells if no answer was meant."
    )
    return [table.problem("no_answer_kept", "note", message, rows)]


def _respelled(table: Table, asked: Asked) -> list[Problem]:
    cells, respelled = asked.cells, asked.answers.respelled
    if not respelled:
        return []
    rows = cells.rows[cells.coded.rows_of(set(respelled))]
    if all("," in text for text in respelled):
        message = f"“{cells.name}” is written with decimal commas; its numbers have points here."
        return [table.problem("decimal_commas", "note", message, rows)]
    message = (
        f"Numbers of “{cells.name}” are written in several ways ({listed(respelled)}); equal numbers"
        " are one answer, in the shortest spelling."
    )
    return [table.problem("numbers_respelled", "note", message, rows)]


def _scale(asked: Asked, options: Options) -> list[Problem]:
    """Say where a guessed scale may be something else: codes from 0, or with a gap."""
    question = asked.answers.question
    if question.name in options.levels or question.name in options.orders:
        return []
    if question.level is not Level.ORDINAL:
        return []
    steps = sorted(value for value in map(number, question.answers) if value is not None)
    n_gaps = int(steps[-1]) - int(steps[0]) + 1 - len(steps)
    if 0 < n_gaps <= _GAPS_MOST:  # a number that is no step may lie anywhere, so count first
        gaps = sorted(set(range(int(steps[0]), int(steps[-1]))) - {int(step) for step in steps})
        message = (
            f"On the scale of “{question.name}” nobody chose {', '.join(map(str, gaps))}."
            f" If it has {'that step' if len(gaps) == 1 else 'those steps'}, give the whole scale"
            f" with --order {question.name}=…, since some statistics depend on it."
        )
        return [Problem("scale_gap", "note", message)]
    if steps[0] == 0:
        message = (
            f"The labels of “{question.name}” are the numbers 0 to {int(steps[-1])}, taken as a"
            " scale. If they stand for categories without an order, choose nominal."
        )
        return [Problem("scale_or_codes", "note", message)]
    return []


def _alone(found: Assembled) -> list[Problem]:
    """Items that tell nothing about agreement: with one label, or none."""
    data = found.annotations
    most = np.zeros(data.n_items, dtype=np.int64)
    for question in data.questions:
        counted = data.with_duplicates(Duplicates.LATEST).counted(question.name)
        item = data.table["item"].to_numpy()[counted]
        most = np.maximum(most, np.bincount(item, minlength=data.n_items))
    problems = []
    for number_of, code, words in (
        (
            1,
            "one_label",
            "with one label only; they are read and shown, but say nothing on agreement",
        ),
        (0, "no_label", "without any label that counts"),
    ):
        items = np.flatnonzero(most == number_of)
        if items.size:
            first = _first_rows(data, items)
            message = f"{amount(items.size, 'item')} {words}."
            problems.append(found.table.problem(code, "note", message, found.rows[first]))
    return problems


def _first_rows(data: Annotations, items: IntArray) -> IntArray:
    codes = data.table["item"].to_numpy()
    return np.sort(first_of_group(codes, np.arange(codes.size), data.n_items)[items])
