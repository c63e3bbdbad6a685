"""A corrected file in the place of the labels that are there."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from annotate.annotations import MISSING, Annotations, Level, Question, paired
from annotate.loading.gold import Placed, place, with_question
from annotate.loading.items import together
from annotate.loading.merging import refuse_off_scale
from annotate.loading.problems import Problem, amount, listed

LABELS_CORRECTED = "labels_corrected"


@dataclass(frozen=True)
class Differing:
    """How many labels that count are the same in two sets of annotations, and how many not."""

    same: int
    other: int
    gone: int
    new: int


def corrected(first: Annotations, second: Annotations) -> Annotations:
    """``second`` in the place of ``first``, with what ``first`` knows and ``second`` does not say.

    That is gold and item fields of items that are still there; the scale of ordinal questions
    without the steps that were corrected away; and the rounds, where ``second`` names none: a
    label keeps the round in which its annotator labelled its item, and those of others belong to
    the last one. Raises LevelError where a new answer has no place on a scale.
    """
    there = first.items["item_id"].isin(second.items["item_id"])
    items, _ = together(second.items, first.items[there], "item_id")
    known = first.annotators["annotator_id"].isin(second.annotators["annotator_id"])
    annotators, _ = together(second.annotators, first.annotators[known], "annotator_id")
    data = replace(second, items=items, annotators=annotators, duplicates=first.duplicates)
    for question in first.questions:
        if question.name in second.labels:
            data = _on_old_scale(data, first, question)
        if question.name in second.labels and question.name in first.gold:
            data = _with_old_gold(data, first, question.name)
    return _with_old_rounds(data, first) if first.rounds and not second.rounds else data


def correction_notes(first: Annotations, second: Annotations) -> tuple[Problem, ...]:
    """What a user should know before ``second`` takes the place of ``first``."""
    found = differing(first, second)
    message = (
        f"Of the {amount(found.same + found.other + found.gone, 'label')} that are there,"
        f" {found.same:,} stay, {found.other:,} change and {found.gone:,} go. New: {found.new:,}."
    )
    problems = [Problem(LABELS_CORRECTED, "note", message)]
    for what, before, after in (
        ("question", [q.name for q in first.questions], [q.name for q in second.questions]),
        ("annotator", list(first.annotator_ids), list(second.annotator_ids)),
        ("item", list(first.item_ids), list(second.item_ids)),
    ):
        kept = set(after)
        gone = [name for name in before if name not in kept]
        if gone:
            message = f"{amount(len(gone), what)} will no longer be there: {listed(gone)}."
            problems.append(Problem(f"{what}s_gone", "problem", message))
    return tuple(problems)


def differing(first: Annotations, second: Annotations) -> Differing:
    """The labels of both side by side, those of one annotator on one item and question."""
    same = other = gone = new = 0
    names = dict.fromkeys(q.name for data in (first, second) for q in data.questions)
    for name in names:
        mine, theirs = _counted(first, name), _counted(second, name)
        joined = mine.merge(theirs, on=["item", "annotator"], how="outer", suffixes=("", "_new"))
        before, after = joined["label"], joined["label_new"]
        both = before.notna() & after.notna()
        alike = int((both & (before == after)).sum())
        same += alike
        other += int(both.sum()) - alike
        gone += int(after.isna().sum())
        new += int(before.isna().sum())
    return Differing(same, other, gone, new)


def _counted(data: Annotations, name: str) -> pd.DataFrame:
    """``item``, ``annotator`` and ``label`` of the labels of a question that count, as texts."""
    if name not in data.labels:
        return pd.DataFrame({"item": [], "annotator": [], "label": []}, dtype="str")
    rows = np.flatnonzero(data.counted(name))
    parts = {
        "item": (data.table["item"].to_numpy()[rows], data.item_ids),
        "annotator": (data.table["annotator"].to_numpy()[rows], data.annotator_ids),
        "label": (data.labels[name][rows], data.question(name).answers),
    }
    frame = pd.DataFrame(
        {
            part: pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(texts))).astype(
                "str"
            )
            for part, (codes, texts) in parts.items()
        }
    )
    return frame.drop_duplicates(["item", "annotator"], keep="last")


def _on_old_scale(data: Annotations, first: Annotations, old: Question) -> Annotations:
    """The data with the answers of an ordinal question in the order that they had."""
    new = data.question(old.name)
    if old.level is not Level.ORDINAL or new.level is not Level.ORDINAL:
        return data
    given = {old.answers[code] for code in np.unique(first.labels[old.name]) if code != MISSING}
    kept = tuple(a for a in old.answers if a in new.answers or a not in given)
    placed = place(replace(old, answers=kept), list(new.answers), grow=True)
    refuse_off_scale(replace(old, answers=kept), placed.question)
    return with_question(data, Placed(placed.question, placed.codes, placed.moved, ()))


def _with_old_gold(data: Annotations, first: Annotations, name: str) -> Annotations:
    """Gold of ``first`` on items on which the data have none, where it is still an answer."""
    placed = place(data.question(name), list(first.question(name).answers))
    data = with_question(data, placed)
    at = pd.Index(first.item_ids).get_indexer(pd.Index(data.item_ids))
    old = np.append(placed.codes, MISSING)[np.append(first.gold[name], MISSING)[at]]
    gold = data.gold.get(name, np.full(data.n_items, MISSING))
    codes = np.where(gold == MISSING, old, gold).astype(data.labels[name].dtype)
    return replace(data, gold={**data.gold, name: codes})


def _with_old_rounds(data: Annotations, first: Annotations) -> Annotations:
    """The rounds of ``first``, each row in that of the last label of its annotator on its item."""
    item = pd.Index(data.item_ids).get_indexer(pd.Index(first.item_ids))
    who = pd.Index(data.annotator_ids).get_indexer(pd.Index(first.annotator_ids))
    old_item, old_who = item[first.table["item"]], who[first.table["annotator"]]
    known = (old_item >= 0) & (old_who >= 0)
    size = (data.n_items, data.n_annotators)
    old = pd.Series(
        first.table["round"].to_numpy()[known],
        index=paired(old_item[known], old_who[known], *size),
    )
    old = old[~old.index.duplicated(keep="last")]
    pair = paired(data.table["item"].to_numpy(), data.table["annotator"].to_numpy(), *size)
    last = len(first.rounds) - 1
    found = old.reindex(pair).fillna(last).to_numpy().astype(np.int16)
    return replace(data, rounds=first.rounds, table=data.table.assign(round=found))
