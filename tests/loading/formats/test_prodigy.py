"""JSON lines of Prodigy."""

OPTIONS = [{"id": "A", "text": "first"}, {"id": "B", "text": "second"}]


def choice(item, who, accept, answer="accept", **more):
    return {"text": f"text {item}", "_input_hash": -item, "_task_hash": item, "options": OPTIONS,
            "accept": accept, "answer": answer, "_timestamp": 1707211049 + item,
            "_annotator_id": f"my-db-{who}", "_session_id": f"my-db-{who}", **more}  # fmt: skip


def vote(item, who, label, answer):
    return {"text": f"text {item}", "_input_hash": item, "_task_hash": item * 7, "label": label,
            "answer": answer, "_annotator_id": f"db-{who}"}  # fmt: skip


def test_a_choice_with_skips_and_rejected_tasks(as_lines, loaded, rows):
    data = as_lines(
        choice(1, "ana", ["A"]),
        choice(1, "ben", ["B"]),
        choice(2, "ana", [], "ignore"),
        choice(2, "ben", ["A"], "reject"),
    )
    assert rows(data__jsonl=data) == [
        ("-1", "ana", "label", "A", "submitted"),
        ("-1", "ben", "label", "B", "submitted"),
        ("-2", "ana", "", "", "skipped"),
        ("-2", "ben", "label", "A", "rejected"),
    ]
    found = loaded(data__jsonl=data).annotations
    assert str(found.table["time"][0]) == "2024-02-06 09:17:30"
    assert found.table["seconds"].isna().all()
    assert found.items["text"].tolist() == ["text 1", "text 2"]


def test_several_choices_are_a_set(as_lines, rows):
    data = as_lines(choice(1, "ana", ["B", "A"]), choice(1, "ben", ["B"]))
    assert [row[3] for row in rows(data__jsonl=data)] == ['["A", "B"]', '["B"]']


def test_votes_on_a_label_are_a_question_each_and_reject_is_a_no(as_lines, rows):
    data = as_lines(
        vote(1, "ana", "SPORT", "accept"),
        vote(1, "ben", "SPORT", "reject"),
        vote(1, "ana", "NEWS", "ignore"),
        vote(2, "ana", "NEWS", "reject"),
    )
    assert rows(data__jsonl=data) == [
        ("1", "ana", "SPORT", "accept", "submitted"),
        ("1", "ben", "SPORT", "reject", "submitted"),
        ("1", "ana", "", "", "skipped"),
        ("2", "ana", "NEWS", "reject", "submitted"),
    ]


def test_a_session_that_is_only_a_time_leaves_the_name_of_the_file(as_lines, loaded):
    lines = [
        choice(1, "x", ["A"]) | {"_annotator_id": "db-2024-02-07_11-04-09"},
        choice(2, "x", ["B"]),
    ]
    del lines[1]["_annotator_id"], lines[1]["_session_id"]
    found = loaded(dora__jsonl=as_lines(*lines))
    assert found.annotations.annotator_ids == ("dora",)
    assert "annotator_from_file" in {problem.code for problem in found.report.problems}


def test_spans_are_kept_and_not_counted(as_lines, loaded):
    task = {"text": "Ann sings", "_input_hash": 1, "_task_hash": 2, "answer": "accept",
            "spans": [{"start": 0, "end": 3, "label": "PERSON"}], "_annotator_id": "db-ana"}  # fmt: skip
    found = loaded(data__jsonl=as_lines(task))
    assert found.annotations.questions == ()
    assert found.annotations.table[found.annotations.spans["spans"]].tolist() == [
        '[{"start": 0, "end": 3, "label": "PERSON"}]'
    ]
    assert "spans_kept" in {problem.code for problem in found.report.problems}
