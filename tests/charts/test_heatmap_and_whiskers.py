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
    assert [layer["mark"]["type"] for layer in chart["layer"]] == [
        "rule",
        "rule",
        "point",
        "bar",
    ]
    assert chart["layer"][2]["encoding"]["y"]["sort"] == ["Ana"]


def test_a_row_that_stands_out_has_a_shape_and_a_word_beside_its_colour():
    rows = pd.concat([ROWS, ROWS.assign(name="Ben")], ignore_index=True)
    rows["note"] = ["", "▼ agrees less"]
    chart = whiskers(rows, theme="light", title="value").to_dict()
    assert [layer["mark"]["type"] for layer in chart["layer"]] == ["rule", "point", "text", "bar"]
    assert chart["layer"][1]["encoding"]["shape"]["condition"]["value"] == "triangle-down"


def test_a_second_and_a_third_number_of_a_row_are_a_stroke_and_a_ring():
    chart = whiskers(ROWS.assign(tick=0.5, ring=0.6), theme="light", title="value").to_dict()
    marks = [layer["mark"]["type"] for layer in chart["layer"]]
    assert marks == ["rule", "tick", "point", "point", "bar"]


def test_a_click_on_a_row_tells_the_fields_that_are_asked_for():
    rows = ROWS.assign(first="Ana", second="Ben")
    chart = whiskers(rows, theme="dark", title="kappa", fields=("first", "second")).to_dict()
    (row,) = [param for param in chart["params"] if param["name"] == "row"]
    assert row["select"]["fields"] == ["first", "second"]


def test_many_rows_are_drawn_closer_and_still_as_svg():
    many = pd.concat([ROWS.assign(name=f"a{n}") for n in range(500)], ignore_index=True)
    few_high = whiskers(ROWS, theme="light", title="value").to_dict()["height"]["step"]
    chart = whiskers(many, theme="light", title="value").to_dict()
    assert chart["height"]["step"] < few_high
    assert chart["usermeta"]["embedOptions"]["renderer"] == "svg"
