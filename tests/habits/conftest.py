from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotate.annotations import Annotations
from annotate.comparison import compare
from annotate.habits import Habit, habits

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))


@pytest.fixture(scope="session")
def found() -> Callable[[Annotations], list[tuple[Habit, ...]]]:
    """The habits of each annotator, by code."""

    def look(data: Annotations) -> list[tuple[Habit, ...]]:
        return habits(data, {q.name: compare(data, q.name) for q in data.questions})

    return look
