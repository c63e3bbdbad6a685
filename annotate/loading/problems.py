"""What the checks found: each problem with the rows where it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import Any, Literal

Severity = Literal["problem", "note"]

ROWS_KEPT = 100
ROWS_SHOWN = 5
NAMES_SHOWN = 30


@dataclass(frozen=True)
class Problem:
    """One thing that the user should know about what was loaded.

    ``code`` names the kind of problem for programs, ``message`` says it to people.
    ``rows`` are rows as a spreadsheet counts them (header = 1), the first hundred of
    ``count``. Where several files were joined, ``files`` says for each row in which it is.
    ``question`` is the one that it is about, where it is about one.
    A "problem" asks for a decision or a repair; a "note" says how something was understood.
    """

    code: str
    severity: Severity
    message: str
    rows: tuple[int, ...] = ()
    count: int = 0
    files: tuple[str, ...] = ()
    question: str = ""

    def to_text(self) -> str:
        """The message with the first rows."""
        where = rows_text(self.rows, self.count, self.files)
        return f"{self.message} ({where})" if where else self.message

    def to_json(self) -> dict[str, Any]:
        """The problem as plain JSON values."""
        return asdict(self) | {"rows": list(self.rows), "files": list(self.files)}


def rows_text(rows: Sequence[int], count: int = 0, files: Sequence[str] = ()) -> str:
    """Rows as a person would list them: “rows 3, 9 and 41 more”; empty if there are none."""
    if not rows:
        return ""
    shown = rows[:ROWS_SHOWN]
    more = max(count, len(rows)) - len(shown)
    names = files[: len(shown)] or [""] * len(shown)
    parts = []
    for name, group in groupby(zip(shown, names, strict=True), key=lambda pair: pair[1]):
        numbers = [f"{row:,}" for row, _ in group]
        text = f"{'row' if len(numbers) == 1 and not more else 'rows'} {', '.join(numbers)}"
        parts.append(f"{text} of {name}" if name else text)
    return "; ".join(parts) + (f" and {more:,} more" if more > 0 else "")


def amount(number: int, one: str, many: str | None = None) -> str:
    """A count with its noun: “1 row”, “1,204 rows”."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str], most: int = 8) -> str:
    """Names in quotation marks, joined by commas; the first few of very many."""
    shown = ", ".join(f"“{shortened(name)}”" for name in names[:most])
    more = len(names) - most
    return f"{shown} and {more:,} more" if more > 0 else shown


def shortened(text: str, most: int = 60) -> str:
    """A text on one line, cut where it is too long to be quoted in a sentence."""
    line = " ".join(text.split()) if len(text) <= 2 * most else " ".join(text[: 2 * most].split())
    return line if len(line) <= most else line[: most - 1] + "…"


@dataclass(frozen=True)
class FileSummary:
    """How one file was read; ``tool`` is what it is an export of, empty for plain tables."""

    name: str
    encoding: str
    delimiter: str
    n_rows: int
    tool: str = ""

    def to_text(self) -> str:
        """The file in a sentence."""
        if self.tool:
            rows = amount(self.n_rows, "annotation")
            return f"Read from {self.name}, an export of {self.tool}: {rows}."
        cells = f", cells separated by {self.delimiter}" if self.delimiter else ""
        return f"Read from {self.name}: {amount(self.n_rows, 'row')}, {self.encoding}{cells}."


@dataclass(frozen=True)
class QuestionSummary:
    """What is known of one question.

    ``categories`` are the permitted categories in their order; ``n_labels`` counts the labels
    that count, ``n_missing`` the annotations without an answer, ``n_gold`` the items with gold.
    """

    name: str
    level: str
    categories: tuple[str, ...]
    n_labels: int
    n_missing: int
    n_gold: int

    def to_text(self) -> str:
        """The question in a few words: “tone: nominal, 3 categories”."""
        if self.level in {"interval", "ratio"}:
            kinds = amount(len(self.categories), "value")
        else:
            kinds = amount(len(self.categories), "category", "categories")
        return f"{self.name}: {self.level}, {kinds}"


