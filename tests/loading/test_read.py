import pytest

from annotate.errors import ColumnError, FileFormatError
from annotate.loading import add_gold, open_table, read

HEAD = ["item_id", "annotator_id", "label"]


@pytest.fixture
def labels(as_csv, crossed):
    return ("labels.csv", as_csv([HEAD, *crossed("yn")]))


def codes(report):
    return [problem.code for problem in report.problems]


def test_files_of_one_structure_are_put_one_after_the_other(as_csv, crossed):
    rows = crossed("yn")
    found = read(
        [
            ("a.csv", as_csv([HEAD, *rows[:20]])),
            ("b.csv", as_csv([HEAD[::-1], *(r[::-1] for r in rows[20:])])),
        ]
    )
    assert len(found.annotations.table) == 48
    assert found.annotations.n_items == 12
    assert [(file.name, file.n_rows) for file in found.report.files] == [
        ("a.csv", 20),
        ("b.csv", 28),
    ]


def test_problems_in_several_files_say_in_which_they_are(as_csv, crossed):
    rows = crossed("yn")
    rows[1][2] = rows[21][2] = ""
    found = read([("a.csv", as_csv([HEAD, *rows[:20]])), ("b.csv", as_csv([HEAD, *rows[20:]]))])
    (problem,) = found.report.problems
    assert (problem.rows, problem.files) == ((3, 3), ("a.csv", "b.csv"))
    assert problem.to_text().endswith("(row 3 of a.csv; row 3 of b.csv)")


def test_gold_and_items_are_joined_to_the_labels_whatever_the_order_of_files(as_csv, labels):
    gold = ("gold.csv", as_csv([["item_id", "gold"], *([f"T{n}", "y"] for n in range(10))]))
    items = (
        "items.csv",
        as_csv([["item_id", "text"], *([f"T{n}", f"text {n}"] for n in range(12))]),
    )
    for files in ([labels, gold, items], [items, gold, labels]):
        found = read(files)
        assert found.annotations.gold["label"].tolist() == [1] * 10 + [-1, -1]
        assert found.annotations.items["text"].tolist()[:2] == ["text 0", "text 1"]
        assert found.report.columns["gold"] == {"label": "gold"}
        assert found.report.questions[0].n_gold == 10
        assert found.report.problems == ()


def test_items_that_nobody_labelled_are_left_out_and_told(as_csv, labels):
    gold = ("gold.csv", as_csv([["item_id", "gold"], ["T0", "y"], ["T99", "n"], ["T1", "n"]]))
    (problem,) = read([labels, gold]).report.problems
    assert (problem.code, problem.rows) == ("unknown_item", (3,))


def test_gold_outside_the_categories_is_told_with_the_rows_of_its_file(as_csv, labels):
    gold = ("gold.csv", as_csv([["item_id", "gold"], ["T0", "y"], ["T1", "Y"]]))
    found = read([labels, gold])
    (problem,) = found.report.problems
    assert (problem.code, problem.rows) == ("gold_outside", (3,))
    assert found.annotations.gold["label"].tolist()[:2] == [1, -1]


def test_a_column_named_like_the_question_in_a_table_without_annotators_is_its_gold(as_csv, labels):
    gold = ("truth.csv", as_csv([["item_id", "label"], ["T0", "y"], ["T1", "n"]]))
    assert read([labels, gold]).annotations.gold["label"].tolist()[:2] == [1, 0]


def test_ids_under_another_name_are_found_by_what_they_are(as_csv, labels):
    items = (
        "items.csv",
        as_csv([["nr", "key", "text"], *([n, f"T{n}", f"text {n}"] for n in range(12))]),
    )
    assert read([labels, items]).annotations.fields == ("nr", "text")


def test_a_file_that_shares_no_ids_is_refused_with_what_is_needed(as_csv, labels):
    items = ("items.csv", as_csv([["item_id", "text"], ["1", "x"], ["2", "y"]]))
    with pytest.raises(
        ColumnError,
        match=r"“items.csv” does not fit the labels.*“item_id”, “text”.*such as “T0”, “T1”",
    ):
        read([labels, items])


def test_label_files_of_different_structure_are_refused(as_csv, crossed, labels):
    other = ("other.csv", as_csv([["doc", "coder", "answer"], *crossed("yn")]))
    with pytest.raises(ColumnError, match=r"“other.csv” lacks “annotator_id”, “item_id”"):
        read([labels, other])


def test_files_without_annotators_are_refused(as_csv):
    files = [
        ("a.csv", as_csv([["id", "text"], ["1", "x"]])),
        ("b.csv", as_csv([["id", "gold"], ["1", "y"]])),
    ]
    with pytest.raises(ColumnError, match="None of the files says who labelled what"):
        read(files)


def test_a_missing_file_is_told_by_its_path(tmp_path):
    with pytest.raises(FileFormatError, match=r"nowhere.csv cannot be read: No such file"):
        read(tmp_path / "nowhere.csv")
    with pytest.raises(FileFormatError, match="No file was named"):
        read([])


def test_gold_named_by_the_user_is_found_in_whichever_file_has_it(as_csv, labels):
    gold = (
        "gold.csv",
        as_csv([["item_id", "decided", "why"], ["T0", "y", "so"], ["T1", "n", "so"]]),
    )
    found = read([labels, gold], gold="decided")
    assert found.annotations.gold["label"].tolist()[:3] == [1, 0, -1]
    assert found.annotations.fields == ("why",)


def test_gold_can_be_added_later(as_csv, labels):
    data = read(labels).annotations
    table = open_table(
        as_csv([["item", "answer"], ["T3", "n"], ["T4", "y"], ["T77", "y"]]), "expert.csv"
    )
    joined, report = add_gold(data, table)
    assert joined.gold["label"].tolist()[3:5] == [0, 1]
    assert codes(report) == ["unknown_item"]
    assert data.gold == {}
    again, _ = add_gold(
        joined, open_table(as_csv([["item", "gold"], ["T3", "y"], ["T5", "y"]]), "more.csv")
    )
    assert again.gold["label"].tolist()[3:6] == [1, 1, 1]


def test_gold_of_several_questions_is_matched_by_name(as_csv, crossed):
    rows = [[*row, "abc"[n % 3]] for n, row in enumerate(crossed("yn"))]
    data = read(
        ("x.csv", as_csv([["item_id", "annotator_id", "tone", "topic"], *rows]))
    ).annotations
    table = open_table(as_csv([["item_id", "gold_topic", "tone"], ["T0", "b", "y"]]), "gold.csv")
    joined, _ = add_gold(data, table)
    assert (joined.gold["topic"][0], joined.gold["tone"][0]) == (1, 1)
    unclear = open_table(as_csv([["item_id", "decided", "by"], ["T0", "b", "me"]]), "gold.csv")
    with pytest.raises(ColumnError, match="no column could be recognised as gold"):
        add_gold(data, unclear)
    with pytest.raises(ColumnError, match="not clear of which question"):
        add_gold(data, unclear, gold="decided")
    assert add_gold(data, unclear, gold={"topic": "decided"})[0].gold["topic"][0] == 1
