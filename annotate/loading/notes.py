"""What happens when labels are added to those that are there, for the user to look at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from annotate.annotations import MISSING, Annotations, BoolArray, IntArray, Level
from annotate.loading.checks import RULES
from annotate.loading.gold import Placed
from annotate.loading.merging import questions_of
from annotate.loading.problems import ROWS_KEPT, Problem, Severity, amount, listed


def merge_notes(
    first: Annotations,
    second: Annotations,
    *,
    round: str | None = None,  # noqa: A002 - our word
) -> tuple[Problem, ...]:
    """What a user should know before ``second`` is added to ``first`` with ``add_labels``.

    Levels that contradict, new categories and questions, items that the same annotator
    labelled before, and fields, attributes and gold that say something else. ``round`` is that
    of ``add_labels``: where it is a new one, items labelled again are only a note. ``rows``
    are rows of the file of ``second``. Raises LevelError where ``add_labels`` does.
    """
    problems = [*_levels(first, second)]
    for name, placed in questions_of(first, second).items():
        if name in first.labels and name in second.labels:
            problems += _new_categories(first, second, name, placed)
            problems += _gold(first, second, name, placed)
    problems += _new_questions(first, second)
    again: Severity = "problem" if round is None or round in first.rounds else "note"
    problems += _labelled_before(first, second, again)
    problems += _texts(first, second, "item")
    problems += _texts(first, second, "annotator")
    return tuple(problems)


def _problem(
    data: Annotations, code: str, severity: Severity, message: str, where: BoolArray
) -> Problem:
    """A problem at these rows (N,) of the data, with the rows of their file."""
    rows = np.sort(data.table["row"].to_numpy()[where])
    known = tuple(rows[rows > 0][:ROWS_KEPT].tolist())
    return Problem(code, severity, message, known, int(where.sum()))


def _levels(first: Annotations, second: Annotations) -> list[Problem]:
    theirs = {question.name: question.level for question in second.questions}
    return [
        Problem(
            "level_differs",
            "problem",
            f"“{question.name}” is {question.level} in the project and {theirs[question.name]} in the"
            f" new file; it stays {question.level}.",
        )
        for question in first.questions
        if theirs.get(question.name, question.level) is not question.level
    ]


def _new_categories(
    first: Annotations, second: Annotations, name: str, placed: Placed
) -> list[Problem]:
    if placed.question.level.is_numeric:  # any number is an answer there
        return []
    known = set(first.question(name).categories)
    new = [category for category in placed.question.categories if category not in known]
    if placed.question.level is Level.SET:
        parts = placed.question.sets
    else:
        parts = tuple(frozenset({answer}) for answer in placed.question.answers)
    fresh = np.array([not parts[code] <= known for code in placed.codes.tolist()], dtype=np.bool_)
    where = _marked(second.labels[name], fresh)
    if not new or not where.any():
        return []
    message = (
        f"{amount(int(where.sum()), 'label')} of “{name}” {'has' if where.sum() == 1 else 'have'}"
        f" categories that are new to the project: {listed(new)}. They are added; if they are"
        " misspelt, mend the file and add it again."
    )
    return [_problem(second, "new_categories", "problem", message, where)]


def _marked(codes: IntArray, marks: BoolArray) -> BoolArray:
    """(N,) whether the code of a row is marked; a missing one is not."""
    marked: BoolArray = np.append(marks, False)[codes]  # -1 finds the last
    return marked


def _gold(first: Annotations, second: Annotations, name: str, placed: Placed) -> list[Problem]:
    if name not in first.gold or name not in second.gold:
        return []
    at = _positions(first.item_ids, second.item_ids)
    mine = np.append(placed.moved, MISSING)[first.gold[name]]
    theirs = np.append(placed.codes, MISSING)[second.gold[name]]
    before = np.append(mine, MISSING)[at]
    other = (before != MISSING) & (theirs != MISSING) & (before != theirs)
    if not other.any():
        return []
    message = (
        f"{amount(int(other.sum()), 'item')} of the new file {'has' if other.sum() == 1 else 'have'}"
        f" other gold for “{name}” than the project; the gold of the project counts."
    )
    where = other[second.table["item"].to_numpy()]
    return [_problem(second, "gold_conflicts", "problem", message, where)]


def _new_questions(first: Annotations, second: Annotations) -> list[Problem]:
    new = [question.name for question in second.questions if question.name not in first.labels]
    absent = [question.name for question in first.questions if question.name not in second.labels]
    problems = []
    if new:
        message = (
            f"{'A question is' if len(new) == 1 else 'Questions are'} new to the project:"
            f" {listed(new)}. The labels that are there have no answer to"
            f" {'it' if len(new) == 1 else 'them'}."
        )
        where = np.any([second.labels[name] != MISSING for name in new], axis=0)
        problems.append(_problem(second, "new_questions", "problem", message, where))
    if absent:
        message = f"The new file has no labels for {listed(absent)}."
        problems.append(Problem("absent_questions", "note", message))
    return problems


def _labelled_before(first: Annotations, second: Annotations, severity: Severity) -> list[Problem]:
    """Labels that meet an earlier one of the same annotator, item and question."""
    item = _positions(first.item_ids, second.item_ids)[second.table["item"].to_numpy()]
    annotator = _positions(first.annotator_ids, second.annotator_ids)
    who = annotator[second.table["annotator"].to_numpy()]
    pair = np.where((item < 0) | (who < 0), -1, item * max(first.n_annotators, 1) + who)
    pairs = first.table["item"].to_numpy().astype(np.int64) * max(first.n_annotators, 1)
    pairs = pairs + first.table["annotator"].to_numpy()
    again = np.zeros(len(second.table), dtype=np.bool_)
    for question in first.questions:
        if question.name in second.labels:
            before = pairs[first.counted(question.name)]
            again |= second.counted(question.name) & np.isin(pair, before)
    if not again.any():
        return []
    n_pairs = amount(np.unique(pair[again]).size, "pair")
    message = (
        "The new file holds labels of annotators for items that they had labelled before, for"
        f" {n_pairs} of annotator and item. Of these labels {RULES[first.duplicates]}; within a"
        " round, those of the round count."
    )
    return [_problem(second, "labels_replaced", severity, message, again)]


def _texts(data: Annotations, added: Annotations, what: str) -> list[Problem]:
    """Columns of items or annotators in which the two contradict each other."""
    key = f"{what}_id"
    first = data.items if what == "item" else data.annotators
    second = added.items if what == "item" else added.annotators
    at = _positions(first[key].tolist(), second[key].tolist())
    both = np.flatnonzero(at >= 0)
    problems = []
    for name in second.columns:
        if name == key or name not in first.columns:
            continue
        mine = first[name].astype("str").to_numpy()[at[both]]
        theirs = second[name].astype("str").to_numpy()[both]
        other = np.zeros(len(second), dtype=np.bool_)
        other[both] = (mine != theirs) & (mine != "") & (theirs != "")
        if name == "kind":  # “human” is what a file says that says nothing
            other &= (second[name] != "human").to_numpy()
        if other.any():
            count = int(other.sum())
            message = (
                f"“{name}” of {amount(count, what)} is not the same in the new file; what the"
                " project has is kept. Different things may share an id."
            )
            where = other[added.table[what].to_numpy()]
            problems.append(_problem(added, f"{what}_differs", "problem", message, where))
    return problems


def _positions(known: Sequence[str], ids: Sequence[str]) -> IntArray:
    """(n,) the position of each id among those known, or -1."""
    positions: IntArray = pd.Index(known).get_indexer(pd.Index(ids)).astype(np.int64)
    return positions
