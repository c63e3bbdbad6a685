from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from annotate.annotations import Labels, Level, Question

MakeLabels = Callable[..., Labels]


@pytest.fixture
def make_labels() -> MakeLabels:
    """(item, annotator, answer) triples, as codes, to Labels."""

    def make(triples: list[tuple[int, int, int]], n_answers: int = 3) -> Labels:
        codes = np.array(triples, dtype=np.int64).reshape(-1, 3)
        item, annotator, label = codes.T
        question = Question("tone", Level.NOMINAL, tuple("abcdefghij"[:n_answers]))
        return Labels(
            question,
            item,
            annotator,
            label,
            int(item.max(initial=-1)) + 1,
            int(annotator.max(initial=-1)) + 1,
        )

    return make
