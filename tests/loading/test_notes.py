"""What is said before labels are added to a project."""

import pytest

from annotate.errors import LevelError
from annotate.loading import add_labels, merge_notes, read

HEAD = ("item_id", "annotator_id", "label")
OLD = [("T1", "ana", "y"), ("T1", "ben", "n"), ("T2", "ana", "n"), ("T2", "ben", "n")]
NEW = [("T2", "chi", "n"), ("T3", "chi", "y"), ("T3", "ben", "y"), ("T2", "dee", "y")]


@pytest.fixture
def coded(as_csv):
    """Annotations from rows of (item, annotator, label, …)."""

    def make(rows, head=HEAD, **options):
        return read(("x.csv", as_csv([head, *rows])), **options).annotations

    return make


def notes(first, second, **options):
    return {problem.code: problem for problem in merge_notes(first, second, **options)}


def test_where_nothing_contradicts_nothing_is_said(coded):
    assert merge_notes(coded(OLD), coded(NEW)) == ()


def test_another_level_is_told_and_the_first_is_kept(coded):
    numbers = [(item, who, n % 2) for n, (item, who, _) in enumerate(OLD)]
    old = coded(numbers, levels={"label": "nominal"})
    new = coded(
        [(item, who, n % 2) for n, (item, who, _) in enumerate(NEW)], levels={"label": "interval"}
    )
    problem = notes(old, new)["level_differs"]
    assert (
        "nominal in the project and interval in the new file; it stays nominal" in problem.message
    )
    assert add_labels(old, new).questions[0].level == "nominal"


def test_new_categories_are_told_with_their_rows(coded):
    problem = notes(coded(OLD), coded([*NEW, ("T4", "ana", "Y"), ("T4", "ben", "Y")]))[
        "new_categories"
    ]
    assert (problem.severity, problem.rows, problem.count) == ("problem", (6, 7), 2)
    assert "“Y”" in problem.message


def test_new_members_of_sets_are_told_but_not_new_combinations(coded):
    options = {"levels": {"label": "set"}}
    old = coded([(i, w, "a|b" if a == "y" else "b") for i, w, a in OLD], **options)
    new = coded(
        [("T3", "a", "a"), ("T3", "b", "a|b"), ("T4", "a", "b|c"), ("T4", "b", "b")], **options
    )
    problem = notes(old, new)["new_categories"]
    assert (problem.rows, "“c”" in problem.message) == ((4,), True)


def test_new_and_absent_questions_are_told(coded):
    new = coded([(*row, "ab"[n % 2]) for n, row in enumerate(NEW)], ("item_id", "annotator_id", "tone", "topic"))  # fmt: skip
    found = notes(coded(OLD), new)
    assert "“tone”, “topic”" in found["new_questions"].message
    assert found["new_questions"].count == 4
    assert (found["absent_questions"].severity, found["absent_questions"].rows) == ("note", ())


@pytest.mark.parametrize(
    ("rule", "words"), [("latest", "the latest counts"), ("all", "all of them count")]
)
def test_labels_of_pairs_that_were_labelled_are_told(coded, rule, words):
    new = coded([*NEW, ("T1", "ana", "n"), ("T1", "ben", "")])
    problem = notes(coded(OLD, duplicates=rule), new)["labels_replaced"]
    assert (problem.rows, problem.count, problem.severity) == ((6,), 1, "problem")
    assert f"1 pair of annotator and item. Of these labels {words}" in problem.message


def test_in_a_new_round_labelling_again_is_only_a_note(coded):
    new = coded([*NEW, ("T1", "ana", "n")])
    assert notes(coded(OLD), new, round="2")["labels_replaced"].severity == "note"


def test_contradicting_fields_attributes_and_gold_are_told(coded):
    head = (*HEAD, "text", "gold", "team")
    old = coded([(i, w, a, f"text {i}", "y", f"team {w}") for i, w, a in OLD], head)
    new = coded([(i, w, a, f"other {i}", "n", f"team {w}") for i, w, a in [*NEW, ("T4", "ana", "n"), ("T5", "ana", "n")]], head)  # fmt: skip
    found = notes(old, new)
    assert (found["item_differs"].rows, found["item_differs"].count) == ((2, 5), 2)
    assert "“text” of 1 item is not the same" in found["item_differs"].message
    assert found["gold_conflicts"].rows == (2, 5)
    assert "the gold of the project counts" in found["gold_conflicts"].message
    assert add_labels(old, new).items["text"].tolist()[1] == "text T2"
    assert "annotator_differs" not in found


def test_a_file_that_says_nothing_of_models_does_not_contradict(coded):
    old = coded([(*row, "model") for row in OLD], (*HEAD, "annotator_kind"))
    assert "annotator_differs" not in notes(old, coded([*NEW, ("T9", "ana", "y")]))


def test_what_cannot_be_added_is_refused_as_when_adding(coded):
    old = coded([("T1", "a", 1), ("T1", "b", 2), ("T2", "a", 3), ("T2", "b", 2)])
    with pytest.raises(LevelError, match="no place among them"):
        merge_notes(old, coded(NEW))
