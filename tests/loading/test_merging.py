import pytest

from annotate.annotations import Level
from annotate.errors import LevelError
from annotate.loading import add_labels, read


@pytest.fixture
def coded(as_csv):
    """Annotations from rows of (item, annotator, label, …)."""

    def make(rows, head=("item_id", "annotator_id", "label"), **options):
        return read(("x.csv", as_csv([head, *rows])), **options).annotations

    return make


def said(data, question="label"):
    """What was said, as text."""
    labels = data.coded(question)
    return {
        (data.item_ids[i], data.annotator_ids[a], labels.question.answers[k])
        for i, a, k in zip(labels.item, labels.annotator, labels.label, strict=True)
    }


OLD = [("T1", "ana", "y"), ("T1", "ben", "n"), ("T2", "ana", "n"), ("T2", "ben", "n")]
NEW = [("T2", "chi", "n"), ("T3", "chi", "maybe"), ("T3", "ben", "y"), ("T2", "dee", "y")]


def test_both_hold_what_each_held(coded):
    both = add_labels(coded(OLD), coded(NEW))
    assert said(both) == set(OLD) | set(NEW)
    assert both.item_ids == ("T1", "T2", "T3")
    assert both.annotator_ids == ("ana", "ben", "chi", "dee")
    assert both.table["row"].tolist() == [2, 3, 4, 5, 2, 3, 4, 5]


def test_new_answers_go_to_the_end_and_numbers_to_their_place_on_the_scale(coded):
    assert add_labels(coded(OLD), coded(NEW)).questions[0].answers == ("n", "y", "maybe")
    old = coded([("T1", "a", 2), ("T1", "b", 4), ("T2", "a", 5), ("T2", "b", 2)])
    new = coded(
        [("T1", "c", "3.0"), ("T2", "c", "1"), ("T2", "d", "4.0"), ("T1", "d", "2.0")],
        levels={"label": "ordinal"},
    )
    both = add_labels(old, new)
    assert both.questions[0].answers == ("1", "2", "3.0", "4", "5")
    assert said(both) == {("T1", "a", "2"), ("T1", "b", "4"), ("T2", "a", "5"), ("T2", "b", "2"), ("T1", "c", "3.0"), ("T2", "c", "1"), ("T2", "d", "4"), ("T1", "d", "2")}  # fmt: skip


def test_the_level_that_was_decided_first_stays(coded):
    old = coded([("T1", "a", 1), ("T1", "b", 2), ("T2", "a", 3), ("T2", "b", 2)])
    new = coded([("T1", "c", 1), ("T2", "c", 2), ("T2", "d", 2), ("T1", "d", 1)])
    assert new.questions[0].level is Level.NOMINAL
    assert add_labels(old, new).questions[0].level is Level.ORDINAL


def test_a_single_category_is_a_set_of_one_where_the_question_takes_sets(coded):
    old = coded(
        [("T1", "a", "x, 1|y"), ("T1", "b", "y"), ("T2", "a", "x, 1"), ("T2", "b", "y|x, 1")]
    )
    new = coded([("T1", "c", "x, 1"), ("T2", "c", "y"), ("T1", "d", "y"), ("T2", "d", "y")])
    both = add_labels(old, new)
    assert both.questions[0].categories == ("x, 1", "y")
    with pytest.raises(LevelError, match="but a set question in what is added"):
        add_labels(new, old)


def test_words_have_no_place_on_a_scale(coded):
    old = coded([("T1", "a", 1), ("T1", "b", 2), ("T2", "a", 3), ("T2", "b", 2)])
    with pytest.raises(
        LevelError, match=r"“label” is ordinal with the answers “1”, “2”, “3”.*“maybe”, “n”, “y”"
    ):
        add_labels(old, coded(NEW))


