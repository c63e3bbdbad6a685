import json
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.annotations import Duplicates, Level, Status
from annotate.errors import ColumnError, LevelError
from annotate.loading import Columns, Options, build, guess_columns, load, open_table, read

HEAD = ["item_id", "annotator_id", "label"]


def loaded(rows, as_csv, **options):
    return read(("labels.csv", as_csv(rows)), **options)


def problems(report):
    return {problem.code: problem for problem in report.problems}


def test_codes_are_positions_and_types_are_small(as_csv, crossed):
    data = loaded([HEAD, *crossed(["no", "yes", "maybe"])], as_csv).annotations
    assert data.item_ids[:2] == ("T0", "T1")
    assert data.annotator_ids == ("ana", "ben", "chi", "dee")
    assert data.questions[0].answers == ("maybe", "no", "yes")
    assert data.table["item"].dtype == "int32"
    assert data.table["annotator"].dtype == "int32"
    assert data.labels["label"].dtype == "int16"
    assert data.table["row"].tolist() == list(range(2, 50))
    assert data.annotators["kind"].tolist() == ["human"] * 4
    assert data.table["status"].tolist() == [Status.SUBMITTED] * 48


def test_ids_stay_the_text_they_were(as_csv):
    rows = [
        [i, w, a]
        for i in ("007", "7.0", " x", "=SUM(A1)", "null")
        for w, a in (("01", "y"), ("NA", "n"))
    ]
    data = loaded([HEAD, *rows], as_csv).annotations
    assert data.item_ids == ("007", "7.0", " x", "=SUM(A1)", "null")
    assert data.annotator_ids == ("01", "NA")


def test_a_field_is_taken_from_whatever_row_has_it(as_csv, crossed):
    rows = [[*row, f"text of {row[0]}" if row[1] == "chi" else ""] for row in crossed("yn")]
    data = loaded([[*HEAD, "text"], *rows], as_csv).annotations
    assert data.fields == ("text",)
    assert data.items["text"].tolist() == [f"text of T{n}" for n in range(12)]


def test_gold_of_quantities_and_new_combinations_of_categories_is_added(as_csv, crossed):
    rows = [[*row, "2.25"] for row in crossed(["1.5", "2", "3"])]
    data = loaded([[*HEAD, "gold"], *rows], as_csv).annotations
    assert data.questions[0].answers == ("1.5", "2", "2.25", "3")
    assert set(data.gold["label"].tolist()) == {2}
    assert set(data.labels["label"].tolist()) == {0, 1, 3}
    rows = [[*row, "a|c"] for row in crossed(["a|b", "b", "a", "b|c", "c"])]
    data = loaded([[*HEAD, "gold"], *rows], as_csv).annotations
    assert data.questions[0].shown(int(data.gold["label"][0])) == "a, c"


def test_times_seconds_rounds_comments_and_status_are_read(as_csv, crossed):
    states = ("submitted", "Skipped", "Approved", "rejected")
    rows = [
        [
            *row,
            f"2024-01-{n // 4 + 1:02d}T00:00:00Z",
            n + 0.5,
            f"round {(10, 2)[n % 2]}",
            f"c{n}",
            states[n % 4],
        ]
        for n, row in enumerate(crossed("yn"))
    ]
    rows[0][3], rows[1][4] = "then", "-1"
    found = loaded([[*HEAD, "created_at", "seconds", "round", "comment", "status"], *rows], as_csv)
    table = found.annotations.table
    assert np.isnat(table["time"].to_numpy()[0])
    assert table["time"][4] == np.datetime64("2024-01-02")
    assert np.isnan(table["seconds"][1])
    assert table["seconds"][2] == 2.5
    assert found.annotations.rounds == ("round 2", "round 10")
    assert table["round"].tolist()[:2] == [1, 0]
    assert table["comment"].tolist()[:2] == ["c0", "c1"]
    assert table["status"].tolist()[:4] == ["submitted", "skipped", "submitted", "rejected"]
    assert problems(found.report)["unread_time"].rows == (2,)
    assert problems(found.report)["unread_duration"].rows == (3,)


