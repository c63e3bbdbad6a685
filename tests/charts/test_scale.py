"""A value on a scale stands above bands that are named by their authors."""

import pytest

from annotate.charts import Band, scale

ROWS = [
    ("Krippendorff (2004)", (Band(0.0, 0.667, "too low", 0), Band(0.667, 1.0, "more", 2))),
    ("Landis and Koch (1977)", (Band(0.0, 1.0, "all"),)),
]


def drawn(value, ends, theme="light"):
    return scale(value, ends, ROWS, theme=theme, name="alpha", shown="0.60").to_dict()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_rows_are_the_value_and_then_each_author(theme):
    chart = drawn(0.6, (0.5, 0.7), theme)
    order = ["alpha", "Krippendorff (2004)", "Landis and Koch (1977)"]
    assert all(layer["encoding"]["y"]["sort"] == order for layer in chart["layer"])


def test_the_axis_has_ticks_at_the_cut_offs_alone():
    axis = drawn(0.6, (0.5, 0.7))["layer"][0]["encoding"]["x"]["axis"]
    assert axis["values"] == [0.0, 0.667, 1.0]


def test_a_value_below_zero_widens_the_scale():
    domain = drawn(-0.1, (-0.3, 0.1))["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert domain == [-0.3, 1.0]


def test_a_value_without_an_interval_is_a_dot():
    chart = drawn(0.6, None)
    (point,) = chart["datasets"][chart["layer"][2]["data"]["name"]]
    assert point["low"] == point["high"] == point["value"] == 0.6
