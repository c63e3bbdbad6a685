"""Columns that the user named, and what is said when they cannot be found."""

import itertools
import random

import pytest

from annotate.errors import ColumnError
from annotate.loading import guess_columns

PEOPLE = ("ana", "ben", "chi", "dee")
ITEMS = tuple(f"T{n}" for n in range(30))


@pytest.fixture
def long(table):
    """A table with one row a label; ``more`` makes further columns from (row, item, annotator)."""

    def make(names, answer=None, **more):
        chance = random.Random(7)
        answer = answer or (lambda: chance.choice(["yes", "no", "maybe"]))
        rows = [
            [item, who, answer(), *(value(n, item, who) for value in more.values())]
            for n, (item, who) in enumerate(itertools.product(ITEMS, PEOPLE))
        ]
        return table([[*names, *more], *rows])

    return make


def test_what_is_given_is_kept_and_the_rest_is_guessed_around_it(long):
    made = long(
        ("item_id", "worker", "label"),
        other=lambda n, item, who: "ab"[n * 3 % 2],
        note=lambda n, i, w: f"n{n}",
    )
    found = guess_columns(made, labels=["other"], comment="label")
    assert (found.labels, found.comment) == (("other",), "label")


def test_a_name_differing_in_case_is_forgiven(long):
    assert guess_columns(long(("Item", "Worker", "Label")), item="item", labels="label").labels == (
        "Label",
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"item": "nope"},
            "no column “nope” to take as item. Its columns are “item_id”, “worker”, “label”",
        ),
        ({"labels": ["tone"]}, "no column “tone” to take as label"),
        ({"gold": "truth"}, "no column “truth”"),
        ({"item": "label", "labels": ["label"]}, "named both as item and as label"),
        ({"colour": "label"}, "no role “colour”"),
    ],
)
def test_a_wrong_name_is_answered_with_what_exists(long, given, sentence):
    with pytest.raises(ColumnError, match=sentence.replace(".", r"\.")):
        guess_columns(long(("item_id", "worker", "label")), **given)


def test_where_no_annotator_is_found_the_error_says_how_to_name_one(table):
    rows = [[f"T{n}", f"a text {n}", "yes"] for n in range(20)]
    with pytest.raises(
        ColumnError,
        match=r"who labelled it \(the annotator\).*“text_id”, “text”, “label”.*--annotator NAME",
    ):
        guess_columns(table([["text_id", "text", "label"], *rows]))


def test_a_column_for_each_annotator_is_not_taken_for_a_long_table(table):
    rows = [[f"T{n}", "yn"[n % 2], "yn"[n % 3 % 2], "y"] for n in range(20)]
    with pytest.raises(ColumnError, match="one row a label"):
        guess_columns(table([["item", "ana", "ben", "chi"], *rows]))


def test_where_no_label_is_found_the_error_says_how_to_name_one(table):
    rows = [[f"T{n}", who, f"free text {n} {who}"] for n in range(20) for who in PEOPLE]
    with pytest.raises(
        ColumnError, match=r"as the label.*“item_id” was taken as item.*“remarks”.*--label NAME"
    ):
        guess_columns(table([["item_id", "worker", "remarks"], *rows]))
