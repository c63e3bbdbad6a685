"""A table with one column per annotator is told from one with one row a label."""

import random

import pytest

from annotate.errors import ColumnError
from annotate.loading import guess_columns

SENTENCE = "one column per annotator.*one row a label.*Leave the roles out"


def wide(names, answers, rows=60, **more):
    chance = random.Random(4)
    head = ["item_id", *more, *names]
    return [
        head,
        *(
            [
                f"T{n}",
                *(make(n) for make in more.values()),
                *(chance.choice(answers) for _ in names),
            ]
            for n in range(rows)
        ),
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("annotator_1", "annotator_2", "annotator_3"),
        ("ann1", "ann2", "ann3"),
        ("Rater A", "Rater B"),
        ("Alice", "Bob"),
        ("ana", "ben", "chi", "dee"),
        ("label_1", "label_2", "label_3"),
        ("worker1_label", "worker2_label"),
    ],
)
@pytest.mark.parametrize(
    "answers", [("pos", "neg", "neu"), ("yes", "no"), "12345", tuple(map(str, range(101)))]
)
def test_annotators_side_by_side_are_refused(table, names, answers):
    with pytest.raises(ColumnError, match="one row a label"):
        guess_columns(table(wide(names, answers)))
    shown = {"text": lambda n: f"text {n} of many", "source": lambda n: "ab"[n % 2]}
    with pytest.raises(ColumnError, match="one row a label"):
        guess_columns(table(wide(names, answers, **shown)))


@pytest.mark.parametrize(
    "rows",
    [
        ["item_id,ann1,ann2,ann3", "1,yes,no,yes", "2,no,no,no", "3,yes,yes,no"],
        ["text,Alice,Bob", "t1,yes,no", "t2,no,no", "t3,yes,yes"],
        ["item_id,annotator_1,annotator_2,annotator_3", "1,a,b,a", "2,b,b,a", "3,c,c,c", "4,a,a,b"],
    ],
)
def test_a_few_rows_are_enough_to_see_it(table, rows):
    with pytest.raises(ColumnError, match=SENTENCE):
        guess_columns(table([row.split(",") for row in rows]))


def test_columns_that_are_named_are_believed(table):
    made = table(wide(("annotator_1", "annotator_2", "annotator_3"), ("pos", "neg", "neu")))
    found = guess_columns(
        made, item="item_id", annotator="annotator_1", labels=["annotator_2", "annotator_3"]
    )
    assert found.annotator == "annotator_1"


def test_it_is_said_of_annotators_by_name_and_not_of_questions_to_one_annotator(table):
    with pytest.raises(ColumnError, match="one column per annotator: “ana”, “ben”, “chi”"):
        guess_columns(table(wide(("ana", "ben", "chi"), ("yes", "no", "no", "no"))))
    with pytest.raises(ColumnError, match=r"who labelled it \(the annotator\)"):
        guess_columns(table(wide(("label_tone", "label_topic"), ("yes", "no", "no", "no"))))


@pytest.mark.parametrize("names", [("item_id", "annotator_id"), ("a", "b"), ("doc", "user")])
@pytest.mark.parametrize("people", [("ana", "ben", "chi"), ("1", "2", "3")])
def test_a_long_table_with_several_questions_of_the_same_answers_is_none(table, names, people):
    chance = random.Random(2)
    rows = [
        [str(row), f"T{item}", who, *(chance.choice("123") for _ in range(4))]
        for row, (item, who) in enumerate((i, w) for i in range(30) for w in people)
    ]
    head = ["row", *names, "clarity", "tone", "logic", "care"]
    found = guess_columns(table([head, *rows]))
    assert (found.item, found.annotator) == names
    assert found.labels == ("clarity", "tone", "logic", "care")