@dataclass(frozen=True)
class Report:
    """What was understood of the files, and every problem found."""

    files: tuple[FileSummary, ...]
    columns: dict[str, Any]
    n_items: int
    n_annotators: int
    n_annotations: int
    questions: tuple[QuestionSummary, ...]
    rounds: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def n_labels(self) -> int:
        """Labels that count, over all questions."""
        return sum(question.n_labels for question in self.questions)

    @property
    def summary(self) -> str:
        """One sentence: how many of what."""
        shown = [question.to_text() for question in self.questions[:NAMES_SHOWN]]
        questions = "; ".join(shown) + ("; …" if len(self.questions) > NAMES_SHOWN else "")
        if len(self.questions) == 1:
            asked = f"one question ({questions})"
        else:
            asked = f"{len(self.questions)} questions ({questions})"
        counts = (
            amount(self.n_items, "item"),
            amount(self.n_annotators, "annotator"),
            amount(self.n_labels, "label"),
            asked,
        )
        return ", ".join(counts) + "."

    def of(self, severity: Severity) -> tuple[Problem, ...]:
        """The problems of one severity."""
        return tuple(problem for problem in self.problems if problem.severity == severity)

    def to_text(self) -> str:
        """The whole report as calm plain text, most important first."""
        lines = [self.summary, ""]
        lines += [file.to_text() for file in self.files]
        lines += list(_roles(self.columns, self.attributes))
        if self.rounds:
            lines.append(f"Rounds in order: {', '.join(self.rounds)}.")
        for title, severity in _TITLES:
            found = self.of(severity)
            if found:
                lines += ["", title, *(f"- {problem.to_text()}" for problem in found)]
        if not self.problems:
            lines += ["", "No problems found."]
        return "\n".join(lines) + "\n"

    def to_json(self) -> dict[str, Any]:
        """The whole report as plain JSON values."""
        return {
            "summary": self.summary,
            "files": [asdict(file) for file in self.files],
            "columns": self.columns,
            "counts": {
                "items": self.n_items,
                "annotators": self.n_annotators,
                "annotations": self.n_annotations,
                "labels": self.n_labels,
            },
            "questions": [
                asdict(question) | {"categories": list(question.categories)}
                for question in self.questions
            ],
            "rounds": list(self.rounds),
            "attributes": list(self.attributes),
            "problems": [problem.to_json() for problem in self.problems],
        }


_TITLES: tuple[tuple[str, Severity], ...] = (
    ("To look at:", "problem"),
    ("For your information:", "note"),
)

ROLE_WORDS = {
    "item": "item",
    "annotator": "annotator",
    "question": "name of the question",
    "round": "round",
    "seconds": "seconds",
    "time": "time",
    "comment": "comment",
    "kind": "kind of annotator",
    "status": "status",
}


def _roles(columns: dict[str, Any], attributes: Sequence[str]) -> list[str]:
    """Lines that say which column was taken for what."""
    single = [f"{word}: {columns[role]}" for role, word in ROLE_WORDS.items() if columns.get(role)]
    if columns["labels"]:
        single.insert(2, f"label: {', '.join(columns['labels'][:NAMES_SHOWN])}")
    single += [f"gold of {question}: {column}" for question, column in columns["gold"].items()]
    lines = [f"Columns: {'; '.join(single)}."] if single else []
    extras = [name for name in columns["extras"] if name not in attributes]
    for words, names in (
        ("Fields of the items", columns["fields"]),
        ("Attributes of the annotators", attributes),
        ("Kept with each annotation", extras),
        ("Answers in free text", columns.get("texts", ())),
        ("Marked parts of the items", columns.get("spans", ())),
    ):
        if names:
            more = f" and {len(names) - NAMES_SHOWN:,} more" if len(names) > NAMES_SHOWN else ""
            lines.append(f"{words}: {', '.join(names[:NAMES_SHOWN])}{more}.")
    return lines
