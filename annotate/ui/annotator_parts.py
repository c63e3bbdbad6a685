"""What the page of one annotator shows: sentences, the cells of the picture, two tables."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from annotate.annotations import MISSING, Annotations
from annotate.habits import Habit, Kind
from annotate.judgements import Record, reference
from annotate.profile import (
    CategoryScore,
    Comparison,
    Confusion,
    Estimate,
    Profile,
    QuestionProfile,
    read_in_words,
)
from annotate.reading import Queue
from annotate.ui.annotator_tables import estimate_text
from annotate.ui.text import count, decimal, interval, percent, plain, shortened


def sentences(profile: Profile, own: QuestionProfile) -> list[str]:
    """What can be said in words, as Markdown; nothing is said that is not known."""
    said = []
    if math.isnan(own.agreement.value):
        said.append(plain(own.agreement.reason))
    else:
        sentence = f"Agrees with the others in **{estimate_text(own.agreement)}** of {count(own.agreement.n, 'shared item')}"
        if not math.isnan(own.others.value):
            sentence += f"; the others with each other in {percent(own.others.value)}"
        said.append(f"{sentence}.")
    if not math.isnan(own.alpha.value):
        said.append(f"Alpha {estimate_text(own.alpha, as_percent=False)}.")
    if not math.isnan(own.accuracy.value):
        said.append(
            f"Right in **{estimate_text(own.accuracy)}** of {count(own.accuracy.n, 'label')} on"
            " items with gold or a ruling."
        )
    if not math.isnan(own.estimated_accuracy.value):
        said.append(_estimated(own))
    if not math.isnan(profile.pace.median_seconds.value):
        said.append(f"Takes {profile.pace.median_seconds.value:.0f} s for a label (median).")
    if len(own.rounds) > 1:
        rounds = ", ".join(
            f"{plain(one.round)} {percent(one.agreement.value)}" for one in own.rounds
        )
        said.append(f"Agreement by round: {rounds}.")
    return said


def habit_text(habit: Habit, question: str) -> str:
    """The habit in a sentence as Markdown, with its interval after the count.

    The question it is about is named where it is another than the one that is looked at.
    """
    n = f"{habit.n:,} of {habit.of:,}"
    with_interval = f"{n} {interval(habit.low, habit.high, as_percent=True)}"
    detail = habit.detail[:1].upper() + habit.detail[1:]
    about = f"**{plain(habit.question)}:** " if habit.question not in (question, "") else ""
    return f"• {about}{plain(detail.replace(n, with_interval, 1))}"


def _estimated(own: QuestionProfile) -> str:
    sentence = f"Right in an estimated **{estimate_text(own.estimated_accuracy)}**"
    if own.by_reading is None:
        return (
            f"{sentence}, judged by what all labels together say. That is uncertain until some of"
            " their items were read at random."
        )
    return f"{sentence}. {read_in_words(own.by_reading)}"


def consensus_cells(own: QuestionProfile, table: Confusion) -> pd.DataFrame:
    """The same against the consensus: expected counts, shares with interval, and the others'."""
    answers = own.question.answers
    return pd.DataFrame(
        [
            {
                "row": said,
                "column": right,
                "value": 0.0 if i == j or math.isnan(table.share[j, i]) else table.share[j, i],
                "shown": f"{table.counts[j, i]:,.0f}",
                "share": _rate(table, j, i),
                "others": percent(table.others[j, i]),
            }
            for i, said in enumerate(answers)
            for j, right in enumerate(answers)
        ]
    )


def _rate(table: Confusion, right: int, said: int) -> str:
    share, low, high = (float(part[right, said]) for part in (table.share, table.low, table.high))
    return estimate_text(Estimate(share, low, high))


def queue_of_habit(habit: Habit, annotator_id: str) -> Queue:
    """What to read to see a habit: a cell for a confusion, its cases for any other."""
    if habit.kind is Kind.CONFUSES:
        cell = Queue.cell(habit.question, habit.answer, habit.expected, annotator_id)
        return cell.within(habit.round)
    about = (habit.answer, habit.expected, habit.other, habit.round)
    return Queue.habit(habit.kind.value, annotator_id, habit.question, about)


def confusion_cells(own: QuestionProfile) -> pd.DataFrame:
    """The cells of the heatmap: counts; only what differs is coloured, by its share.

    The share is of the labels on items where the others say the column's answer.
    """
    table = own.confusion
    answers = own.question.answers
    columns = table.sum(axis=0)
    return pd.DataFrame(
        [
            {
                "row": said,
                "column": expected,
                "value": 0.0 if i == j or not columns[j] else table[i, j] / columns[j],
                "shown": f"{table[i, j]:,}",
                "share": percent(table[i, j] / columns[j]) if columns[j] else "–",
            }
            for i, said in enumerate(answers)
            for j, expected in enumerate(answers)
        ]
    )


def labels_table(data: Annotations, comparison: Comparison, annotator_id: str) -> pd.DataFrame:
    """Their labels beside the others', those that differ first."""
    question = comparison.labels.question
    own = comparison.of(data.annotator_codes[annotator_id])
    items, labels = comparison.labels.item[own], comparison.labels.label[own]
    trusted = reference(data, question.name)
    begins = data.items[data.fields[0]] if data.fields else data.items["item_id"]
    table = pd.DataFrame(
        {
            "Item": [data.item_ids[item] for item in items],
            "They said": [question.shown(label) for label in labels],
            "The others": [question.shown(code) or "tie" for code in comparison.others[own]],
            "Gold": [question.shown(trusted[item]) for item in items],
            "Agree": 100 * comparison.same[own],
            "Begins": [shortened(str(begins.iloc[item])) for item in items],
        }
    )
    if (trusted == MISSING).all():
        table = table.drop(columns="Gold")
    return table.sort_values("Agree", kind="stable", na_position="last", ignore_index=True)


def judged_table(data: Annotations, record: Record, annotator_id: str) -> pd.DataFrame:
    """What the reviewer said about their labels, latest first."""
    said = [one for one in record.judgements if one.annotator_id == annotator_id]
    said.sort(key=lambda one: one.at, reverse=True)
    return pd.DataFrame(
        [
            {
                "Item": one.item_id,
                "Question": one.question,
                "Verdict": one.verdict.words if one.verdict else "",
                "Exemplary": one.exemplary,
                "To them": one.message,
            }
            for one in said
            if one.item_id in data.item_codes
        ]
    )


def scores_table(scores: Sequence[CategoryScore]) -> pd.DataFrame:
    """Precision, recall and F1 by category, with what they rest on."""
    return pd.DataFrame(
        [
            {
                "Category": one.category,
                "Precision": percent(one.precision),
                "Recall": percent(one.recall),
                "F1": decimal(one.f1),
                "Items": one.support,
            }
            for one in scores
        ]
    )
