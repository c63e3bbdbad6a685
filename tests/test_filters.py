"""Rows are chosen by what is said of them; what nobody says is an error that names what is."""

from io import BytesIO

import pytest

import annotate
from annotate.annotations import Annotations
from annotate.errors import NotFoundError
from annotate.filters import filter_names, rows_where

CSV = b"""item,annotator,label,lang,round,team
a,Ada,yes,en,1,x
a,Ben,no,en,1,y
b,Ada,yes,de,2,x
b,Ben,yes,de,2,y
c,Ada,no,fr,2,x
"""


@pytest.fixture
def data() -> Annotations:
    file = BytesIO(CSV)
    file.name = "labels.csv"
    return annotate.load(file)


@pytest.mark.parametrize(
    ("conditions", "rows"),
    [
        ([("lang", "en")], [0, 1]),
        ([("lang", "en"), ("lang", "fr")], [0, 1, 4]),
        ([("round", "2")], [2, 3, 4]),
        ([("annotator_id", "Ben")], [1, 3]),
        ([("team", "x"), ("round", "2")], [2, 4]),
        ([("item_id", "b")], [2, 3]),
        ([], [0, 1, 2, 3, 4]),
    ],
)
def test_every_name_chooses(conditions: list, rows: list[int], data: Annotations) -> None:
    assert rows_where(data, conditions).nonzero()[0].tolist() == rows


def test_names_that_can_be_asked_for_are_those_that_work(data: Annotations) -> None:
    names = filter_names(data)
    assert names[0] == "round"
    assert {"annotator_id", "item_id", "lang", "team"} <= set(names)
    with pytest.raises(NotFoundError, match="nothing called “nope”"):
        rows_where(data, [("nope", "1")])


@pytest.mark.parametrize("name", ["lang", "round", "annotator_id"])
def test_a_value_that_nothing_has_is_an_error(name: str, data: Annotations) -> None:
    with pytest.raises(NotFoundError, match=f"No “{name}” is “zz”"):
        rows_where(data, [(name, "zz")])
