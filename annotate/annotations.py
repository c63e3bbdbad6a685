"""Annotations: the one table that everything else reads, coded as integers.

Shapes, in one notation for the whole package:

    I items   A annotators   N annotations (rows)   K answers of one question

Codes are positions: item code ``i`` is row ``i`` of ``items``. A label code is a position
in ``Question.answers``; -1 says that there is no label.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from annotate.errors import LevelError, NotFoundError

if TYPE_CHECKING:  # pandas takes a second to import, and a page may list projects without it
    import pandas as pd

IntArray = npt.NDArray[np.integer]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

MISSING = -1


class Level(StrEnum):
    """Level of measurement of a question: what may be said about two answers."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"
    SET = "set"

    @property
    def is_numeric(self) -> bool:
        """Whether differences between answers mean something."""
        return self in (Level.INTERVAL, Level.RATIO)


class Status(StrEnum):
    """What became of an annotation; only ``SUBMITTED`` ones hold labels that count."""

    SUBMITTED = "submitted"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    DRAFT = "draft"
    DISCARDED = "discarded"


class Duplicates(StrEnum):
    """Which label counts where one annotator labelled one item more than once."""

    FIRST = "first"
    LATEST = "latest"
    ALL = "all"


@dataclass(frozen=True)
class Question:
    """One thing annotators were asked about an item.

    ``answers`` are the distinct answers in code order: the categories, in the order of the
    scale where there is one; for a set question the distinct sets, each a sorted JSON array.
    Answers that nobody gave may be among them: an ordinal scale is given, not inferred.
    """

    name: str
    level: Level
    answers: tuple[str, ...]

    @cached_property
    def sets(self) -> tuple[frozenset[str], ...]:
        """The answers of a set question as sets, in code order."""
        if self.level is not Level.SET:
            raise LevelError(f"Question “{self.name}” is {self.level}, so it has no sets.")
        return tuple(frozenset(json.loads(answer)) for answer in self.answers)

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The permitted categories: the answers, or for a set question all members, sorted."""
        if self.level is not Level.SET:
            return self.answers
        return tuple(sorted(frozenset().union(*self.sets))) if self.answers else ()

    @cached_property
    def numbers(self) -> FloatArray:
        """(K,) the answers as numbers; LevelError where one is not a number."""
        try:
            return np.array([float(answer) for answer in self.answers], dtype=np.float64)
        except ValueError as error:
            raise LevelError(
                f"Question “{self.name}” is {self.level}, which needs numbers, but {error}."
                " Choose the level nominal or ordinal for it, or mend the labels."
            ) from None

    def shown(self, code: int) -> str:
        """An answer as a person would write it: a set as its members joined by commas."""
        if code == MISSING:
            return ""
        if self.level is Level.SET:
            return ", ".join(json.loads(self.answers[code])) or "(none)"
        return self.answers[code]


@dataclass(frozen=True)
class Labels:
    """The labels of one question that count, as three parallel arrays of codes (n,)."""

    question: Question
    item: IntArray
    annotator: IntArray
    label: IntArray
    n_items: int
    n_annotators: int

    def __len__(self) -> int:
        return int(self.label.size)


def paired(item: IntArray, annotator: IntArray, n_items: int, n_annotators: int) -> IntArray:
    """(n,) a code for item and annotator together, in the smaller type that holds it."""
    small = n_items * n_annotators <= np.iinfo(np.int32).max
    pair: IntArray = item.astype(np.int32 if small else np.int64)
    pair *= max(n_annotators, 1)
    pair += annotator.astype(pair.dtype, copy=False)
    return pair


def any_twice(codes: IntArray) -> bool:
    """Whether one of the codes comes more than once; sorting is the fastest way to see it."""
    ordered = np.sort(codes)
    return bool((ordered[1:] == ordered[:-1]).any())


@dataclass(frozen=True, eq=False)
class Annotations:
    """A data set: items, annotators, and who said what.

    items        (I rows) ``item_id`` and the item's fields, all text as it came
    annotators   (A rows) ``annotator_id``, ``kind`` ("human" or "model"), attributes
    rounds       names of the rounds in their order; empty where the data know none
    table        (N rows) ``item``, ``annotator``: codes; ``round``: code or -1;
                 ``seconds``: float, NaN unknown; ``time``: datetime64, NaT unknown;
                 ``status``: Status value; ``comment``: text; ``row``: the row in the file as
                 a spreadsheet counts (header = 1), 0 unknown; then what else came with it
    questions    in the order of the file
    labels       question name -> (N,) label codes
    gold         question name -> (I,) label codes; only questions that have gold
    texts        answers in free text, which are shown and not counted: what was asked -> the
                 column of ``table`` that holds them
    spans        parts of the item that were marked: what was asked -> the column of ``table``
                 that holds them, each cell a JSON array of objects, or empty
    """

    items: pd.DataFrame
    annotators: pd.DataFrame
    rounds: tuple[str, ...]
    table: pd.DataFrame
    questions: tuple[Question, ...]
    labels: dict[str, IntArray]
    gold: dict[str, IntArray] = field(default_factory=dict)
    duplicates: Duplicates = Duplicates.LATEST
    texts: dict[str, str] = field(default_factory=dict)
    spans: dict[str, str] = field(default_factory=dict)

    @property
    def n_items(self) -> int:
        return len(self.items)

    @property
    def n_annotators(self) -> int:
        return len(self.annotators)

    @property
    def n_labels(self) -> int:
        """Labels that count, over all questions."""
        return sum(int(self.counted(question.name).sum()) for question in self.questions)

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the item fields."""
        return tuple(name for name in self.items.columns if name != "item_id")

    @cached_property
    def item_ids(self) -> tuple[str, ...]:
        return tuple(self.items["item_id"].tolist())

    @cached_property
    def annotator_ids(self) -> tuple[str, ...]:
        return tuple(self.annotators["annotator_id"].tolist())

    @cached_property
    def item_codes(self) -> dict[str, int]:
        return {item_id: code for code, item_id in enumerate(self.item_ids)}

    @cached_property
    def annotator_codes(self) -> dict[str, int]:
        return {annotator_id: code for code, annotator_id in enumerate(self.annotator_ids)}

    def question(self, name: str) -> Question:
        """The question of that name; NotFoundError names those that exist."""
        for question in self.questions:
            if question.name == name:
                return question
        known = ", ".join(f"“{question.name}”" for question in self.questions)
        raise NotFoundError(f"There is no question “{name}”; the data have {known or 'none'}.")

    def counted(self, name: str, where: BoolArray | None = None) -> BoolArray:
        """(N,) which rows hold a label of this question that counts, among ``where`` if given.

        It was submitted, it is not missing, and where its annotator labelled the item more
        than once among these rows it is the one that ``duplicates`` keeps. So a label that a
        later round replaced still counts within its own round.
        """
        submitted: BoolArray = (self.table["status"] == Status.SUBMITTED).to_numpy(dtype=np.bool_)
        counted: BoolArray = (self.labels[name] != MISSING) & submitted
        if where is not None:
            counted &= where
        if self.duplicates is Duplicates.ALL or not self.has_repeats:
            return counted
        rows = np.flatnonzero(counted)
        if self._timed:
            rows = rows[np.argsort(self._order[rows], kind="stable")]
        wanted: Literal["first", "last"] = (
            "last" if self.duplicates is Duplicates.LATEST else "first"
        )
        import pandas as pd

        others = pd.Series(self._pair[rows]).duplicated(keep=wanted).to_numpy()
        kept = np.zeros(counted.size, dtype=np.bool_)
        kept[rows[~others]] = True
        return kept

    def coded(self, name: str, where: BoolArray | None = None) -> Labels:
        """The labels of a question that count, among the rows ``where`` (N,) if given."""
        keep = self.counted(name, where)
        if keep.all():
            item, annotator = self._item, self._annotator
            label = self.labels[name]
        else:
            item, annotator = self._item[keep], self._annotator[keep]
            label = self.labels[name][keep]
        return Labels(self.question(name), item, annotator, label, self.n_items, self.n_annotators)

    def rows_of_item(self, code: int) -> IntArray:
        """The rows of the table that belong to one item, in the order of the file."""
        return self._by_item[self._item_start[code] : self._item_start[code + 1]]

    def with_duplicates(self, duplicates: Duplicates) -> Annotations:
        """The same data with another rule for repeated labels."""
        return self if duplicates is self.duplicates else replace(self, duplicates=duplicates)

    @cached_property
    def _item(self) -> IntArray:
        return self.table["item"].to_numpy()

    @cached_property
    def _annotator(self) -> IntArray:
        return self.table["annotator"].to_numpy()

    @cached_property
    def _pair(self) -> IntArray:
        """(N,) a code for item and annotator together."""
        return paired(self._item, self._annotator, self.n_items, self.n_annotators)

    @cached_property
    def has_repeats(self) -> bool:
        """Whether somebody labelled an item more than once, in whatever status."""
        return any_twice(self._pair)

    @cached_property
    def _timed(self) -> bool:
        return not bool(self.table["time"].isna().all())

    @cached_property
    def _order(self) -> IntArray:
        """(N,) rank of each row in time; rows without a time come first, in file order."""
        times = self.table["time"].to_numpy().astype("datetime64[us]").astype(np.int64)
        order = np.argsort(times, kind="stable")  # NaT is the smallest integer
        rank = np.empty(order.size, dtype=np.int64)
        rank[order] = np.arange(order.size)
        return rank

    @cached_property
    def _by_item(self) -> IntArray:
        return np.argsort(self._item, kind="stable")

    @cached_property
    def _item_start(self) -> IntArray:
        counts = np.bincount(self._item, minlength=self.n_items)
        return np.concatenate([[0], np.cumsum(counts)])
