"""Each kind of problem is told with exactly the rows where it is."""

import pytest

from annotate.annotations import Level
from annotate.errors import DataError
from annotate.loading import read

HEAD = ["item_id", "annotator_id", "label"]


def loaded(rows, as_csv, **options):
    return read(("labels.csv", as_csv(rows)), **options)


def problems(report):
    return {problem.code: problem for problem in report.problems}


def test_rows_without_an_id_are_left_out_and_told(as_csv, crossed):
    rows = crossed("yn")
    rows[3][0], rows[5][1], rows[6][1] = "", " ", ""
    found = loaded([HEAD, *rows], as_csv)
    assert problems(found.report)["missing_item_id"].rows == (5,)
    assert problems(found.report)["missing_annotator_id"].rows == (7, 8)
    assert len(found.annotations.table) == 45
    assert 5 not in found.annotations.table["row"].tolist()


def test_empty_labels_are_told_with_their_rows_and_count_for_nothing(as_csv, crossed):
    rows = crossed("yn")
    rows[0][2], rows[10][2] = "", "  "
    found = loaded([HEAD, *rows], as_csv)
    assert problems(found.report)["empty_label"].rows == (2, 12)
    assert found.annotations.counted("label").sum() == 46
    assert found.annotations.questions[0].answers == ("n", "y")


def test_repeated_labels_are_told_with_all_their_rows(as_csv, crossed):
    rows = [*crossed("yn"), ["T0", "ana", "n"]]
    found = loaded([HEAD, *rows], as_csv)
    problem = problems(found.report)["repeated_labels"]
    assert (problem.severity, problem.rows, problem.count) == ("problem", (2, 50), 2)
    assert "choose first, latest or all" in problem.message


@pytest.mark.parametrize(
    ("rule", "answers"),
    [("first", ["y"]), ("latest", ["n"]), ("all", ["y", "m", "n"]), (None, ["n"])],
)
def test_the_rule_says_which_repeated_label_counts(as_csv, rule, answers):
    rows = [["T0", "ana", "y", "2024-01-01"], ["T0", "ana", "n", "2024-01-03"], ["T0", "ana", "m", "2024-01-02"], ["T1", "ben", "y", ""]]  # fmt: skip
    data = loaded(
        [[*HEAD, "timestamp"], *rows], as_csv, duplicates=rule, item="item_id"
    ).annotations
    counted = data.labels["label"][data.counted("label")][:-1]
    assert sorted(data.questions[0].answers[code] for code in counted) == sorted(answers)


def test_without_times_the_later_row_is_the_latest(as_csv, crossed):
    rows = [["T0", "ana", "x"], *crossed("yn")[1:], ["T0", "ana", "z"]]
    data = loaded([HEAD, *rows], as_csv).annotations
    kept = data.table["row"].to_numpy()[data.counted("label")]
    assert 2 not in kept
    assert 50 in kept


def test_an_unknown_rule_is_answered_with_those_there_are(as_csv, crossed):
    with pytest.raises(DataError, match=r"no rule “best”.*first, latest, all"):
        loaded([HEAD, *crossed("yn")], as_csv, duplicates="best")


def test_categories_that_differ_in_case_blanks_or_width_are_told_at_the_rarer_spelling(
    as_csv, crossed
):
    rows = crossed(["Yes", "No"])
    rows[4][2], rows[7][2], rows[9][2] = "yes", "Yes ", "Ｎｏ"
    problem = problems(loaded([HEAD, *rows], as_csv).report)["similar_categories"]
    assert problem.rows == tuple(sorted({6, 9, 11}))
    assert "“No” and “Ｎｏ”" in problem.message


def test_similar_members_of_sets_are_told(as_csv, crossed):
    rows = crossed(["a|b", "b", "a", "b|c", "c"])
    rows[2][2] = "A|b"
    assert problems(loaded([HEAD, *rows], as_csv, levels={"label": "set"}).report)[
        "similar_categories"
    ].rows == (4,)


def test_annotators_that_may_be_the_same_are_told(as_csv, crossed):
    rows = crossed("yn")
    rows[0][1] = "Ana"
    rows[4][1] = "ana "
    problem = problems(loaded([HEAD, *rows], as_csv).report)["similar_annotators"]
    assert problem.rows == (2, 6)


def test_items_with_one_label_or_none_are_noted(as_csv, crossed):
    rows = [*crossed("yn"), ["alone", "ana", "y"], ["none", "ana", ""]]
    found = problems(loaded([HEAD, *rows], as_csv).report)
    assert (found["one_label"].rows, found["one_label"].severity) == ((50,), "note")
    assert found["no_label"].rows == (51,)


