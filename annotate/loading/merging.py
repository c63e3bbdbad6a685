"""Putting two sets of annotations together: more labels, or another round."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from annotate.annotations import MISSING, Annotations, IntArray, Level, Question, Status
from annotate.errors import LevelError
from annotate.loading.answers import code_dtype
from annotate.loading.gold import Placed, place
from annotate.loading.items import together
from annotate.loading.numbers import number
from annotate.loading.problems import listed
from annotate.loading.rounds import numbered
from annotate.loading.sets import written


def add_labels(
    first: Annotations,
    second: Annotations,
    *,
    round: str | None = None,  # noqa: A002 - our word
) -> Annotations:
    """Both as one: items and annotators by id, questions by name, rows one after the other.

    The level of a question is the one it had in ``first``. New answers go to the end, numbers
    to their place on the scale. With ``round`` the new rows are that round, after those that
    there are; if it is new, rows of ``first`` without a round become a round before all others.
    Without ``round``, new rows that name none join the last round of ``first``. Item fields
    and gold of ``first`` stay where it has them. Raises LevelError if new labels do not fit a scale.
    """
    items, item = together(first.items, second.items, "item_id")
    annotators, annotator = together(first.annotators, second.annotators, "annotator_id")
    questions = questions_of(first, second)
    labels: dict[str, IntArray] = {}
    gold: dict[str, IntArray] = {}
    for name, placed in questions.items():
        mine = _recoded(first.labels.get(name), placed.moved, len(first.table))
        theirs = _recoded(second.labels.get(name), placed.codes, len(second.table))
        dtype = code_dtype(len(placed.question.answers))
        labels[name] = np.concatenate([mine, theirs]).astype(dtype)
        if name in first.gold or name in second.gold:
            trusted = np.full(len(items), MISSING, dtype=dtype)
            trusted[item] = _recoded(second.gold.get(name), placed.codes, second.n_items)
            mine = _recoded(first.gold.get(name), placed.moved, first.n_items)
            trusted[: mine.size] = np.where(mine == MISSING, trusted[: mine.size], mine)
            gold[name] = trusted
    names, rounds = _rounds(first, second, round)
    table = _tables(first.table, second.table)
    table["item"] = np.concatenate(
        [first.table["item"].to_numpy(), item[second.table["item"].to_numpy()]]
    ).astype(np.int32)
    table["annotator"] = np.concatenate(
        [first.table["annotator"].to_numpy(), annotator[second.table["annotator"].to_numpy()]]
    ).astype(np.int32)
    table["round"] = rounds
    return Annotations(
        items=items,
        annotators=annotators,
        rounds=names,
        table=table,
        questions=tuple(placed.question for placed in questions.values()),
        labels=labels,
        gold=gold,
        duplicates=first.duplicates,
        texts={**second.texts, **first.texts},
        spans={**second.spans, **first.spans},
    )


def questions_of(first: Annotations, second: Annotations) -> dict[str, Placed]:
    """Question -> with the answers of both; ``moved`` and ``codes`` recode first and second.

    Raises LevelError if new labels do not fit the level that a question has in ``first``.
    """
    mine = {question.name: question for question in first.questions}
    theirs = {question.name: question for question in second.questions}
    questions = {}
    for name in dict.fromkeys([*mine, *theirs]):
        if name in mine and name in theirs:
            questions[name] = place(mine[name], _texts(theirs[name], mine[name].level), grow=True)
            refuse_off_scale(mine[name], questions[name].question)
        else:
            only = mine.get(name) or theirs[name]
            codes = np.arange(len(only.answers))
            questions[name] = Placed(only, codes, codes, ())
    return questions


def _texts(question: Question, level: Level) -> list[str]:
    """The answers of a new question as texts for the level that it is to have."""
    if level is Level.SET and question.level is not Level.SET:
        return [written([answer]) for answer in question.answers]
    if question.level is Level.SET and level is not Level.SET:
        raise LevelError(
            f"Question “{question.name}” is {level} in the data that are there, but a set question"
            " in what is added. Set its level when you load the new file."
        )
    return list(question.answers)


def refuse_off_scale(old: Question, new: Question) -> None:
    """Raise LevelError where an answer of ``new`` has no place on the scale of ``old``."""
    added = [answer for answer in new.answers if answer not in set(old.answers)]
    if not added:
        return
    off = old.level is Level.ORDINAL and any(number(answer) is None for answer in new.answers)
    if off or (old.level.is_numeric and any(number(answer) is None for answer in added)):
        raise LevelError(
            f"Question “{old.name}” is {old.level} with the answers {listed(old.answers, most=20)};"
            f" the new labels also say {listed(added)}, which has no place among them. Mend those"
            " labels, or change the level or the order of the question first."
        )


def _recoded(codes: IntArray | None, moved: IntArray, size: int) -> IntArray:
    if codes is None:
        return np.full(size, MISSING)
    return np.append(moved, MISSING)[codes]  # -1 finds the last


def _rounds(
    first: Annotations, second: Annotations, name: str | None
) -> tuple[tuple[str, ...], IntArray]:
    """The rounds of both in order, and the round of each row."""
    mine, theirs = first.table["round"].to_numpy(), second.table["round"].to_numpy()
    names = list(first.rounds)
    if name is None:
        last = len(names) - 1  # -1 where there are no rounds, which says the same
        names += [other for other in second.rounds if other not in names]
        where = np.array([names.index(other) for other in second.rounds] or [0])
        added = np.where(theirs == MISSING, last, where[np.maximum(theirs, 0)])
        return tuple(names), np.concatenate([mine, added]).astype(np.int16)
    if name not in names and (mine == MISSING).any():
        before = _round_before(names, name)
        if before not in names:
            names, mine = [before, *names], np.where(mine == MISSING, MISSING, mine + 1)
        mine = np.where(mine == MISSING, names.index(before), mine)
    names += [] if name in names else [name]
    added = np.full(theirs.size, names.index(name))
    return tuple(names), np.concatenate([mine, added]).astype(np.int16)


def _round_before(names: Sequence[str], name: str) -> str:
    """A name for the rows that had no round when ``name`` came."""
    if numbered([name]) and not names:
        word = name.rstrip("0123456789")
        digits = name[len(word) :]
        if digits and int(digits) > 1:
            return f"{word}{int(digits) - 1}"
    return "before" if name != "before" else "earlier"


def _tables(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """The rows of both; text columns that one does not have are empty there."""
    plain = [table.assign(comment=table["comment"].astype("str")) for table in (first, second)]
    joined = pd.concat(plain, ignore_index=True)
    joined["status"] = pd.Categorical(
        joined["status"].astype("str"), categories=[s.value for s in Status]
    )
    for name in joined.columns:
        if name not in _TYPED and joined[name].isna().any():
            joined[name] = joined[name].fillna("")
    return joined


_TYPED = frozenset({"item", "annotator", "round", "seconds", "time", "status", "row"})
