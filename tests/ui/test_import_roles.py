"""What was changed in the table of columns becomes options of loading, and nothing else does."""

import pytest

from annotate.ui.import_roles import EXTRA, FIELD, GOLD, LABEL, options_of, roles_of

BASE = {"id": "item", "who": "annotator", "tone": LABEL, "text": FIELD, "day": "time", "x": EXTRA}


@pytest.mark.parametrize(
    ("edits", "options"),
    [
        ({}, {}),
        ({"tone": LABEL}, {}),
        ({"x": LABEL}, {"labels": ["tone", "x"]}),
        ({"tone": EXTRA}, {"labels": [], "extras": ["tone"]}),
        ({"text": "item"}, {"item": "text", "fields": []}),
        ({"x": "annotator", "day": "annotator"}, {"annotator": "day"}),
        ({"x": FIELD}, {"fields": ["text", "x"]}),
        ({"day": EXTRA}, {"extras": ["day"]}),
        ({"x": GOLD}, {"gold": "x"}),
    ],
)
def test_only_changes_are_options(edits, options):
    assert options_of(BASE, edits) == options


def test_every_column_of_the_files_has_a_word():
    columns = {
        "item": "id", "annotator": "who", "labels": ["tone"], "gold": {"tone": "truth"},
        "fields": ["text"], "extras": ["x"], "time": "day",
    }  # fmt: skip
    names = ["id", "who", "tone", "truth", "text", "x", "day"]
    assert roles_of(columns, names) == {**BASE, "truth": GOLD}
    assert roles_of({}, ["a"]) == {"a": EXTRA}
