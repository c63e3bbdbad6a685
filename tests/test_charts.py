"""Charts are valid Vega-Lite, clickable, and readable in both themes."""

import pandas as pd
import pytest

from annotate.charts import Axes, heatmap, whiskers

CELLS = pd.DataFrame(
    {
        "row": ["a", "a", "b", "b"],
        "column": ["a", "b", "a", "b"],
        "value": [0, 1, 2, 9],
        "shown": list("0129"),
    }
)
ROWS = pd.DataFrame(
    {
        "name": ["Ana"],
        "value": [0.8],
        "low": [0.7],
        "high": [0.9],
        "shown": ["80%"],
        "quiet": [False],
    }
)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_heatmap_says_its_numbers_and_can_be_clicked(theme):
    chart = heatmap(
        CELLS, Axes("said", "others said", ["a", "b"], ["a", "b"]), theme=theme
    ).to_dict()
    assert any(param["name"] == "cell" for param in chart["params"])
    marks = [layer["mark"]["type"] for layer in chart["layer"]]
    assert marks == ["rect", "text"]


def test_a_heatmap_of_many_categories_leaves_out_the_words():
    many = [str(number) for number in range(40)]
    cells = pd.DataFrame({"row": many, "column": many, "value": 1, "shown": "1"})
    chart = heatmap(cells, Axes("said", "others said", many, many), theme="light").to_dict()
    assert [layer["mark"]["type"] for layer in chart["layer"]] == ["rect"]


def test_an_empty_heatmap_is_a_chart_too():
    heatmap(CELLS.iloc[:0], Axes("said", "others said", [], []), theme="light").to_dict()


def test_whiskers_keep_the_order_they_are_given_and_draw_the_cut_offs():
    chart = whiskers(ROWS, theme="dark", title="value", rules=((0.8, "reliable"),)).to_dict()
    assert [layer["mark"]["type"] for layer in chart["layer"]] == ["rule", "rule", "point"]
    assert chart["layer"][2]["encoding"]["y"]["sort"] == ["Ana"]
