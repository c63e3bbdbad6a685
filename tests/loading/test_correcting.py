"""A corrected file takes the place of the labels, and what only the project knew stays."""

import pytest

from annotate.errors import LevelError
from annotate.loading import corrected, correction_notes, read
from annotate.loading.correcting import Differing, differing

HEAD = "item_id,annotator_id,tone,text,gold,round\n"
OLD = HEAD + (
    "1,ana,calm,one,calm,a\n1,ben,angry,one,calm,a\n2,ana,calmm,two,,b\n2,ben,calm,two,,b\n"
    "3,ana,angry,three,angry,b\n"
)
NEW = "item_id,annotator_id,tone\n1,ana,calm\n1,ben,calm\n2,ana,calm\n4,ben,angry\n"


def loaded(rows, **options):
    return read([("labels.csv", rows.encode())], **options).annotations


def test_the_labels_are_those_of_the_new_file_and_nothing_misspelt_stays():
    data = corrected(loaded(OLD), loaded(NEW))
    assert data.item_ids == ("1", "2", "4")
    assert data.question("tone").answers == ("angry", "calm")
    assert [data.question("tone").answers[code] for code in data.labels["tone"]] == [
        "calm",
        "calm",
        "calm",
        "angry",
    ]


def test_fields_gold_and_rounds_that_the_new_file_does_not_name_stay():
    data = corrected(loaded(OLD), loaded(NEW))
    assert data.items["text"].tolist() == ["one", "two", ""]
    assert [data.question("tone").shown(code) for code in data.gold["tone"]] == ["calm", "", ""]
    assert data.rounds == ("a", "b")
    assert data.table["round"].tolist() == [0, 0, 1, 1]


def test_what_the_new_file_names_counts():
    rows = NEW.splitlines()
    new = loaded("\n".join([f"{rows[0]},round", *(f"{row},x" for row in rows[1:])]), round="round")
    assert corrected(loaded(OLD), new).rounds == new.rounds


def test_how_many_labels_differ_is_told_before():
    old, new = loaded(OLD), loaded(NEW)
    assert differing(old, new) == Differing(same=1, other=2, gone=2, new=1)
    said = {note.code: note.message for note in correction_notes(old, new)}
    assert said["labels_corrected"] == (
        "Of the 5 labels that are there, 1 stay, 2 change and 2 go. New: 1."
    )
    assert said["items_gone"] == "1 item will no longer be there: “3”."
    assert "annotators_gone" not in said


def test_the_same_file_again_changes_nothing():
    old = loaded(OLD)
    again = corrected(old, loaded(OLD))
    assert differing(old, again) == Differing(same=5, other=0, gone=0, new=0)
    assert again.items.equals(old.items)
    assert again.gold["tone"].tolist() == old.gold["tone"].tolist()


SCALE = "item_id,annotator_id,care\n" + "".join(
    f"{n},{who},{label}\n" for n in range(4) for who, label in (("ana", "low"), ("ben", "hihg"))
)


def test_a_scale_keeps_its_order_without_the_step_that_was_corrected_away():
    order = {"care": ("low", "mid", "hihg", "high")}
    old = loaded(SCALE, levels={"care": "ordinal"}, orders=order)
    new = loaded(
        SCALE.replace("hihg", "high"),
        levels={"care": "ordinal"},
        orders={"care": ("high", "low")},
    )
    data = corrected(old, new)
    assert data.question("care").answers == ("low", "mid", "high")
    assert data.question("care").answers[data.labels["care"][0]] == "low"


def test_an_answer_without_a_place_on_the_scale_is_refused():
    old = loaded(SCALE, levels={"care": "ordinal"}, orders={"care": ("low", "hihg")})
    new = loaded(
        SCALE.replace("hihg", "huge"),
        levels={"care": "ordinal"},
        orders={"care": ("low", "huge")},
    )
    with pytest.raises(LevelError, match="huge"):
        corrected(old, new)
