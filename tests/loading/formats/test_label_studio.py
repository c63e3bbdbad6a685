"""Exports of Label Studio with other settings than those of the real ones."""

import json

import pytest

USERS = [{"id": 2, "username": "ana", "email": "ana@x.org"}, {"id": 3, "email": "ben@x.org"}]


def result(name, kind, value, **more):
    return {"from_name": name, "to_name": "text", "type": kind, "value": value, **more}


def annotation(number, who, *results, **more):
    plain = {"was_cancelled": False, "ground_truth": False, "lead_time": 1.5}
    times = {"created_at": f"2026-01-01T10:00:{number:02}Z", "updated_at": "2026-01-02T10:00:00Z"}
    return {"id": number, "completed_by": who, "result": list(results), **plain, **times, **more}


def task(number, *annotations, data=None, **more):
    data = data or {"text": f"text {number}", "item_id": f"i{number}"}
    return {"id": number, "annotations": list(annotations), "data": data, "drafts": [],
            "predictions": [], **more}  # fmt: skip


def export(*tasks):
    return json.dumps(tasks).encode()


def tone(value):
    return result("tone", "choices", {"choices": [value]})


def test_people_are_named_by_the_file_of_users(loaded):
    data = export(task(1, annotation(1, 2, tone("a")), annotation(2, 3, tone("b"))))
    found = loaded(p__json=data, users__json=json.dumps(USERS).encode()).annotations
    assert found.annotator_ids == ("ana", "ben@x.org")
    numbered = loaded(p__json=data)
    assert numbered.annotations.annotator_ids == ("2", "3")
    assert "numbered_users" in {problem.code for problem in numbered.report.problems}


def test_a_snapshot_spells_people_drafts_and_predictions_out(rows):
    ana = {"id": 2, "email": "ana@x.org", "first_name": "Ana", "last_name": ""}
    draft = {"id": 1, "user": "ben@x.org", "result": [tone("c")], "lead_time": 4.0}
    guess = {"model_version": "bert", "score": 0.5, "result": [tone("b")]}
    data = export(task(1, annotation(1, ana, tone("a")), drafts=[draft], predictions=[guess]))
    assert rows(snapshot__json=data) == [
        ("i1", "ana@x.org", "tone", "a", "submitted"),
        ("i1", "ben@x.org", "tone", "c", "draft"),
        ("i1", "bert", "tone", "b", "submitted"),
    ]


def test_models_are_annotators_of_their_own_kind(loaded):
    guess = {"model_version": "bert", "result": [tone("b")]}
    data = export(task(1, annotation(1, 2, tone("a")), predictions=[guess, 7]))
    found = loaded(snapshot__json=data)
    assert found.annotations.annotators["kind"].tolist() == ["human", "model"]
    assert "predictions_missing" in {problem.code for problem in found.report.problems}


def test_what_deleted_users_said_is_kept_under_one_name_and_told(loaded):
    data = export(task(1, annotation(1, None, tone("a")), annotation(2, 3, tone("a"))))
    found = loaded(p__json=data)
    assert found.annotations.annotator_ids == ("(deleted user)", "3")
    assert "deleted_users" in {problem.code for problem in found.report.problems}


def test_every_kind_of_question(loaded, rows):
    data = export(
        task(
            1,
            annotation(
                1,
                2,
                result("side", "pairwise", {"selected": "left"}),
                result("amount", "number", {"number": 2.5}),
                result("kind", "taxonomy", {"taxonomy": [["a", "b"], ["c"]]}),
                result("stars", "rating", {"rating": 4}),
                result("tags", "choices", {"choices": ["y", "x"]}),
                result("why", "textarea", {"text": ["one", "two\nlines"]}),
            ),
        )
    )
    assert [row[2:4] for row in rows(p__json=data)] == [
        ("side", "left"),
        ("amount", "2.5"),
        ("kind", '["a / b", "c"]'),
        ("stars", "4"),
        ("tags", '["x", "y"]'),
        ("why", "one\ntwo\nlines"),
    ]
    found = loaded(p__json=data).annotations
    levels = {question.name: question.level.value for question in found.questions}
    assert levels == {
        "side": "nominal",
        "amount": "interval",
        "kind": "set",
        "stars": "ordinal",
        "tags": "set",
    }
    assert found.question("stars").answers == ("1", "2", "3", "4")


def test_ground_truth_is_gold(loaded):
    data = export(
        task(1, annotation(1, 2, tone("a"), ground_truth=True), annotation(2, 3, tone("b"))),
        task(2, annotation(3, 2, tone("b"))),
    )
    found = loaded(p__json=data).annotations
    assert [found.question("tone").shown(code) for code in found.gold["tone"]] == ["a", ""]


def test_a_field_named_for_gold_is_gold_and_not_shown(loaded):
    def of(number, gold):
        data = {"item_id": f"i{number}", "gold": gold}
        return task(
            number,
            annotation(number, 2, tone("a")),
            annotation(number + 5, 3, tone("b")),
            data=data,
        )

    found = loaded(p__json=export(of(1, "a"), of(2, "b"))).annotations
    assert [found.question("tone").shown(code) for code in found.gold["tone"]] == ["a", "b"]
    assert found.fields == ()


