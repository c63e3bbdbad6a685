"""Small data sets with everything that a decision may ask for."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from annotate.annotations import Annotations, Duplicates, Level
from tests.conftest import make_data


@st.composite
def small_data(draw, levels=(Level.NOMINAL, Level.ORDINAL), *, repeats=False) -> Annotations:
    """A few items, annotators and answers; gold, seconds, rounds and times for some."""
    level = draw(st.sampled_from(levels))
    k = draw(st.integers(2, 4))
    items, people = draw(st.integers(2, 7)), draw(st.integers(2, 5))
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    there = np.argwhere(rng.random((items, people)) < draw(st.sampled_from([0.5, 0.8, 1.0])))
    ends = np.array([[items - 1, people - 1]])
    rows = np.unique(np.concatenate([there, ends]), axis=0)
    if repeats:
        rows = np.concatenate([rows, rows[rng.random(len(rows)) < 0.3]])
    rng.shuffle(rows)
    n = len(rows)
    data = make_data(
        rows[:, 0],
        rows[:, 1],
        rng.integers(0, k, n),
        n_answers=k,
        level=level,
        gold=rng.integers(-1, k, items),
        rounds=np.append(rng.integers(0, 2, n - 1), 1),
        seconds=np.where(rng.random(n) < 0.2, np.nan, rng.integers(1, 9, n)),
        duplicates=draw(st.sampled_from(list(Duplicates))) if repeats else Duplicates.LATEST,
    )
    times = np.datetime64("2026-03-01", "us") + rng.integers(0, 40, n) * np.timedelta64(1, "D")
    status = np.where(rng.random(n) < 0.1, "skipped", "submitted")
    return replace(data, table=data.table.assign(time=times, status=status))
