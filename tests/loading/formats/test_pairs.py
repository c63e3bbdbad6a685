"""Comparisons as crowd-kit takes them."""

import pytest


@pytest.mark.parametrize("who", ["worker", "performer"])
def test_a_pair_is_an_item_and_the_answer_is_the_side_that_won(as_table, rows, who):
    data = as_table([who, "left", "right", "label"], ["w1", "A", "B", "B"], ["w2", "A", "B", "A"])
    assert rows(pairs__csv=data) == [
        ("A | B", "w1", "winner", "right", "submitted"),
        ("A | B", "w2", "winner", "left", "submitted"),
    ]


@pytest.mark.parametrize("who", ["worker", "performer"])
def test_labels_as_crowd_kit_takes_them_need_no_format(as_table, rows, who):
    cells = [[f"t{n}", w, "yes" if n % 2 else "no"] for n in range(6) for w in ("a", "b", "c")]
    found = rows(frame__csv=as_table(["task", who, "label"], *cells))
    assert found[0] == ("t0", "a", "label", "no", "submitted")
    assert len(found) == 18
