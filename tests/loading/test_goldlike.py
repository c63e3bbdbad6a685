"""Gold that is none, gold that contradicts gold, and gold of which nobody said of what."""

import pytest

from annotate.errors import ColumnError
from annotate.loading import add_gold, guess_columns, open_table, read

HEAD = ["item_id", "annotator_id", "label"]


@pytest.fixture
def labels(as_csv, crossed):
    return ("labels.csv", as_csv([HEAD, *crossed("yn")]))


@pytest.fixture
def two(as_csv, crossed):
    """Two questions with the same answers, and more columns from (item,)."""

    def make(**more):
        rows = [
            [*row, "yn"[n % 3 % 2], *(value(row[0]) for value in more.values())]
            for n, row in enumerate(crossed("yn"))
        ]
        return (
            "two.csv",
            as_csv([["item_id", "annotator_id", "tone", "topic", *more], *rows]),
        )

    return make


def problems(report):
    return {problem.code: problem for problem in report.problems}


def test_labels_are_not_taken_for_gold(as_csv, crossed, labels):
    data = read(labels).annotations
    table = open_table(as_csv([HEAD, *crossed("ny")]), "round2.csv")
    with pytest.raises(ColumnError, match=r"looks like labels, not gold: “annotator_id” holds"):
        add_gold(data, table)
    bare = open_table(as_csv([[r[0], r[2]] for r in [HEAD, *crossed("ny")]]), "bare.csv")
    with pytest.raises(ColumnError, match=r"not gold: .* several rows that differ in “label”"):
        add_gold(data, bare)
    joined, report = add_gold(data, table, gold="label")
    assert problems(report)["gold_varies"].count > 0
    assert (joined.gold["label"] >= 0).all()


def test_a_file_of_gold_may_say_which_annotator_decided(as_csv, labels):
    rows = [["item_id", "gold", "expert"], *([f"T{n}", "yn"[n % 2], "ana"] for n in range(6))]
    joined, _ = add_gold(read(labels).annotations, open_table(as_csv(rows), "gold.csv"))
    assert joined.gold["label"].tolist()[:3] == [1, 0, 1]


def test_a_slip_in_a_file_of_gold_is_reported_and_not_refused(as_csv, labels):
    rows = [["item_id", "gold"], *([f"T{n}", "y"] for n in range(12) for _ in "12"), ["T0", "n"]]
    joined, report = add_gold(read(labels).annotations, open_table(as_csv(rows), "gold.csv"))
    assert problems(report)["gold_varies"].rows == (26,)
    assert joined.gold["label"][0] == 1


def test_a_report_on_gold_names_only_the_columns_there_are(as_csv, labels):
    table = open_table(as_csv([["item_id", "gold"], ["T0", "y"]]), "gold.csv")
    text = add_gold(read(labels).annotations, table)[1].to_text()
    assert "Columns: item: item_id; gold of label: gold." in text


def test_gold_that_contradicts_what_was_there_counts_and_is_told(as_csv, labels):
    data = read(labels).annotations
    rows = [["item_id", "gold"], *([f"T{n}", "y"] for n in range(4))]
    data, _ = add_gold(data, open_table(as_csv(rows), "a.csv"))
    again = [["item_id", "gold"], ["T0", "y"], ["T1", "n"], ["T2", "maybe"], ["T3", ""]]
    joined, report = add_gold(data, open_table(as_csv(again), "b.csv"))
    assert joined.gold["label"].tolist()[:5] == [1, 0, 1, 1, -1]
    problem = problems(report)["gold_conflicts"]
    assert (problem.rows, problem.count) == ((3,), 1)
    assert "1 item had other gold for “label” before; the gold in “gold” of b.csv counts" in (
        problem.message
    )


def test_of_gold_with_the_labels_and_gold_in_a_file_the_file_counts(as_csv, crossed):
    one = ("labels.csv", as_csv([[*HEAD, "gold"], *([*row, "y"] for row in crossed("yn"))]))
    two = ("gold.csv", as_csv([["item_id", "gold"], ["T0", "n"], ["T1", "y"]]))
    found = read([one, two])
    assert found.annotations.gold["label"].tolist()[:3] == [0, 1, 1]
    assert "of gold.csv counts" in problems(found.report)["gold_conflicts"].message


def test_gold_of_no_certain_question_is_never_shown_with_the_item(two):
    found = read(two(gold=lambda item: "yn"[int(item[1:]) % 2]))
    assert found.annotations.fields == ()
    assert found.annotations.gold == {}
    problem = problems(found.report)["gold_unassigned"]
    assert problem.severity == "problem"
    assert "Call it gold_tone" in problem.message


def test_gold_of_no_certain_question_in_a_file_of_its_own_is_left_out(as_csv, two):
    gold = ("gold.csv", as_csv([["item_id", "gold", "text"], ["T0", "y", "a"], ["T1", "n", "b"]]))
    found = read([two(), gold])
    assert found.annotations.fields == ("text",)
    assert problems(found.report)["gold_unassigned"].rows == (2, 3)


def test_gold_that_was_not_chosen_is_no_field_either(as_csv, crossed):
    rows = [[*row, "y", "n"] for row in crossed("yn")]
    table = ("x.csv", as_csv([[*HEAD, "gold", "truth"], *rows]))
    found = read(table, gold="truth")
    assert found.annotations.fields == ()
    assert "choose it with --gold gold" in problems(found.report)["gold_unassigned"].message
    extras = guess_columns(open_table(table[1], "x.csv"), gold={"label": "gold"}).extras
    assert extras == ("truth",)


def test_gold_of_another_question_than_the_one_chosen_is_told(two):
    made = two(gold_tone=lambda item: "y", gold_topic=lambda item: "n")
    found = read(made, gold={"tone": "gold_tone"})
    assert list(found.annotations.gold) == ["tone"]
    assert found.annotations.fields == ()
    assert "“gold_topic” of two.csv" in problems(found.report)["gold_unassigned"].message


def test_a_column_with_a_doubtful_name_and_other_texts_is_a_field(two):
    found = read(two(reference=lambda item: f"the sentence that {item} refers to"))
    assert found.annotations.fields == ("reference",)
    assert "gold_unassigned" not in problems(found.report)
