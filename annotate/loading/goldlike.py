"""Tables that are taken for gold and are not, and columns of gold that nobody assigned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from annotate.annotations import MISSING, Annotations, IntArray
from annotate.errors import ColumnError
from annotate.loading.coded import settled
from annotate.loading.names import gold_of, says
from annotate.loading.numbers import number
from annotate.loading.problems import Problem, amount, listed
from annotate.loading.table import Table

_KNOWN = 0.5  # of the distinct cells are annotators: then a column says who labelled
_VARIED = 0.2  # of the items with several rows: a slip now and then is mended and reported
_HOW = (
    "Add it as labels of a round or as more labels, or say which column is the gold with"
    " --gold NAME."
)


def refuse_labels(data: Annotations, table: Table, item: str, others: Sequence[str]) -> None:
    """Raise ColumnError if one of the columns holds the annotators of the data."""
    known = pd.Index(data.annotator_ids)
    for name in others:
        coded = table.coded(name)
        texts = pd.Index(
            [v for v, blank in zip(coded.values, coded.blank, strict=True) if not blank]
        )
        met = texts.isin(known)
        # Numbers are ids of annotators by chance as well; then the name must say so.
        telling = says("annotator", name) > 0 or any(number(text) is None for text in texts[met])
        if met.any() and telling and met.mean() >= _KNOWN:
            raise ColumnError(
                f"“{table.name}” looks like labels, not gold: “{name}” holds annotators of the data,"
                f" such as {listed(texts[met].tolist(), most=2)}, beside the item ids in “{item}”."
                f" {_HOW}"
            )


def refuse_varied(
    data: Annotations, table: Table, item: str, items: IntArray, columns: Mapping[str, str]
) -> None:
    """Raise ColumnError if items have several rows that differ in what was taken for gold."""
    known = np.flatnonzero(items != MISSING)
    part = table.taken(known) if known.size < len(table) else table
    several = int((np.bincount(items[known], minlength=data.n_items) > 1).sum())
    for column in columns.values():
        varied = settled(part.coded(column), items[known], data.n_items).groups
        if varied > _VARIED * several:
            raise ColumnError(
                f"“{table.name}” looks like labels, not gold: {amount(varied, 'item')} in “{item}”"
                f" {'has' if varied == 1 else 'have'} several rows that differ in “{column}”, and"
                f" gold is one answer an item. {_HOW}"
            )


def is_goldlike(name: str, questions: Sequence[str]) -> bool:
    """Whether a name says outright that a column holds gold, of whatever question."""
    return says("gold", name) == 2 or gold_of(name, questions) is not None


def unassigned(
    table: Table, names: Sequence[str], gold: Mapping[str, str], questions: Sequence[str]
) -> list[Problem]:
    """What to do about columns named for gold that are the gold of no question here."""
    left = [n for n in names if is_goldlike(n, questions) and n not in gold.values()]
    problems = []
    for name in left:
        of = gold_of(name, questions)
        if of in gold or set(questions) <= set(gold):
            why = f"“{gold[of or questions[0]]}” is the gold of “{of or questions[0]}”"
            how = f"To use it instead, choose it with --gold {name}."
        elif of is not None:
            why = "another column was chosen as gold"
            how = "Leave that choice out, and each column of gold is found by its name."
        else:
            why = f"it is not clear of which question: {listed(list(questions))}"
            how = f"Call it gold_{questions[0]} or the like in the file, and load it again."
        message = (
            f"“{name}” of {table.name} is named like gold but not used, since {why}. It is not shown"
            f" with the items. {how}"
        )
        rows = table.coded(name).filled_rows
        problems.append(table.problem("gold_unassigned", "problem", message, rows))
    return problems
