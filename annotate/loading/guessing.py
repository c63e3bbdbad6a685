"""Which column is what: by what is given, then by name, then by content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from annotate.annotations import BoolArray
from annotate.errors import ColumnError
from annotate.loading.coded import Coded
from annotate.loading.columns import Columns
from annotate.loading.content import Content, contents, spread
from annotate.loading.given import Given, corrected, given
from annotate.loading.goldlike import is_goldlike
from annotate.loading.identity import identify
from annotate.loading.names import gold_of, plain, preference, says
from annotate.loading.problems import listed
from annotate.loading.questions import Choice, choose
from annotate.loading.table import Table
from annotate.loading.times import read_seconds, read_times
from annotate.loading.wide import refuse_unguessed, refuse_wide
from annotate.loading.wording import KINDS, STATUSES
from annotate.progress import step

_ROWS = 100_000  # enough to see what columns are; whole items are taken
_READABLE = 0.8
_GOLD_SLIPS = 0.2  # of the variation expected by chance: mended and reported, not refused
_GROUPS = 100  # rounds or questions, at most


def guess_columns(
    table: Table,
    *,
    item: str | None = None,
    annotator: str | None = None,
    labels: str | Sequence[str] | None = None,
    gold: str | Mapping[str, str] | None = None,
    fields: Sequence[str] | None = None,
    extras: Sequence[str] | None = None,
    **roles: str | None,
) -> Columns:
    """What each column is; a role that is given is kept, the others are guessed around it.

    ``roles`` are round, seconds, time, comment, kind, status and question. ``gold`` is a column
    or a mapping from question to column. The columns of a tool's export are not guessed. Raises ColumnError if a named column does not exist,
    or if no item, annotator or label column can be found; it says how to name one.
    """
    found = given(
        table,
        item=item,
        annotator=annotator,
        labels=labels,
        gold=gold,
        fields=fields,
        extras=extras,
        roles=roles,
    )
    if table.known is not None:
        return corrected(table.known.columns, found)
    step(0.6, "Looking at the columns")
    free = [name for name in table.columns if name not in found.taken]
    try:
        item_name, annotator_name = identify(table, found.item, found.annotator, free)
    except ColumnError:
        if found.annotator is None:
            refuse_unguessed(table, free)
        raise
    if found.annotator is None:
        refuse_wide(table, item_name, annotator_name, free)
    sample = _sample(table, item_name)
    free = [name for name in free if name not in (item_name, annotator_name)]
    choice = _Guess(sample, item_name, annotator_name, found, free).columns()
    return replace(
        choice, fields=_in_order(table, choice.fields), extras=_in_order(table, choice.extras)
    )


def _sample(table: Table, item: str) -> Table:
    """The table, or of a long one the rows of the first items."""
    if len(table) <= _ROWS:
        return table
    codes = table.coded(item).codes
    last = int(np.searchsorted(np.cumsum(np.bincount(codes)), _ROWS))
    return table.taken(np.flatnonzero(codes <= last))


def _in_order(table: Table, names: tuple[str, ...]) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(name for name in table.columns if name in wanted)


@dataclass
class _Guess:
    """One pass over the columns that are neither item nor annotator."""

    table: Table
    item: str
    annotator: str
    given: Given
    free: list[str]

    def __post_init__(self) -> None:
        self.facts: dict[str, Content] = contents(self.table, tuple(self.free))
        self.roles: dict[str, Any] = dict(self.given.roles)

    def columns(self) -> Columns:
        for role in ("kind", "status", "round", "time", "seconds"):
            self._take(role)
        if "question" not in self.roles:
            self._take_question()
        self._take("comment")
        gold = self._gold_candidates()
        choice = self._questions([name for name in self.free if name not in gold])
        matched, unused = self._gold(gold, choice.labels)
        rest = (*choice.fields, *choice.extras)
        # What may be gold is never a field, or readers would see it beside the item; a column
        # with a doubtful name and none of the answers of a question is about the item.
        extra_fields = tuple(
            name
            for name in unused
            if self._within_items(name) and not self._may_be_gold(name, choice)
        )
        rest_extras = tuple(name for name in unused if name not in extra_fields)
        fields = (*choice.fields, *extra_fields, *(self.given.fields or ()))
        extras = (*choice.extras, *rest_extras, *(self.given.extras or ()))
        if self.given.fields is not None and self.given.extras is None:
            fields, extras = self.given.fields, (*rest, *unused)
        return Columns(
            item=self.item,
            annotator=self.annotator,
            labels=choice.labels,
            gold=matched,
            fields=fields,
            extras=extras,
            **self.roles,
        )

    def _codes(self, name: str) -> Coded:
        return self.table.coded(name)

    def _within_items(self, name: str) -> bool:
        items = self._codes(self.item)
        found = spread(self._codes(name), items.codes, len(items.values))
        return found.constant or not found.n_compared

    def _may_be_gold(self, name: str, choice: Choice) -> bool:
        return is_goldlike(name, self._question_names(choice.labels)) or any(
            set(self.facts[name].values) <= set(self.facts[label].values) for label in choice.labels
        )

    def _sometimes_blank(self, name: str) -> bool:
        """Whether some rows of an item have a text and others have none, as comments do."""
        items, coded = self._codes(self.item), self._codes(name)
        filled = Coded((~coded.blank)[coded.codes].astype(np.int32), pd.Series(["no", "yes"]))
        return spread(filled, items.codes, len(items.values)).n_differ > 0

    def _take(self, role: str) -> None:
        """Give a role to the best free column whose name and content speak for it."""
        if role in self.roles:
            return
        named = [name for name in self.free if says(role, name) and self._fits(role, name)]
        if named:
            best = min(named, key=lambda n: (-says(role, n), preference(role, n)))
            self.roles[role] = best
            self.free.remove(best)

    def _fits(self, role: str, name: str) -> bool:
        fact = self.facts[name]
        plain_words = {value.strip().casefold() for value in fact.values[:200]}
        tests: dict[str, Callable[[], bool]] = {
            "kind": lambda: plain_words <= KINDS.keys(),
            "status": lambda: plain_words <= STATUSES.keys(),
            "round": lambda: fact.n_distinct <= _GROUPS and not fact.unique,
            "seconds": lambda: _share_read(~np.isnan(read_seconds(fact.values[:200], 1.0))),
            "time": lambda: _share_read(~np.isnat(read_times(fact.values[:200]))),
            "comment": lambda: not self._within_items(name) or self._sometimes_blank(name),
        }
        return bool(fact.values) and tests[role]()

    def _take_question(self) -> None:
        """Find the column that names the question, in a table with one row a label.

        Its values must tell apart the rows that one annotator has on one item. The table that
        ``convert`` writes is known by its names even if it has one question.
        """
        named = [name for name in self.free if says("question", name)]
        for name in sorted(named, key=lambda name: -says("question", name)):
            fact = self.facts[name]
            converted = plain(name) == "question" and "label" in self.free and fact.length < 40
            whole = fact.n_filled == len(self.table) or (converted and self._nothing_asked(name))
            if fact.n_distinct > _GROUPS or fact.is_text or not whole:
                continue
            if (converted and fact.n_distinct == 1) or self._tells_apart(name):
                self.roles["question"] = name
                self.free.remove(name)
                return

    def _nothing_asked(self, name: str) -> bool:
        """Whether rows without a question have no label either, as those of skipped items."""
        asked, label = self._codes(name), self._codes("label")
        return not (asked.blank[asked.codes] & ~label.blank[label.codes]).any()

    def _tells_apart(self, name: str) -> bool:
        items, who, asked = (self._codes(c) for c in (self.item, self.annotator, name))
        pair = items.codes.astype(np.int64) * len(who.values) + who.codes
        pairs = np.unique(pair).size
        threes = np.unique(pair * len(asked.values) + asked.codes).size
        rows = len(self.table)
        return pairs < 0.75 * rows and threes > 0.9 * rows

    def _questions(self, free: list[str]) -> Choice:
        converted = self.roles.get("question") == "question" and "label" in free
        given = self.given.labels or (("label",) if converted else ())
        choice = choose(
            self.table, self.item, self.annotator, {name: self.facts[name] for name in free}, given
        )
        if "question" in self.roles and len(choice.labels) > 1:
            outright = [name for name in choice.labels if says("label", name) == 2]
            label = (given or outright or choice.labels)[0]
            others = tuple(name for name in choice.labels if name != label)
            choice = Choice((label,), choice.fields, (*choice.extras, *others))
        if not choice.labels and len(free) == 1 and self.facts[free[0]].n_distinct == 1:
            # Everybody said the same, and there is nothing else that they could have said it in.
            choice = Choice((free[0],), (), ())
        if not choice.labels:
            raise ColumnError(
                f"In “{self.table.name}” no column could be recognised as the label. “{self.item}” was"
                f" taken as item and “{self.annotator}” as annotator; the other columns are"
                f" {listed(list(self.facts), most=40) or 'none'}. Say which it is with --label NAME, or choose"
                " it on the import page."
            )
        return choice

    def _gold_candidates(self) -> list[str]:
        """Columns that are named for gold and hardly vary where gold must not."""
        items = self._codes(self.item)
        groups, size = items.codes.astype(np.int64), len(items.values)
        if "question" in self.roles:
            asked = self._codes(self.roles["question"])
            groups, size = groups * len(asked.values) + asked.codes, size * len(asked.values)
        found = []
        for name in self.free:
            marked = says("gold", name) or gold_of(name, self.free)
            if marked and self.facts[name].values:
                within = spread(self._codes(name), groups, size)
                found += [name] if within.ratio <= _GOLD_SLIPS else []
        return found

    def _gold(
        self, candidates: list[str], labels: tuple[str, ...]
    ) -> tuple[dict[str, str], list[str]]:
        """Question -> its gold column, and candidates that fit no question."""
        questions = self._question_names(labels)
        given = self.given.gold
        if isinstance(given, Mapping):
            return dict(given), candidates
        if given and "question" in self.roles:
            return dict.fromkeys(questions, given), candidates
        if given:
            return {
                _only_question(given, questions, self._fitting(given, labels)): given
            }, candidates
        if "question" in self.roles and candidates:
            # One column of gold beside one column of labels is the gold of each row's question.
            return dict.fromkeys(questions, candidates[0]), candidates[1:]
        matched: dict[str, str] = {}
        unused = []
        for name in candidates:
            of = gold_of(name, questions)
            fitting = [of] if of else self._fitting(name, labels)
            if len(fitting) == 1 and fitting[0] not in matched:
                matched[fitting[0]] = name
            else:
                unused.append(name)
        return matched, unused

    def _question_names(self, labels: tuple[str, ...]) -> tuple[str, ...]:
        if "question" in self.roles:
            return tuple(v for v in self._codes(self.roles["question"]).values if v.strip())
        return labels

    def _fitting(self, gold: str, labels: tuple[str, ...]) -> list[str]:
        """The questions whose labels the values of a gold column may be."""
        questions = self._question_names(labels)
        if len(questions) == 1:
            return list(questions)
        named = gold_of(gold, questions)
        if named:
            return [named]
        values = set(Content(self._codes(gold)).values)
        return [q for q in questions if values <= set(Content(self._codes(q)).values)]


def _share_read(read: BoolArray) -> bool:
    return bool(read.mean() >= _READABLE)


def _only_question(gold: str, questions: tuple[str, ...], fitting: list[str]) -> str:
    if len(fitting) == 1:
        return fitting[0]
    raise ColumnError(
        f"Column “{gold}” was named as gold, but it is not clear of which question. The questions"
        f" are {listed(list(questions))}. Call it gold_{questions[0]} or the like in the file, or name"
        " the question as well."
    )
