"""Label Studio: JSON exports and snapshots, a list of tasks with their annotations.

A result is one answer or one marked region, named by ``from_name``. What an answer looks like
is in ``label_studio_values``; the flat exports (JSON_MIN, CSV, TSV) are in ``label_studio_flat``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotate.loading.formats.cells import id_of, listed_in, object_in, objects_in, text_of
from annotate.loading.formats.documents import Document, Record
from annotate.loading.formats.keys import own_key
from annotate.loading.formats.label_studio_people import People, people_in
from annotate.loading.formats.label_studio_values import Questions, put_results
from annotate.loading.formats.rows import Row
from annotate.loading.formats.sheet import Sheet
from annotate.loading.problems import Problem, amount


def claims(document: Document) -> bool:
    """Whether it is a list of tasks with results."""
    tasks = document.sample
    return bool(tasks) and all(_is_task(task) for task in tasks)


def _is_task(task: Record) -> bool:
    annotations = task.get("annotations", task.get("completions"))
    if not isinstance(annotations, list) or not isinstance(task.get("data"), dict):
        return False
    return all("result" in one for one in objects_in(annotations))


def read(documents: Sequence[Document], helpers: Sequence[Document]) -> Sheet:
    """The rows of all annotations, drafts and predictions."""
    tasks = [task for document in documents for task in objects_in(document.records)]
    export = _Export(tasks, people_in(helpers))
    rows = list(export.rows())
    return Sheet(
        "Label Studio",
        documents,
        rows,
        levels=export.questions.levels,
        orders=export.questions.orders(rows),
        problems=export.problems(),
        item=export.key or "id",
    )


@dataclass
class _Export:
    """The tasks of an export on their way to rows."""

    tasks: Sequence[Record]
    people: People
    questions: Questions = field(default_factory=Questions)
    bare: int = 0
    numbers_only: int = 0

    def __post_init__(self) -> None:
        self.key = own_key([object_in(task.get("data")) for task in self.tasks])
        self._seen: set[tuple[str, str]] = set()

    def rows(self) -> Iterator[Row]:
        for task in self.tasks:
            found = [row for row in self._of_task(task) if row is not None]
            self.bare += not found
            yield from found

    def _of_task(self, task: Record) -> Iterator[Row | None]:
        data = object_in(task.get("data"))
        item = id_of(data.get(self.key)) if self.key else id_of(task.get("id"))
        fields = {name: text_of(value) for name, value in data.items() if name != self.key}
        fields |= {
            name: text_of(value)
            for name, value in object_in(task.get("meta")).items()
            if name not in fields
        }
        for one in objects_in(task.get("annotations", task.get("completions"))):
            yield self._annotation(item, fields, one, task)
        for one in objects_in(task.get("drafts")):
            yield self._draft(item, fields, one)
        for guess in listed_in(task.get("predictions")):
            if isinstance(guess, dict):
                yield self._prediction(item, fields, guess)
            else:
                self.numbers_only += 1

    def _annotation(
        self, item: str, fields: Mapping[str, str], one: Record, task: Record
    ) -> Row | None:
        if self._is_again(one, task):
            return None
        row = Row(item, self.people.name(one.get("completed_by")), fields=fields)
        row.status = "skipped" if one.get("was_cancelled") is True else "submitted"
        self._fill(row, one)
        if one.get("ground_truth") is True:
            row.gold = dict(row.answers)
        changed = text_of(one.get("updated_by"))
        if changed and changed != text_of(one.get("completed_by")):
            row.extras = {**row.extras, "updated_by": self.people.name(one.get("updated_by"))}
        return row

    def _is_again(self, one: Record, task: Record) -> bool:
        """Whether this annotation came before, from another export of the same project."""
        mark = (text_of(task.get("project", one.get("project"))), text_of(one.get("id")))
        again = bool(mark[1]) and mark in self._seen
        self._seen.add(mark)
        return again

    def _draft(self, item: str, fields: Mapping[str, str], one: Record) -> Row:
        who = self.people.name(one.get("user", one.get("completed_by")))
        row = Row(item, who, fields=fields, status="draft")
        self._fill(row, one)
        return row

    def _prediction(self, item: str, fields: Mapping[str, str], one: Record) -> Row:
        row = Row(item, text_of(one.get("model_version")) or "model", fields=fields, kind="model")
        self._fill(row, one)
        row.extras = {name: text_of(one.get(name)) for name in ("score",) if one.get(name)}
        return row

    def _fill(self, row: Row, one: Record) -> None:
        row.seconds = text_of(one.get("lead_time"))
        row.time = text_of(one.get("created_at"))
        put_results(row, objects_in(one.get("result")), self.questions)
        extras = {"annotation_id": id_of(one.get("id"))} if "completed_by" in one else {}
        edited = one.get("updated_at")
        row.extras = {**extras, "updated_at": text_of(edited)} if edited else extras

    def problems(self) -> list[Problem]:
        found = self.people.problems()
        if self.bare:
            message = f"{amount(self.bare, 'task')} without annotations left out."
            found.append(Problem("no_annotations", "note", message, count=self.bare))
        if self.numbers_only:
            message = (
                f"{amount(self.numbers_only, 'prediction')} in the file"
                f" {'is' if self.numbers_only == 1 else 'are'} only numbers of predictions. To have"
                " the labels of the models too, make a snapshot with predictions in Label Studio."
            )
            found.append(Problem("predictions_missing", "note", message, count=self.numbers_only))
        return found
