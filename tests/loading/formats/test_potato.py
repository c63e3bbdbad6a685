"""Layouts of Potato beside those of the real exports."""

import json


def state(user, labels, behaviour=None, spans=None):
    return json.dumps(
        {
            "user_id": user,
            "instance_id_to_label_to_value": labels,
            "instance_id_to_span_to_value": spans or {},
            "instance_id_to_behavioral_data": behaviour or {},
        }
    ).encode()


def label(schema, name, value):
    return [{"schema": schema, "name": name}, value]


def read_members(*named):
    """Files with folders, as a folder gives them."""
    from annotate.loading import read
    from annotate.loading.long import to_long

    found = read(list(named))
    frame = to_long(found.annotations)
    names = ("item_id", "annotator_id", "question", "label", "seconds", "status")
    return list(zip(*(frame[name] for name in names), strict=True))


def test_states_say_how_long_it_took_and_what_was_skipped():
    labels = {"t1": [label("tone", "calm", "calm"), label("pick", "select-one", "second")]}
    behaviour = {"t1": {"total_time_ms": 1500}, "t2": {"total_time_ms": 700}}
    assert read_members(("out/ana/user_state.json", state("ana", labels, behaviour))) == [
        ("t1", "ana", "tone", "calm", "1.5", "submitted"),
        ("t1", "ana", "pick", "second", "1.5", "submitted"),
        ("t2", "ana", "", "", "0.7", "skipped"),
    ]


def test_what_a_state_says_is_not_taken_again_from_the_export(as_table):
    labels = {"t1": [label("tone", "calm", "calm")]}
    old = as_table(
        ["instance_id", "user_id", "tone.angry", "tone.calm"],
        ["t1", "ana", "angry", ""],
        ["t1", "ben", "", "calm"],
    )
    found = read_members(("out/ana/user_state.json", state("ana", labels)), ("a.csv", old))
    assert [row[:4] for row in found] == [
        ("t1", "ana", "tone", "calm"),
        ("t1", "ben", "tone", "calm"),
    ]


def old_line(item, **labels):
    return {"id": item, "displayed_text": f"<b>{item}</b>", "label_annotations": labels,
            "span_annotations": {}, "behavioral_data": {"time_string": "Time spent: 0d 0h 1m 5s "}}  # fmt: skip


def test_potato_1_has_a_folder_for_each_user_and_labels_as_keys(as_lines):
    data = as_lines(
        old_line(
            "t1",
            tone={"Negative": "3"},
            stars={"scale_4": "4"},
            topics={"price": "topics:::price", "look": "topics:::look"},
            why={"text_box": "because"},
        )
    )
    assert read_members(("out/ana/annotated_instances.jsonl", data)) == [
        ("t1", "ana", "tone", "Negative", "65", "submitted"),
        ("t1", "ana", "stars", "4", "65", "submitted"),
        ("t1", "ana", "topics", '["look", "price"]', "65", "submitted"),
        ("t1", "ana", "why", "because", "65", "submitted"),
    ]


def test_potato_1_in_one_file_for_all(as_lines, as_table):
    line = {"user_id": "ana", "instance_id": "t1", "displayed_text": "x",
            "label_annotations": {"tone": {"Negative": "3"}}}  # fmt: skip
    merged = as_lines(line)
    table = as_table(
        [
            "user",
            "instance_id",
            "displayed_text",
            "tone:::Negative",
            "tone:::Positive",
            "stars:::scale_4",
        ],
        ["ana", "t1", "x", "3", "", "4"],
        ["ben", "t1", "x", "", "1", "4"],
    )
    assert [row[:4] for row in read_members(("annotated_instances.jsonl", merged))] == [
        ("t1", "ana", "tone", "Negative")
    ]
    assert [row[:4] for row in read_members(("annotated_instances.csv", table))] == [
        ("t1", "ana", "tone", "Negative"),
        ("t1", "ana", "stars", "4"),
        ("t1", "ben", "tone", "Positive"),
        ("t1", "ben", "stars", "4"),
    ]


def test_labels_whose_values_vary_are_questions_of_their_own(as_lines):
    def line(item, one, two):
        labels = {"rate": {"fluency": one, "accuracy": two}}
        return {"instance_id": item, "user_id": "ana", "labels": labels, "spans": {}}

    data = as_lines(line("t1", "1", "5"), line("t2", "4", "5"))
    assert [row[2:4] for row in read_members(("annotations.jsonl", data))] == [
        ("rate: fluency", "1"),
        ("rate: accuracy", "5"),
        ("rate: fluency", "4"),
        ("rate: accuracy", "5"),
    ]
