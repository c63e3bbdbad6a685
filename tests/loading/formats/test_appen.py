"""The full report of Appen."""

HEAD = [
    "_unit_id",
    "_created_at",
    "_id",
    "_started_at",
    "_tainted",
    "_channel",
    "_trust",
    "_worker_id",
    "_golden",
]
HEAD += ["tone", "topics", "text", "tone_gold", "tone_gold_reason"]


def judged(unit, worker, tone, topics, *, tainted="false", gold="", start="10:00:00"):
    return [unit, "3/1/2016 10:02:00", unit + worker, f"3/1/2016 {start}", tainted, "neodev", "0.9", worker,
            str(bool(gold)).lower(), tone, topics, f"text {unit}", gold, "because"]  # fmt: skip


def test_judgements_with_gold_and_unreliable_contributors(as_table, loaded, rows):
    data = as_table(
        HEAD,
        judged("1", "w1", "calm", "price\nlook", gold="calm"),
        judged("1", "w2", "angry", "price", gold="calm", tainted="true"),
        judged("2", "w1", "angry", "look"),
        judged("2", "w3", "angry", "look\nprice", start="10:01:00"),
    )
    assert rows(full__csv=data) == [
        ("1", "w1", "tone", "calm", "submitted"),
        ("1", "w1", "topics", '["look", "price"]', "submitted"),
        ("1", "w2", "tone", "angry", "rejected"),
        ("1", "w2", "topics", '["price"]', "rejected"),
        ("2", "w1", "tone", "angry", "submitted"),
        ("2", "w1", "topics", '["look"]', "submitted"),
        ("2", "w3", "tone", "angry", "submitted"),
        ("2", "w3", "topics", '["look", "price"]', "submitted"),
    ]
    found = loaded(full__csv=data)
    seconds = found.annotations.table["seconds"].fillna(-1).tolist()
    assert seconds == [-1, 120.0, -1, 60.0]  # w1 judged two units on one page
    assert found.annotations.gold["tone"].tolist().count(-1) == 1
    assert "tone_gold_reason" not in found.annotations.items
