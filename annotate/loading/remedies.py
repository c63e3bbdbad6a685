"""What mends a problem that the checks found, as an option of loading."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from annotate.annotations import MISSING, Annotations, Level
from annotate.loading.checks import alike
from annotate.loading.numbers import means_no_answer
from annotate.loading.problems import Problem
from annotate.loading.table import Table


def merged_spellings(data: Annotations, question: str) -> dict[str, str]:
    """Each rarer spelling of a category -> the one that was given most often."""
    uses = _uses(data, question)
    found: dict[str, str] = {}
    for group in alike(data.question(question).categories):
        kept = max(group, key=lambda name: (uses[name], name))
        found |= {name: kept for name in group if name != kept}
    return found


def without_no_answers(data: Annotations, question: str) -> dict[str, str]:
    """Each category that says that no answer was given, such as “n/a” -> nothing."""
    categories = data.question(question).categories
    return {name: "" for name in categories if means_no_answer(name)}


def _uses(data: Annotations, question: str) -> Counter[str]:
    asked, labels = data.question(question), data.labels[question]
    counts = np.bincount(labels[labels != MISSING], minlength=len(asked.answers)).tolist()
    uses: Counter[str] = Counter()
    for at, count in enumerate(counts):
        members = asked.sets[at] if asked.level is Level.SET else (asked.answers[at],)
        for member in members:
            uses[member] += count
    return uses


def rows_of(problem: Problem, tables: list[Table]) -> pd.DataFrame:
    """The rows of the files in which a problem was seen, with the row of the file first.

    Of several files the first column says which; empty where a problem has no rows.
    """
    parts = []
    for table in tables:
        names = [summary.name for summary in table.summaries()]
        wanted = {
            row
            for at, row in enumerate(problem.rows)
            if not problem.files or problem.files[at] in names
        }
        if problem.files or len(tables) == 1 or table is tables[0]:
            shown = table.taken(np.flatnonzero(np.isin(table.row_numbers, list(wanted))))
            part = shown.frame.copy(deep=False)
            part.insert(0, "row of the file", shown.row_numbers, allow_duplicates=True)
            if problem.files:
                part.insert(0, "file", table.name, allow_duplicates=True)
            parts.append(part)
    return pd.concat([part for part in parts if len(part)] or [pd.DataFrame()], ignore_index=True)
