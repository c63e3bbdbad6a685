"""A distribution shows everybody once, the marked ones with a number beside their colour."""

import numpy as np
import pandas as pd

from annotate.charts import distribution

WORDS = ("as the others", "agrees less")


def rows_of(chart, layer):
    spec = chart.to_dict()
    return pd.DataFrame(spec["datasets"][spec["layer"][layer]["data"]["name"]])


def drawn(values, marked):
    return distribution(
        np.array(values), np.array(marked), theme="dark", title="alpha", words=WORDS
    )


def test_everybody_with_a_value_is_counted_once():
    rng = np.random.default_rng(0)
    values, marked = rng.normal(size=500), rng.random(500) < 0.1
    values[:7] = np.nan
    counted = rows_of(drawn(values, marked), 0).groupby("who")["count"].sum()
    known = np.isfinite(values)
    assert counted.to_dict() == {
        WORDS[0]: int((known & ~marked).sum()),
        WORDS[1]: int((known & marked).sum()),
    }


def test_the_marked_stand_on_top_of_the_others_and_are_counted_in_words():
    chart = drawn([0.1, 0.1, 0.1, 0.9], [True, False, False, False])
    rows = rows_of(chart, 0)
    first = rows[rows["low"] == rows["low"].min()].set_index("who")
    assert first.loc[WORDS[1], "from"] == first.loc[WORDS[0], "to"] == 2
    assert rows_of(chart, 1)["label"].tolist() == ["▼ 1"]


def test_values_that_are_all_undefined_are_an_empty_chart():
    assert rows_of(drawn([np.nan, np.nan], [False, False]), 0)["count"].sum() == 0