def test_rounds_without_numbers_come_in_the_order_of_their_times(as_csv, crossed):
    rows = [
        [*row, ("after", "before")[n % 2], f"2024-0{2 - n % 2}-01"]
        for n, row in enumerate(crossed("yn"))
    ]
    assert loaded([[*HEAD, "round", "date"], *rows], as_csv).annotations.rounds == (
        "before",
        "after",
    )
    rows = [row[:4] for row in rows]
    assert loaded([[*HEAD, "round"], *rows], as_csv).annotations.rounds == ("after", "before")


def test_models_are_known_by_the_column_that_says_so_and_attributes_belong_to_annotators(
    as_csv, crossed
):
    rows = [
        [*row, "model" if row[1] == "dee" else "human", "DE" if row[1] < "c" else "FR", f"x{n}"]
        for n, row in enumerate(crossed("yn"))
    ]
    found = loaded([[*HEAD, "annotator_kind", "country", "ip"], *rows], as_csv)
    annotators = found.annotations.annotators
    assert annotators["kind"].tolist() == ["human", "human", "human", "model"]
    assert annotators["country"].tolist() == ["DE", "DE", "FR", "FR"]
    assert "country" not in found.annotations.table.columns
    assert found.annotations.table["ip"].tolist()[:2] == ["x0", "x1"]
    assert found.report.attributes == ("country",)


def test_rows_of_the_long_form_that_differ_only_in_the_question_are_one_annotation(as_csv, crossed):
    rows = []
    for n, (item, who, answer) in enumerate(crossed("yn")):
        rows += [[item, who, "tone", answer, "y", n], [item, who, "level", 1 + n % 4, "2", n]]
    found = loaded(
        [["item_id", "annotator_id", "question", "label", "gold", "seconds"], *rows], as_csv
    )
    data = found.annotations
    assert len(data.table) == 48
    assert [(q.name, q.level) for q in data.questions] == [
        ("tone", Level.NOMINAL),
        ("level", Level.ORDINAL),
    ]
    assert data.table["row"].tolist() == list(range(2, 98, 2))
    assert set(data.gold["tone"].tolist()) == {1}
    assert set(data.gold["level"].tolist()) == {1}
    assert found.report.problems == ()


def test_long_texts_that_tell_items_apart_get_short_ids_that_last(as_csv, crossed):
    rows = [[f"The long text of item {row[0]}. " * 12, *row[1:]] for row in crossed("123")]
    first = loaded([["text", "worker", "rating"], *rows], as_csv).annotations
    second = loaded([["text", "worker", "rating"], *rows[::-1]], as_csv).annotations
    assert set(first.item_ids) == set(second.item_ids)
    assert all(len(item_id) < 20 for item_id in first.item_ids)
    assert first.items["text"][0] == rows[0][0]


def test_columns_of_the_file_never_collide_with_our_own(as_csv, crossed):
    rows = [[*row, n, f"t{row[0]}", row[1] * 2] for n, row in enumerate(crossed("yn"))]
    head = ["task", "worker", "label", "row", "item_id", "kind"]
    columns = Columns("task", "worker", ("label",), fields=("item_id",), extras=("row", "kind"))
    data = build(open_table(as_csv([head, *rows]), "x"), columns).annotations
    assert data.items["item_id (file)"][0] == "tT0"
    assert data.table["row (file)"].tolist()[:2] == ["0", "1"]
    assert data.annotators["kind (file)"].tolist()[0] == "anaana"


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (Columns("item_id", "annotator_id", ("nope",)), "no column “nope” to take as label"),
        (Columns("item_id", "annotator_id", ()), "No column .* was chosen as a label"),
        (Columns("item_id", "item_id", ("label",)), "both as item and as annotator"),
        (
            Columns("item_id", "annotator_id", ("label",), gold={"tone": "label"}),
            "both as label and as gold",
        ),
    ],
)
def test_columns_that_do_not_fit_the_table_are_refused(table, crossed, columns, sentence):
    with pytest.raises(ColumnError, match=sentence):
        build(table([HEAD, *crossed("yn")]), columns)