def test_answers_about_a_region_stay_with_it(loaded):
    place = {"start": 0, "end": 4, "text": "some"}
    data = export(
        task(
            1,
            annotation(
                1,
                2,
                result("ner", "labels", {**place, "labels": ["X"]}, id="r1"),
                result("mood", "choices", {**place, "choices": ["sad"]}, id="r1"),
                tone("a"),
                {"type": "relation", "from_id": "r1", "to_id": "r1", "direction": "right"},
            ),
        )
    )
    found = loaded(p__json=data).annotations
    assert [question.name for question in found.questions] == ["tone"]
    kept = {n: json.loads(found.table[c][0]) for n, c in found.spans.items()}
    assert kept["ner"] == [{"id": "r1", "label": "X", **place}]
    assert kept["mood"][0]["choices"] == ["sad"]
    assert kept["relations"][0]["direction"] == "right"


def test_categories_are_what_was_stored_whatever_they_read(rows):
    names = ["007", "7", "n/a", " padded ", "=SUM(1)", "1.0", "1"]
    tasks = [task(n, annotation(n, 2, tone(name))) for n, name in enumerate(names)]
    assert [row[3] for row in rows(p__json=export(*tasks))] == names


def test_the_number_of_the_task_is_its_id_where_the_data_have_none(rows):
    texts = [task(n, annotation(n, 2, tone("a")), data={"text": "same"}) for n in (8, 9)]
    shared = [task(n, annotation(n, 2, tone("a")), data={"doc_id": "d"}) for n in (8, 9)]
    for tasks in (texts, shared):
        assert [row[0] for row in rows(p__json=export(*tasks))] == ["8", "9"]


def test_the_same_annotation_in_two_files_is_one(rows):
    one = task(1, annotation(1, 2, tone("a")), project=5)
    assert len(rows(a__json=export(one), b__json=export(one))) == 1


@pytest.fixture
def flat(as_table):
    head = ["annotation_id", "annotator", "created_at", "id", "item_id", "kind", "lead_time"]
    head += ["region", "side", "text", "tone", "updated_at", "why"]

    def row(number, who, item, tone, kind='[{"number":3}]', why="", region=""):
        return [number, who, "2026-01-01T10:00:00Z", item, f"i{item}", kind, 2.5, region,
                '[{"selected":"left"}]', f"text {item}", tone, "2026-01-01T10:00:00Z", why]  # fmt: skip

    return lambda *rows, delimiter=",": as_table(
        head, *(row(*r) for r in rows), delimiter=delimiter
    )


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_flat_tables_tell_questions_from_fields(flat, rows, loaded, delimiter):
    span = '[{"start":0,"end":3,"text":"tex","labels":["X"]}]'
    data = flat(
        (1, "ana@x.org", 1, "good", '[{"number":3}]', "first", span),
        (2, "None", 1, '{"choices":["bad","good"]}', "", '{"text":["one","two"]}'),
        (3, "ana@x.org", 2, "bad"),
        ("", "", 3, ""),
        delimiter=delimiter,
    )
    name = {"p__csv": data}
    assert sorted(rows(**name)) == sorted(
        [
            ("i1", "ana@x.org", "kind", "3", "submitted"),
            ("i1", "ana@x.org", "side", "left", "submitted"),
            ("i1", "ana@x.org", "tone", '["good"]', "submitted"),
            ("i1", "ana@x.org", "why", "first", "submitted"),
            ("i1", "(deleted user)", "side", "left", "submitted"),
            ("i1", "(deleted user)", "tone", '["bad", "good"]', "submitted"),
            ("i1", "(deleted user)", "why", "one\ntwo", "submitted"),
            ("i2", "ana@x.org", "kind", "3", "submitted"),
            ("i2", "ana@x.org", "side", "left", "submitted"),
            ("i2", "ana@x.org", "tone", '["bad"]', "submitted"),
        ]
    )
    found = loaded(**name)
    assert found.annotations.fields == ("text",)
    assert list(found.annotations.spans) == ["region"]
    assert {"no_annotations", "flat_export"} <= {one.code for one in found.report.problems}


def test_a_field_with_the_name_of_a_question_is_still_a_field(as_table, loaded):
    head = ["_data_tone", "annotation_id", "annotator", "id", "lead_time", "tone"]
    data = as_table(
        head, ["neutral", 1, "2", "EXT-1", 1, "pos"], ["neutral", 2, "3", "EXT-1", 1, "neg"]
    )
    found = loaded(p__csv=data).annotations
    assert [question.name for question in found.questions] == ["tone"]
    assert found.item_ids == ("EXT-1",)
    assert found.items.iloc[0].tolist() == ["EXT-1", "neutral"]


def test_answers_about_regions_are_plain_lists_in_flat_tables(as_table, loaded):
    head = ["annotation_id", "annotator", "id", "lead_time", "mood", "text", "tone"]
    data = as_table(
        head,
        [1, "2", 1, 1, '["sad", "glad"]', "x", "a"],
        [2, "3", 1, 1, "sad", "x", "b"],
        [3, "2", 2, 1, "", '["x"]', "a"],
    )
    found = loaded(p__csv=data).annotations
    assert [question.name for question in found.questions] == ["tone"]
    assert found.fields == ("text",)
    assert found.table[found.spans["mood"]].tolist() == [
        '[{"label": "sad"}, {"label": "glad"}]',
        '[{"label": "sad"}]',
        "",
    ]


def test_conll_is_refused_with_what_to_export_instead(loaded):
    from annotate.errors import FileFormatError

    with pytest.raises(FileFormatError, match="Export the same project as JSON"):
        loaded(p__conll=b"-DOCSTART- -X- O\nThe -X- _ O\nbox -X- _ B-ASPECT\n\n")
