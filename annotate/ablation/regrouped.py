"""A question with some of its categories made one, or left out.

Shapes: K answers of the question as it is in the data.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from annotate.annotations import MISSING, IntArray, Labels, Level, Question
from annotate.errors import LevelError, NotFoundError

_JOINT = " + "


@dataclass(frozen=True, eq=False)
class Regrouped:
    """``given`` are the categories that are one each, in the order of the scale.

    What is in no group is left out: such a label does not count, and a set loses the member.
    None is the question as it is.
    """

    question: Question
    given: tuple[tuple[str, ...], ...] | None = None

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The categories that are one each; each by itself where nothing was decided."""
        if self.given is not None:
            return self.given
        return tuple((name,) for name in self.question.categories)

    def merged(self, names: Sequence[str]) -> Regrouped:
        """With these categories as one; on a scale they must lie side by side."""
        touched = sorted({self._group_of(name) for name in names})
        level = self.question.level
        if level.is_numeric:
            raise LevelError(f"“{self.question.name}” has numbers, which cannot be merged.")
        if level is Level.ORDINAL and touched[-1] - touched[0] + 1 != len(touched):
            raise LevelError(
                f"{_listed(names)} do not lie side by side on the scale of “{self.question.name}”,"
                " so they cannot be merged."
            )
        one = tuple(name for at in touched for name in self.groups[at])
        rest = [group for at, group in enumerate(self.groups) if at not in touched]
        rest.insert(touched[0], one)
        return replace(self, given=tuple(rest))

    def coarsened(self, steps: int) -> Regrouped:
        """The scale in so many steps, as even as can be and the same from both ends."""
        size = len(self.question.answers)
        if self.question.level is not Level.ORDINAL or not 1 < steps < size:
            raise LevelError(
                f"“{self.question.name}” is {self.question.level} with {size} categories; only an"
                " ordinal scale can be made coarser, to two steps or more and fewer than it has."
            )
        step = np.floor((np.arange(size) + 0.5) * steps / size).astype(np.int64)
        found = self
        for one in range(steps):
            names = [self.question.answers[at] for at in np.flatnonzero(step == one).tolist()]
            there = [name for name in names if any(name in group for group in self.groups)]
            found = found.merged(there) if len(there) > 1 else found
        return found

    def without(self, names: Sequence[str]) -> Regrouped:
        """Without these categories."""
        for name in names:
            self._group_of(name)
        kept = (tuple(one for one in group if one not in names) for group in self.groups)
        return replace(self, given=tuple(group for group in kept if group))

    def _group_of(self, name: str) -> int:
        for at, group in enumerate(self.groups):
            if name in group:
                return at
        known = ", ".join(self.question.categories[:20])
        raise NotFoundError(
            f"“{name}” is no category of “{self.question.name}”; there are {known or 'none'}."
        )

    @cached_property
    def _recoded(self) -> tuple[Question, IntArray]:
        """The new question and, for each old answer (K,), the new one's code or MISSING."""
        name_of = {name: _JOINT.join(group) for group in self.groups for name in group}
        old = self.question
        if old.level is Level.SET:
            sets = [
                json.dumps(sorted({name_of[one] for one in given if one in name_of}))
                for given in old.sets
            ]
            answers = tuple(sorted(set(sets)))
            place = {answer: code for code, answer in enumerate(answers)}
            return replace(old, answers=answers), np.array([place[each] for each in sets])
        answers = tuple(_JOINT.join(group) for group in self.groups)
        place = {answer: code for code, answer in enumerate(answers)}
        codes = [place[name_of[one]] if one in name_of else MISSING for one in old.answers]
        return replace(old, answers=answers), np.array(codes, dtype=np.int64)

    def labels(self, labels: Labels) -> Labels:
        """The labels in the new categories."""
        if self.given is None:
            return labels
        question, codes = self._recoded
        label = codes[labels.label]
        keep = label != MISSING
        return replace(
            labels,
            question=question,
            item=labels.item[keep],
            annotator=labels.annotator[keep],
            label=label[keep],
        )

    def codes(self, codes: IntArray) -> IntArray:
        """Any codes of old answers as those of the new ones; MISSING stays."""
        if self.given is None:
            return codes
        return np.append(self._recoded[1], MISSING)[codes]


def _listed(names: Sequence[str]) -> str:
    return " and ".join(f"“{name}”" for name in names)