@pytest.mark.parametrize(
    ("options", "error", "sentence"),
    [
        ({"levels": {"tone": "ordinal"}}, ColumnError, "no question “tone” to set the level of"),
        ({"levels": {"label": "interval"}}, LevelError, r"needs numbers.*rows 2, 3, 4"),
        ({"orders": {"label": ["y", "z"]}}, LevelError, r"also say “n” \(rows "),
        ({"levels": {"label": "fancy"}}, LevelError, "no level “fancy”"),
    ],
)
def test_options_that_do_not_fit_the_labels_are_refused(as_csv, crossed, options, error, sentence):
    with pytest.raises(error, match=sentence):
        loaded([HEAD, *crossed("yn")], as_csv, **options)


def test_an_order_makes_a_question_ordinal(as_csv, crossed):
    data = loaded(
        [HEAD, *crossed(["low", "high"])], as_csv, orders={"label": ["low", "mid", "high"]}
    ).annotations
    assert (data.questions[0].level, data.questions[0].answers) == (
        Level.ORDINAL,
        ("low", "mid", "high"),
    )


def test_a_set_level_can_be_forced_on_single_answers(as_csv, crossed):
    data = loaded([HEAD, *crossed(["a", "b;c", "c"])], as_csv, levels={"label": "set"}).annotations
    assert data.questions[0].categories == ("a", "b", "c")


def test_the_report_says_in_one_sentence_what_there_is(as_csv, crossed):
    report = loaded(
        [[*HEAD, "topic"], *([*r, "xyz"[n % 3]] for n, r in enumerate(crossed("123")))], as_csv
    ).report
    assert report.summary == (
        "12 items, 4 annotators, 96 labels, 2 questions (label: ordinal, 3 categories; topic: nominal, 3 categories)."
    )
    assert report.to_text().startswith(report.summary)
    assert "No problems found." in report.to_text()


def test_the_report_is_complete_as_json(as_csv, crossed):
    rows = crossed("yn")
    rows[0][2] = ""
    found = loaded([HEAD, *rows], as_csv)
    plain = json.loads(json.dumps(found.report.to_json()))
    assert plain["counts"] == {"items": 12, "annotators": 4, "annotations": 48, "labels": 47}
    assert plain["files"] == [
        {"name": "labels.csv", "encoding": "UTF-8", "delimiter": "comma", "n_rows": 48, "tool": ""}
    ]
    assert plain["columns"]["item"] == "item_id"
    assert plain["questions"][0] == {
        "name": "label", "level": "nominal", "categories": ["n", "y"], "n_labels": 47, "n_missing": 1, "n_gold": 0,
    }  # fmt: skip
    assert plain["problems"][0]["code"] == "empty_label"
    assert plain["problems"][0]["rows"] == [2]


@given(st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_does_not_matter(chance):
    labels = random.Random(4)
    rows = [
        (f"T{n}", who, labels.choice("123?"), labels.choice(["x", "y", ""]), f"text {n}")
        for n in range(15)
        for who in ("ana", "ben", "chi")
    ]
    shuffled = list(rows)
    chance.shuffle(shuffled)
    seen = []
    for some in (rows, shuffled):
        text = "\n".join(
            [",".join(row) for row in [("item_id", "worker", "tone", "topic", "text"), *some]]
        )
        table = open_table(text.encode(), "x.csv")
        data = build(table, guess_columns(table), Options(duplicates=Duplicates.ALL)).annotations
        said = set()
        for question in data.questions:
            coded = data.coded(question.name)
            said |= {
                (question, data.item_ids[i], data.annotator_ids[a], question.answers[k])
                for i, a, k in zip(coded.item, coded.annotator, coded.label, strict=True)
            }
        seen.append((said, set(map(tuple, data.items.to_numpy().tolist()))))
    assert seen[0] == seen[1]


def test_load_is_read_without_the_report(tmp_path, as_csv, crossed):
    path = tmp_path / "labels.csv"
    path.write_bytes(as_csv([HEAD, *crossed("yn")]))
    assert load(path).n_items == load(str(path), item="item_id").n_items == 12
    with path.open("rb") as file:
        assert load(file).n_annotators == 4
