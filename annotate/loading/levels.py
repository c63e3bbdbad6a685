"""The level of measurement of a question, guessed from its distinct labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from annotate.annotations import Duplicates, IntArray, Level
from annotate.errors import ColumnError, DataError, LevelError
from annotate.loading.columns import Columns
from annotate.loading.known import Known
from annotate.loading.numbers import numeric
from annotate.loading.problems import listed
from annotate.loading.sets import looks_like_sets
from annotate.loading.table import Table
from annotate.loading.unsubmitted import Unsubmitted

SCALE_MOST = 10  # so many different whole numbers are still taken for the steps of a scale


@dataclass(frozen=True)
class Options:
    """What the user decided about the questions and about repeated labels.

    levels      question -> level, where the guess is not wanted
    orders      question -> its answers in the order of the scale, also those nobody gave
    duplicates  which label counts where one annotator labelled an item more than once
    spellings   question -> label -> the label that it is another spelling of; an empty text
                where it says that no answer was given. Of a set question, of its members
    unsubmitted what becomes of annotations that were skipped, rejected, left as drafts and so on
    """

    levels: Mapping[str, Level] = field(default_factory=dict)
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    duplicates: Duplicates = Duplicates.LATEST
    spellings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unsubmitted: Unsubmitted = Unsubmitted.ASIDE


def level_named(name: object) -> Level:
    """The level of that name; LevelError lists the names there are."""
    try:
        return Level(str(name).strip().lower())
    except ValueError:
        known = ", ".join(level.value for level in Level)
        raise LevelError(f"There is no level “{name}”. The levels are {known}.") from None


def levels_named(levels: Mapping[str, Level | str] | None) -> dict[str, Level]:
    """Question -> level by name; DataError if it is no mapping, LevelError for no level."""
    _refuse_no_mapping(levels, "levels", '{"tone": "nominal"}')
    return {str(name): level_named(level) for name, level in (levels or {}).items()}


def orders_named(orders: Mapping[str, Sequence[str]] | None) -> dict[str, tuple[str, ...]]:
    """Question -> answers as text; DataError if it is no mapping to lists of answers."""
    example = '{"tone": ["low", "mid", "high"]}'
    _refuse_no_mapping(orders, "orders", example)
    found = {}
    for name, order in (orders or {}).items():
        if isinstance(order, str) or not isinstance(order, Iterable):
            raise DataError(
                f"The order of question “{name}” is “{order}”, which is no list of answers. Write"
                f" them from lowest to highest, as in {example}."
            )
        found[str(name)] = tuple(str(answer) for answer in order)
    return found


def _refuse_no_mapping(given: object, what: str, example: str) -> None:
    if given is not None and not isinstance(given, Mapping):
        raise DataError(
            f"The {what} must say for each question what is meant, as in {example}, but"
            f" “{given}” was given."
        )


def rule_named(duplicates: Duplicates | str | None) -> Duplicates:
    """The rule of that name, latest if none is named; DataError lists the rules there are."""
    try:
        return Duplicates.LATEST if duplicates is None else Duplicates(duplicates)
    except ValueError:
        known = ", ".join(rule.value for rule in Duplicates)
        raise DataError(
            f"There is no rule “{duplicates}” for repeated labels. The rules are {known}."
        ) from None


def guess_level(
    values: Sequence[str], counts: Sequence[int] | IntArray, *, comma: bool = False
) -> Level:
    """The level that the distinct labels ``values`` (D,), given so often, suggest.

    Whole numbers of three to ten kinds are a scale, more kinds or fractions are quantities,
    one or two kinds are only names. Lists, and parts between ``|`` that come back, are sets.
    Text is nominal. Ratio is never guessed: no label shows that zero means “none of it”.
    ``comma`` says that “3,5” may be a number, as it may where cells are not separated by commas.
    """
    pairs = zip(values, np.asarray(counts).tolist(), strict=True)
    filled = [(value, count) for value, count in pairs if value.strip()]
    numbers = numeric([value for value, _ in filled], comma=comma)
    if numbers is not None:
        return _numeric_level(numbers)
    if looks_like_sets([value for value, _ in filled], [count for _, count in filled]):
        return Level.SET
    return Level.NOMINAL


def _numeric_level(numbers: Mapping[str, float]) -> Level:
    different = set(numbers.values())
    if len(different) <= 2:
        return Level.NOMINAL
    whole = all(value.is_integer() for value in different)
    return Level.ORDINAL if whole and len(different) <= SCALE_MOST else Level.INTERVAL


def guess_levels(table: Table, columns: Columns) -> dict[str, Level]:
    """Question -> the level that its labels suggest."""
    fixed = decided(table.known, columns, Options()).levels
    return {
        name: fixed.get(name) or guess_level(values, counts, comma=table.delimiter != ",")
        for name, (values, counts) in labels_of(table, columns).items()
    }


def labels_of(table: Table, columns: Columns) -> dict[str, tuple[tuple[str, ...], IntArray]]:
    """Question -> its distinct labels (D,) and how often each was given (D,)."""
    if columns.question is None:
        coded = {name: table.coded(name) for name in columns.labels}
        return {name: (column.values, column.counts) for name, column in coded.items()}
    asked, label = table.coded(columns.question), table.coded(columns.labels[0])
    shape = (len(asked.values), len(label.values))
    flat = asked.codes.astype(np.int64) * shape[1] + label.codes
    pairs, counts = np.unique(flat, return_counts=True)
    found = {}
    for code, name in enumerate(asked.values):
        if name.strip():
            mine = pairs // shape[1] == code
            values = tuple(label.values[at] for at in (pairs[mine] % shape[1]).tolist())
            found[name] = (values, counts[mine])
    return found


def decided(known: Known | None, columns: Columns, options: Options) -> Options:
    """The options with what the tool fixes about the questions, where the user did not."""
    if known is None:
        return options
    questions = columns.labels
    levels = {name: level for name, level in known.levels.items() if name in questions}
    orders = {
        name: order
        for name, order in known.orders.items()
        if name in questions and options.levels.get(name, Level.ORDINAL) is Level.ORDINAL
    }
    return replace(
        options, levels={**levels, **options.levels}, orders={**orders, **options.orders}
    )


def questions_named(named: Sequence[str], questions: Sequence[str], what: str) -> None:
    """Raise ColumnError if a level or an order is given for a question that is not there."""
    unknown = [name for name in named if name not in questions]
    if unknown:
        raise ColumnError(
            f"There is no question {listed(unknown)} to set the {what} of."
            f" The questions are {listed(list(questions))}."
        )
