"""All annotators in one pass are each of them alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from annotate.ablation import Base, View
from annotate.ablation.compared import ALPHA
from annotate.ablation.everybody import without_each
from annotate.agreement.options import Options
from annotate.annotations import MISSING, Annotations, Level
from tests.ablation.small_data import small_data
from tests.conftest import crowd, make_data

OPTIONS = Options(replicates=0, coefficients=(ALPHA,))


@settings(max_examples=60)
@given(small_data((Level.NOMINAL, Level.ORDINAL, Level.INTERVAL), repeats=True))
def test_each_row_is_that_of_the_annotator_alone(data: Annotations) -> None:
    base = Base.of(View.of(data, "tone"), OPTIONS)
    for row in without_each(base):
        alone = base.compared(row.decisions)
        assert (row.n_labels, row.n_items) == (alone.n_labels, alone.n_items)
        same = {"abs": 1e-9, "nan_ok": True}
        assert row.agreement.value == pytest.approx(alone.agreement.value, **same)
        for kind in ("changed", "lost", "gained"):
            assert getattr(row.flips, kind).tolist() == getattr(alone.flips, kind).tolist()
        for end in ("first", "second", "value", "low", "high"):
            assert getattr(row.reference, end) == pytest.approx(
                getattr(alone.reference, end), **same
            )


def test_gold_that_nobody_ever_gave_is_met_by_no_consensus() -> None:
    """Found by chance: its code was taken for the first answer of the next pattern of counts."""
    data = make_data([0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2], [1, 1, 2, 1, 1, 3], n_answers=4)
    gold = np.array([0, MISSING])
    base = Base.of(View.of(replace(data, gold={"tone": gold}), "tone"), OPTIONS)
    rows = without_each(base)
    for row in rows:
        alone = base.compared(row.decisions)
        assert (row.reference.first, row.reference.second) == (0.0, 0.0)
        assert alone.reference.first == 0.0


@pytest.mark.parametrize("level", [Level.NOMINAL, Level.ORDINAL, Level.INTERVAL])
def test_the_interval_in_one_pass_is_that_of_leaving_out_items(level: Level) -> None:
    """So many replicates are not drawn, so that single rows take the jackknife over items."""
    item, annotator, label, _ = crowd(400, np.linspace(0.5, 0.95, 8), n_answers=4, seed=3)
    data = make_data(item, annotator, label, n_answers=4, level=level)
    base = Base.of(View.of(data, "tone"), Options(replicates=10**9, coefficients=(ALPHA,)))
    for row in without_each(base):
        alone = base.compared(row.decisions).agreement
        width = alone.high - alone.low
        assert row.agreement.high - row.agreement.low == pytest.approx(width, rel=0.02)
        assert row.agreement.low == pytest.approx(alone.low, abs=0.02 * width)
