"""Small tables of labels, as bytes."""

import csv
import io
from collections.abc import Callable, Sequence

import pytest

from annotate.loading import Table, open_table

Rows = Sequence[Sequence[object]]


def _as_csv(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


@pytest.fixture
def as_csv() -> Callable[..., bytes]:
    """Rows as the bytes of a CSV file."""
    return _as_csv


@pytest.fixture
def table() -> Callable[[Rows], Table]:
    """Rows as a table."""
    return lambda rows, name="labels.csv": open_table(_as_csv(rows), name)


@pytest.fixture
def crossed() -> Callable[..., list[list[object]]]:
    """Twelve items by four annotators, with the answers in turn; rows without a header."""

    def make(answers: Sequence[object], items: int = 12) -> list[list[object]]:
        people = ("ana", "ben", "chi", "dee")
        return [
            [f"T{item}", who, answers[(item * 3 + place * (1 + item % 3)) % len(answers)]]
            for item in range(items)
            for place, who in enumerate(people)
        ]

    return make
