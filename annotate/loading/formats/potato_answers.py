"""What the labels of Potato mean: choices, ratings of several things, texts, numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotate.annotations import Level
from annotate.loading.formats.cells import text_of
from annotate.loading.formats.documents import Json
from annotate.loading.formats.rows import Row
from annotate.loading.numbers import number

_TEXTS = frozenset({"text_box", "free_response", "bad_text"})
_NUMBERS = frozenset({"slider", "number", "range", "vas"})
_VALUES = frozenset({"select-one", "selected"})  # the value is the category
_SCALE = "scale_"  # before the step of a scale in Potato 1
_TICKED = frozenset({"true", "on", "1", "checked"})


@dataclass
class Schemas:
    """What was seen of each schema, to tell afterwards what kind of question it is.

    held  schema -> label -> the values that it held
    """

    levels: dict[str, Level] = field(default_factory=dict)
    held: dict[str, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )

    def settled(self, rows: Sequence[Row]) -> list[Row]:
        """The rows, with labels that turned out to hold texts or ratings put as such."""
        for name in [name for name in self.held if self._are_values(name)]:
            for row in rows:
                _as_values(row, name, row.labels.get(name, {}))
        return list(rows)

    def _are_values(self, name: str) -> bool:
        """Whether the labels of a schema are names of fields, each with many values."""
        return any(len(values) > 1 for values in self.held[name].values())


def put_labels(row: Row, labels: Mapping[str, Mapping[str, Json]], schemas: Schemas) -> None:
    """Put the labels of an annotation into its row."""
    for schema, some in labels.items():
        for label, value in some.items():
            _put(row, schema, label, text_of(value), schemas)


def _put(row: Row, schema: str, label: str, value: str, schemas: Schemas) -> None:
    if label in _TEXTS:
        if value:
            row.texts[schema] = value
    elif label in _NUMBERS:
        schemas.levels[schema] = Level.INTERVAL
        row.answers[schema] = value
    elif label in _VALUES:
        row.answers[schema] = value
    elif value.strip():
        row.labels.setdefault(schema, {})[label] = value
        if _is_own(label, value):
            value = ""
        schemas.held[schema][label].add(value)
        step = label.removeprefix(_SCALE)
        answer = step if step != label and number(step) is not None else label
        earlier = row.answers.get(schema, ())
        row.answers[schema] = [*([earlier] if isinstance(earlier, str) else earlier), answer]


def _is_own(label: str, value: str) -> bool:
    """Whether a value only says again that its label was chosen."""
    return value == label or value.endswith(f":::{label}") or value.lower() in _TICKED


def _as_values(row: Row, name: str, labels: Mapping[str, str]) -> None:
    """Labels as fields of one schema: each a question of its own, with its value as the answer."""
    row.answers.pop(name, None)
    for label, value in labels.items():
        row.answers[f"{name}: {label}"] = value
