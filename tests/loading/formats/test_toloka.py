"""Assignments of a pool on Toloka."""

HEAD = ["INPUT:id", "INPUT:text", "OUTPUT:tone", "OUTPUT:tags", "GOLDEN:tone", "HINT:text"]
HEAD += [
    "ASSIGNMENT:link",
    "ASSIGNMENT:assignment_id",
    "ASSIGNMENT:task_id",
    "ASSIGNMENT:worker_id",
]
HEAD += ["ASSIGNMENT:status", "ASSIGNMENT:started", "ASSIGNMENT:submitted"]


def task(item, worker, tone, tags="", gold="", page="p", status="APPROVED"):
    start, end = "2021-03-01T10:00:00.000", "2021-03-01T10:01:30.000"
    return [
        f"i{item}",
        f"text {item}",
        tone,
        tags,
        gold,
        "",
        "http",
        f"{page}{worker}",
        f"t{item}",
        worker,
        status,
        start,
        end,
    ]


def test_tasks_with_golden_ones_and_blank_rows_between_pages(as_table, loaded, rows):
    data = as_table(
        HEAD,
        task(1, "w1", "calm", '["a","b"]'),
        task(2, "w1", "angry", '["a"]', gold="calm"),
        [""] * len(HEAD),
        task(1, "w2", "angry", status="REJECTED"),
        task(2, "w2", "calm", gold="calm"),
        delimiter="\t",
    )  # fmt: skip
    assert rows(pool__tsv=data) == [
        ("i1", "w1", "tone", "calm", "submitted"),
        ("i1", "w1", "tags", '["a", "b"]', "submitted"),
        ("i2", "w1", "tone", "angry", "submitted"),
        ("i2", "w1", "tags", '["a"]', "submitted"),
        ("i1", "w2", "tone", "angry", "rejected"),
        ("i2", "w2", "tone", "calm", "submitted"),
    ]
    found = loaded(pool__tsv=data)
    tone = found.annotations.question("tone")
    gold = [tone.shown(code) for code in found.annotations.gold["tone"].tolist()]
    assert dict(zip(found.annotations.item_ids, gold, strict=True)) == {"i1": "", "i2": "calm"}
    assert found.annotations.table["seconds"].isna().all()
    assert "page_times" in {problem.code for problem in found.report.problems}


def test_the_time_of_a_page_with_one_task_is_that_of_the_annotation(as_table, loaded):
    data = as_table(HEAD, task(1, "w1", "calm"), task(1, "w2", "calm"), delimiter="\t")
    assert loaded(pool__tsv=data).annotations.table["seconds"].tolist() == [90.0, 90.0]


def test_without_ids_the_task_is_the_item(as_table, rows):
    head = ["INPUT:text", *HEAD[2:]]
    data = as_table(head, task(1, "w1", "calm")[1:], task(1, "w2", "calm")[1:], delimiter="\t")
    assert {row[0] for row in rows(pool__tsv=data)} == {"t1"}


def test_without_task_ids_the_inputs_are_the_item(as_table, rows):
    head = ["INPUT:text", "INPUT:lang", "OUTPUT:tone", "ASSIGNMENT:worker_id"]
    data = as_table(head, ["hi", "en", "calm", "w1"], ["hi", "de", "calm", "w1"], delimiter="\t")
    assert [row[0] for row in rows(pool__tsv=data)] == ["hi | en", "hi | de"]