def test_a_field_that_varies_within_an_item_is_told_and_the_commonest_text_kept(as_csv, crossed):
    rows = [[*row, f"text of {row[0]}"] for row in crossed("yn")]
    rows[1][3] = "another text"
    found = loaded([[*HEAD, "text"], *rows], as_csv)
    assert problems(found.report)["field_varies"].rows == (3,)
    assert found.annotations.items["text"].tolist()[:2] == ["text of T0", "text of T1"]


def test_gold_is_coded_in_the_answers_and_what_is_none_of_them_is_told(as_csv, crossed):
    gold = {f"T{n}": "yn"[n % 2] for n in range(10)} | {"T10": "Y"}
    rows = [[*row, gold.get(row[0], "")] for row in crossed("yn")]
    found = loaded([[*HEAD, "gold"], *rows], as_csv)
    assert found.annotations.gold["label"].tolist() == [1, 0] * 5 + [-1, -1]
    problem = problems(found.report)["gold_outside"]
    assert problem.rows == (42, 43, 44, 45)
    assert "“Y”" in problem.message


def test_gold_that_varies_within_an_item_is_told_and_the_commonest_kept(as_csv, crossed):
    rows = [[*row, "y"] for row in crossed("yn", items=40)]
    rows[40][3] = "n"
    rows[4 * 4][3] = "n"
    found = loaded([[*HEAD, "gold"], *rows], as_csv, gold="gold")
    assert problems(found.report)["gold_varies"].rows == (18, 42)
    assert (found.annotations.gold["label"] == 1).all()


def test_missing_words_among_numbers_are_counted_and_among_words_noted(as_csv, crossed):
    rows = crossed("123")
    rows[7][2] = "?"
    found = loaded([HEAD, *rows], as_csv)
    assert problems(found.report)["no_answer"].rows == (9,)
    assert found.annotations.questions[0].answers == ("1", "2", "3")
    rows = crossed(["good", "bad", "none"])
    found = loaded([HEAD, *rows], as_csv)
    assert found.annotations.questions[0].answers == ("bad", "good", "none")
    assert problems(found.report)["no_answer_kept"].severity == "note"


def test_numbers_written_in_several_ways_are_one_answer_and_noted(as_csv, crossed):
    rows = crossed("123")
    rows[0][2] = rows[0][2] + ".0"
    found = loaded([HEAD, *rows], as_csv)
    assert found.annotations.questions[0].answers == ("1", "2", "3")
    assert problems(found.report)["numbers_respelled"].rows == (2,)


def test_a_scale_with_a_gap_or_from_zero_is_noted_unless_the_level_was_said(as_csv, crossed):
    assert (
        "nobody chose 3"
        in problems(loaded([HEAD, *crossed("1245")], as_csv).report)["scale_gap"].message
    )
    assert "scale_or_codes" in problems(loaded([HEAD, *crossed("012")], as_csv).report)
    said = loaded([HEAD, *crossed("012")], as_csv, levels={"label": Level.NOMINAL})
    assert "scale_or_codes" not in problems(said.report)


def test_an_unknown_status_counts_as_submitted_and_is_told(as_csv, crossed):
    rows = [[*row, "submitted"] for row in crossed("yn")]
    rows[3][3] = "wibble"
    found = loaded([[*HEAD, "state of it"], *rows], as_csv, status="state of it")
    assert problems(found.report)["unknown_status"].rows == (5,)
    assert set(found.annotations.table["status"]) == {"submitted"}


def test_the_same_question_twice_in_the_long_form_is_a_repeated_label(as_csv, crossed):
    rows = [[i, w, q, a] for i, w, a in crossed("yn") for q in ("tone", "topic")]
    found = loaded(
        [["item_id", "annotator_id", "question", "label"], *rows, ["T0", "ana", "topic", "n"]],
        as_csv,
    )
    assert problems(found.report)["repeated_labels"].rows == (2, 98)


def test_rows_shown_are_the_first_hundred_and_the_count_is_whole(as_csv, crossed):
    rows = [[i, w, "" if n % 2 else a] for n, (i, w, a) in enumerate(crossed("yn", items=100))]
    problem = problems(loaded([HEAD, *rows], as_csv, item="item_id").report)["empty_label"]
    assert (len(problem.rows), problem.count) == (100, 200)


def test_a_number_far_away_is_no_gap_to_be_counted_through(as_csv, crossed):
    rows = crossed("123")
    rows[0][2] = str(10**18)
    assert "scale_gap" not in problems(loaded([HEAD, *rows], as_csv).report)