def test_the_new_rows_are_the_new_round_and_the_old_ones_the_round_before(coded):
    both = add_labels(coded(OLD), coded(NEW), round="round 2")
    assert both.rounds == ("round 1", "round 2")
    assert both.table["round"].tolist() == [0] * 4 + [1] * 4
    third = add_labels(both, coded([("T1", "ana", "n"), ("T1", "ben", "y")]), round="round 3")
    assert third.rounds == ("round 1", "round 2", "round 3")
    more = add_labels(third, coded([("T1", "chi", "n"), ("T1", "dee", "y")]), round="round 2")
    assert more.rounds == third.rounds
    assert more.table["round"].tolist()[-2:] == [1, 1]


def test_rounds_of_both_are_kept_by_name_where_no_round_is_named(coded):
    head = ("item_id", "annotator_id", "label", "round")
    old = coded([(*row, "pilot") for row in OLD], head)
    new = coded([(*row, "pilot" if n % 2 else "main") for n, row in enumerate(NEW)], head)
    both = add_labels(old, new)
    assert both.rounds == ("pilot", "main")
    assert both.table["round"].tolist() == [0, 0, 0, 0, 1, 0, 1, 0]
    assert add_labels(coded(OLD), coded(NEW)).table["round"].tolist() == [-1] * 8


def test_new_rows_without_a_round_join_the_last_one_there_is(coded):
    head = ("item_id", "annotator_id", "label", "round")
    old = coded([(*row, n // 2 + 1) for n, row in enumerate(OLD)], head)
    both = add_labels(old, coded(NEW))
    assert both.rounds == ("1", "2")
    assert both.table["round"].tolist() == [0, 0, 1, 1] + [1] * 4
    mixed = coded([(*row, "3" if n else "") for n, row in enumerate(NEW)], head)
    assert add_labels(old, mixed).table["round"].tolist()[4:] == [1, 2, 2, 2]


def test_rows_without_a_round_stand_before_all_rounds(coded):
    head = ("item_id", "annotator_id", "label", "round")
    old = coded([(*row, "pilot" if n > 1 else "") for n, row in enumerate(OLD)], head)
    both = add_labels(old, coded(NEW), round="main")
    assert both.rounds == ("before", "pilot", "main")
    assert both.table["round"].tolist() == [0, 0, 1, 1] + [2] * 4
    more = add_labels(old, coded(NEW), round="pilot")
    assert more.rounds == ("pilot",)
    assert more.table["round"].tolist() == [-1, -1, 0, 0] + [0] * 4


def test_questions_that_one_does_not_have_are_missing_there(coded):
    head = ("item_id", "annotator_id", "label", "topic")
    both = add_labels(coded(OLD), coded([(*row, "ab"[n % 2]) for n, row in enumerate(NEW)], head))
    assert [question.name for question in both.questions] == ["label", "topic"]
    assert both.labels["topic"].tolist() == [-1] * 4 + [0, 1, 0, 1]
    assert both.labels["label"].tolist()[:4] == [1, 0, 0, 0]


def test_fields_gold_and_extras_of_both_are_kept_and_the_first_wins(coded):
    old = coded(
        [(*row, f"text {row[0]}", "y" if row[0] == "T1" else "") for row in OLD],
        ("item_id", "annotator_id", "label", "text", "gold"),
    )
    new = coded([(*row, f"other {row[0]}", "n" if row[0] == "T2" else "maybe", f"10.{n}") for n, row in enumerate(NEW)], ("item_id", "annotator_id", "label", "text", "gold", "ip"))  # fmt: skip
    both = add_labels(old, new)
    assert both.items["text"].tolist() == ["text T1", "text T2", "other T3"]
    answers = both.questions[0].answers
    assert [answers[code] for code in both.gold["label"]] == ["y", "n", "maybe"]
    assert both.table["ip"].tolist()[3:5] == ["", "10.0"]


def test_adding_changes_neither(coded):
    old, new = coded(OLD), coded(NEW)
    add_labels(old, new, round="2")
    assert said(old) == set(OLD)
    assert said(new) == set(NEW)
    assert old.rounds == ()
