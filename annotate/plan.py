"""What files would make of a project, known before anything is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from annotate.annotations import Annotations
from annotate.loading import (
    LABELS_CORRECTED,
    Loaded,
    Problem,
    Report,
    add_labels,
    corrected,
    correction_notes,
    merge_notes,
)
from annotate.loading.problems import amount, listed
from annotate.workspace import Entry, Kind, Standing, effect


class How(StrEnum):
    """What files become: a new project, an addition to one, or its labels anew."""

    NEW = "new"
    ROUND = "round"
    MORE = "more"
    GOLD = "gold"
    CORRECTED = "corrected"


@dataclass(frozen=True, eq=False)
class Plan:
    """An import into a project that holds labels, worked out and not yet done.

    ``report`` is that on the files, with what they change in the project.
    """

    how: How
    before: Annotations
    after: Annotations
    report: Report

    @property
    def changes(self) -> str:
        """What the project will hold, in a sentence."""
        parts = [
            _will_be(self.before.n_items, self.after.n_items, "item"),
            _will_be(self.before.n_annotators, self.after.n_annotators, "annotator"),
            _will_be(self.before.n_labels, self.after.n_labels, "label"),
        ]
        if self.after.gold:
            parts.append(_will_be(_n_gold(self.before), _n_gold(self.after), "gold answer"))
        rounds = [name for name in self.after.rounds if name not in self.before.rounds]
        new = f" New rounds: {listed(rounds)}." if rounds else ""
        return f"The project will hold {', '.join(parts)}.{new}"

    @property
    def corrections(self) -> str:
        """How many labels stay, change, go and come, where a file takes the place of others."""
        found = [one.message for one in self.report.problems if one.code == LABELS_CORRECTED]
        return " ".join(found)

    def effect(self, entries: Sequence[Entry]) -> Standing:
        """What the reviewer said that would no longer fit."""
        return effect(entries, self.before, self.after)


def planned(data: Annotations, loaded: Loaded, how: How) -> Plan:
    """What the files would make of a project that holds ``data``.

    Raises LevelError where their labels do not fit its questions.
    """
    notes: tuple[Problem, ...] = ()
    if how is How.GOLD:
        after = loaded.annotations
    elif how is How.CORRECTED:
        after = corrected(data, loaded.annotations)
        notes = correction_notes(data, loaded.annotations)
    else:
        name = _round_of(data, loaded, how)
        notes = merge_notes(data, loaded.annotations, round=name)
        after = add_labels(data, loaded.annotations, round=name)
    report = replace(loaded.report, problems=(*loaded.report.problems, *notes))
    return Plan(how, data, after, report)


_SAID = {
    Kind.VERDICT: "verdict",
    Kind.EXEMPLARY: "exemplary mark",
    Kind.MESSAGE: "message",
    Kind.ERROR_TYPE: "error type",
    Kind.PROPOSAL: "proposed change",
    Kind.RULE: "cited rule",
    Kind.NOTE: "note",
    Kind.TAG: "tag",
    Kind.FLAG: "flag",
    Kind.RULING: "ruling",
    Kind.ANSWER: "answer of yours",
    Kind.AGAIN: "repeated answer",
    Kind.READ: "reading",
    Kind.LETTER: "letter",
}


def standing_in_words(found: Standing, *, will: bool) -> list[str]:
    """Sentences on what does not fit, or with ``will`` what will not; none where all does."""
    gone = [entry.key.kind for entry in found.gone]
    otherwise = [one.entry.key.kind for one in found.relabelled]
    lines = []
    if gone:
        kept = "It is kept, and fits" if len(gone) == 1 else "They are kept, and fit"
        lines.append(
            f"{_counted(gone)} {_be(gone, will=will)} about something that is no longer in the"
            f" data. {kept} again when it comes back."
        )
    if otherwise:
        lines.append(
            f"{_counted(otherwise)} {_be(otherwise, will=will)} about a label that reads otherwise"
            " than when it was judged, to be looked at again."
        )
    return lines


def _be(some: Sequence[Kind], *, will: bool) -> str:
    return "will be" if will else "is" if len(some) == 1 else "are"


def _n_gold(data: Annotations) -> int:
    return sum(int((codes >= 0).sum()) for codes in data.gold.values())


def _will_be(before: int, after: int, what: str) -> str:
    now = "" if before == after else f" (now {before:,})"
    return f"{amount(after, what)}{now}"


def _counted(kinds: Sequence[Kind]) -> str:
    """“3 verdicts, 1 note”."""
    counts = Counter(_SAID.get(kind, "other entry") for kind in kinds)
    return ", ".join(
        amount(n, what, "answers of yours" if what == "answer of yours" else None)
        if what != "other entry"
        else amount(n, what, "other entries")
        for what, n in counts.items()
    )


def _round_of(data: Annotations, loaded: Loaded, how: How) -> str | None:
    """The name of the round that labels are added as; None where they say it themselves."""
    if how is not How.ROUND or set(loaded.annotations.rounds) - set(data.rounds):
        return None
    return _next_round(data.rounds)


def _next_round(rounds: Sequence[str]) -> str:
    """A name for the round after these, in their style: 3 after 1 and 2, else “round 3”."""
    number = max(len(rounds), 1) + 1
    return str(number) if rounds and all(name.isdigit() for name in rounds) else f"round {number}"
