"""Results of a batch on Mechanical Turk."""

import json

HEAD = ["HITId", "HITTypeId", "AssignmentId", "WorkerId", "AssignmentStatus", "SubmitTime"]
HEAD += ["WorkTimeInSeconds", "Input.id", "Input.text"]
ONE = "Tue Feb 06 12:34:56 PST 2024"


def assignment(hit, worker, *answers, status="Approved", seconds=30):
    return [
        f"H{hit}",
        "T",
        f"A{hit}{worker}",
        worker,
        status,
        ONE,
        seconds,
        f"i{hit}",
        f"text {hit}",
        *answers,
    ]


def test_a_column_is_a_question_without_its_element(as_table, loaded, rows):
    data = as_table(
        [*HEAD, "Answer.sentiment.label"],
        assignment(1, "W1", "good"),
        assignment(1, "W2", "bad", status="Rejected"),
        assignment(2, "W1", "bad"),
        assignment(2, "W2", "bad", status="Submitted"),
    )
    assert rows(batch__csv=data) == [
        ("i1", "W1", "sentiment", "good", "submitted"),
        ("i1", "W2", "sentiment", "bad", "rejected"),
        ("i2", "W1", "sentiment", "bad", "submitted"),
        ("i2", "W2", "sentiment", "bad", "submitted"),
    ]
    table = loaded(batch__csv=data).annotations.table
    assert table["seconds"].tolist() == [30.0] * 4
    assert str(table["time"][0]) == "2024-02-06 12:34:56"


def test_boxes_are_one_question_with_those_that_are_ticked(as_table, rows):
    data = as_table(
        [*HEAD, "Answer.topics.price", "Answer.topics.look", "Answer.agree.on"],
        assignment(1, "W1", "true", "true", "true"),
        assignment(1, "W2", "false", "true", "false"),
        assignment(2, "W1", "false", "false", "true"),
    )
    assert sorted(rows(batch__csv=data)) == [
        ("i1", "W1", "agree", "true", "submitted"),
        ("i1", "W1", "topics", '["look", "price"]', "submitted"),
        ("i1", "W2", "agree", "false", "submitted"),
        ("i1", "W2", "topics", '["look"]', "submitted"),
        ("i2", "W1", "agree", "true", "submitted"),
    ]


def test_buttons_one_of_which_is_pressed_are_a_nominal_question(as_table, loaded):
    data = as_table(
        [*HEAD, "Answer.tone.calm", "Answer.tone.angry"],
        assignment(1, "W1", "true", "false"),
        assignment(1, "W2", "false", "true"),
        assignment(2, "W1", "true", "false"),
    )
    question = loaded(batch__csv=data).annotations.question("tone")
    assert (question.level, question.answers) == ("nominal", ("angry", "calm"))


def test_all_answers_as_json_are_taken_apart(as_table, rows):
    answer = [{"tone": {"calm": True, "angry": False}, "note": "fine", "cat": {"label": "x"}}]
    data = as_table(
        [*HEAD, "Answer.taskAnswers"],
        assignment(1, "W1", json.dumps(answer)),
        assignment(2, "W1", json.dumps(answer)),
    )
    found = [row[2:4] for row in rows(batch__csv=data)[:3]]
    assert sorted(found) == [("cat", "x"), ("note", "fine"), ("tone", "calm")]


def test_items_without_an_id_of_their_own_are_hits(as_table, rows):
    head = [*HEAD[:7], "Input.text", "Answer.tone"]
    data = as_table(
        head, ["H1", "T", "A1", "W1", "Approved", ONE, 5, "some text", "calm"],
        ["H1", "T", "A2", "W2", "Approved", ONE, 5, "some text", "angry"],
    )  # fmt: skip
    assert [row[0] for row in rows(batch__csv=data)] == ["H1", "H1"]


def test_texts_written_as_in_html_are_kept_and_told(as_table, loaded):
    row = assignment(1, "W1", "good")
    row[8] = "fish &amp; chips"
    data = as_table([*HEAD, "Answer.tone"], row, assignment(1, "W2", "bad"))
    found = loaded(batch__csv=data)
    assert "fish &amp; chips" in found.annotations.items["text"].tolist()
    assert "html_escaped" in {problem.code for problem in found.report.problems}
