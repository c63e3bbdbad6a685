"""What the reading desk is sent, without a browser and without Streamlit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.annotations import Annotations, Level, Question
from annotate.reading import Queue, order_of, with_returns
from annotate.ui.reader.fields import Role, guess
from annotate.ui.reader.labels import majority
from annotate.ui.reader.marks import VERDICT_MARKS
from annotate.ui.reader.past import past_of
from annotate.ui.reader.payload import AROUND, BUDGET, Desk, desk, payload, window
from annotate.ui.reader.sitting import STAY, Sitting, seat
from annotate.workspace import Entry, Key, Kind, Project, Workspace

ANSWERS = ("calm", "annoyed", "angry")


def annotations(texts: Sequence[str], **changes: Any) -> Annotations:
    """Each item labelled calm by Mira, calm by Tomás, angry by judge-1."""
    n = len(texts)
    table = pd.DataFrame(
        {
            "item": np.repeat(np.arange(n), 3),
            "annotator": np.tile(np.arange(3), n),
            "round": -1,
            "seconds": np.tile([12.0, np.nan, 1.5], n),
            "time": pd.Series([pd.Timestamp("2026-03-02 10:00"), pd.NaT, pd.NaT] * n),
            "status": "submitted",
            "comment": np.tile(["", "<b>hm</b>", ""], n).astype(object),
            "row": np.arange(3 * n) + 2,
        }
    )
    for name, column in changes.items():
        table[name] = column
    return Annotations(
        pd.DataFrame(
            {"item_id": [f"i{code}" for code in range(n)], "source": "forum", "text": list(texts)},
            dtype=str,
        ),
        pd.DataFrame(
            {"annotator_id": ["Mira", "Tomás", "judge-1"], "kind": ["human", "human", "model"]},
            dtype=str,
        ),
        (),
        table,
        (Question("tone", Level.NOMINAL, ANSWERS),),
        {"tone": np.tile([0, 0, 2], n)},
        {"tone": np.zeros(n, dtype=np.int64)},
    )


def desk_of(data: Annotations, *, blind: bool = False) -> Desk:
    counted = {"tone": data.counted("tone")}
    return desk(data, order_of(Queue.file(), data), counted, blind=blind, version="v1")


def nothing(_: Sequence[str]) -> list[Entry]:
    return []


def holding(*entries: Entry) -> Callable[[Sequence[str]], Iterable[Entry]]:
    return lambda ids: [entry for entry in entries if entry.key.item_id in ids]


def entry(kind: Kind, value: Any, annotator: str = "", question: str = "tone") -> Entry:
    return Entry(Key(kind, "i0", annotator, question), value, 7, "2026-03-02", "")


def asked(sent: dict[str, Any]) -> dict[str, Any]:
    return dict(sent["items"][0]["questions"][0])


def test_the_desk_is_sent_the_items_around_with_who_said_what() -> None:
    sent = payload(desk_of(annotations(["one", "two"])), 1, nothing)
    assert [item["id"] for item in sent["items"]] == ["i0", "i1"]
    assert sent["queue"]["count"] == 2
    mira, tomas, judge = asked(sent)["labels"]
    assert (mira["annotator"], mira["shown"], mira["seconds"]) == ("Mira", "calm", 12.0)
    assert (mira["time"], tomas["time"], tomas["seconds"]) == ("2026-03-02 10:00", None, None)
    assert tomas["comment"] == "<b>hm</b>"
    assert (judge["kind"], judge["differs"], mira["differs"]) == ("model", True, False)
    assert asked(sent)["gold"] == "calm"
    json.dumps(sent, allow_nan=False)


def test_what_the_reviewer_did_comes_with_its_revision() -> None:
    store = holding(
        entry(Kind.VERDICT, "error", "judge-1"),
        entry(Kind.MESSAGE, None, "judge-1"),
        entry(Kind.RULING, "calm"),
        entry(Kind.NOTE, "hm", question=""),
        entry(Kind.READ, {"queue": "random", "probability": 0.2}, question=""),
    )
    sent = payload(desk_of(annotations(["one"])), 0, store)
    judge = asked(sent)["labels"][2]
    assert judge["verdict"] == {"value": "error", "revision": 7}
    assert judge["message"] == {"value": None, "revision": 7}
    assert judge["exemplary"] == {"value": None, "revision": 0}
    assert asked(sent)["ruling"] == {"value": "calm", "revision": 7}
    assert sent["items"][0]["note"] == {"value": "hm", "revision": 7}
    assert sent["items"][0]["read"] == {"probability": 0.2}


def test_in_blind_mode_nothing_of_the_labels_is_sent_before_an_answer() -> None:
    data = annotations(["one"])
    told = json.dumps(payload(desk_of(data, blind=True), 0, nothing))
    assert asked(json.loads(told))["labels"] is None
    assert asked(json.loads(told))["gold"] is None
    assert not [name for name in data.annotator_ids if name in told]


@pytest.mark.parametrize("answer", ["angry", ""])
def test_after_an_answer_or_a_wish_to_see_them_the_labels_are_sent(answer: str) -> None:
    at_desk = desk_of(annotations(["one"]), blind=True)
    sent = payload(at_desk, 0, holding(entry(Kind.ANSWER, answer)))
    assert len(asked(sent)["labels"]) == 3
    taken_back = payload(at_desk, 0, holding(entry(Kind.ANSWER, None)))
    assert asked(taken_back)["labels"] is None


def test_long_texts_make_the_window_shorter_but_never_empty() -> None:
    at_desk = desk_of(annotations(["x" * (BUDGET // 3)] * 9))
    assert window(at_desk, 4) == [4, 5]
    huge = desk_of(annotations(["x" * (BUDGET * 2)] * 3))
    assert window(huge, 1) == [1]


@given(st.integers(1, 200), st.data())
def test_the_window_is_in_one_piece_and_around_the_place(n: int, draw: st.DataObject) -> None:
    place = draw.draw(st.integers(0, n - 1))
    around = draw.draw(st.integers(0, AROUND))
    expected = list(range(max(0, place - around), min(n, place + around + 1)))
    assert window(desk_of(annotations(["text"] * n)), place, around) == expected


def test_an_empty_queue_is_sent_as_one() -> None:
    data = annotations(["one"])
    order = order_of(Queue.search("no such text"), data)
    empty = desk(data, order, {"tone": data.counted("tone")}, blind=False)
    assert payload(empty, 0, nothing)["items"] == []


def test_what_was_skipped_is_shown_as_such_and_counts_for_no_majority() -> None:
    data = annotations(["one"], status=["submitted", "skipped", "submitted"])
    mira, tomas, judge = asked(payload(desk_of(data), 0, nothing))["labels"]
    assert (tomas["status"], tomas["differs"]) == ("skipped", False)
    # One calm and one angry are left: neither is the majority, so neither differs from it.
    assert not mira["differs"]
    assert not judge["differs"]


def test_a_label_that_a_later_one_replaced_is_not_shown() -> None:
    data = annotations(["one"], annotator=[0, 0, 2])
    shown = asked(payload(desk_of(data), 0, nothing))["labels"]
    assert [row["annotator"] for row in shown] == ["Mira", "judge-1"]


@pytest.mark.parametrize(
    ("labels", "most"), [([], -1), ([2], 2), ([0, 0, 1], 0), ([0, 1], -1), ([0, 0, 1, 1, 2], -1)]
)
def test_the_majority_is_what_leads_alone(labels: list[int], most: int) -> None:
    assert majority(labels) == most


def test_the_longest_field_is_the_text_and_short_ones_are_meta() -> None:
    data = annotations(["a text that says something"] * 3)
    data.items["reply"] = "a reply of more than sixty characters, which fits into no line of tags"
    data.items["text"] = "a text that is longer than everything else, as texts tend to be " * 3
    assert {one.name: one.role for one in guess(data)} == {
        "source": Role.META,
        "text": Role.MAIN,
        "reply": Role.BLOCK,
    }


def test_items_of_a_large_set_are_found_without_looking_at_the_others() -> None:
    data = annotations(["text"] * 20_000)
    at_desk = desk_of(data)
    sent = payload(at_desk, 15_000, nothing)
    assert sent["items"][AROUND]["id"] == "i15000"
    assert len(sent["items"]) == 2 * AROUND + 1


def test_every_verdict_has_a_mark_a_word_and_a_key_of_its_own() -> None:
    for part in ("key", "mark", "short", "words", "value"):
        assert len({one[part] for one in VERDICT_MARKS}) == 5
    assert not {one["key"] for one in VERDICT_MARKS} & {"c", "r", "j", "k", "m", "n", "s", "z"}


# --- where the reader sits ---------------------------------------------------------------------


def sat(
    data: Annotations,
    before: Sitting | None = None,
    queue: Queue | None = None,
    item: str | None = None,
    left: str | None = None,
    *,
    blind: bool = False,
) -> Sitting:
    order = order_of(queue or Queue.file(), data)
    counted = {"tone": data.counted("tone")}
    return seat(
        before, data, order, counted, blind=blind, item=item, version="v1", left_at=lambda _: left
    )


@pytest.fixture
def data() -> Annotations:
    return annotations(["an invoice", "two", "invoice again", "four"])


def test_a_queue_opens_at_its_link_else_where_it_was_left_else_at_its_start(
    data: Annotations,
) -> None:
    assert sat(data, item="i2", left="i3").item_id == "i2"
    assert sat(data, left="i3").item_id == "i3"
    assert sat(data).item_id == "i0"
    assert sat(data, item="gone", left="gone too").item_id == "i0"


def test_a_link_to_an_item_outside_the_queue_puts_it_first(data: Annotations) -> None:
    sitting = sat(data, queue=Queue.search("invoice"), item="i3")
    assert (sitting.item_id, sitting.place, len(sitting.desk.order)) == ("i3", 0, 3)
    assert sitting.linked == "i3"


def test_another_queue_starts_anew_though_the_address_still_names_the_old_item(
    data: Annotations,
) -> None:
    before = sat(data, item="i3")
    after = sat(data, before, Queue.search("invoice"), item="i3")
    assert after.item_id == "i0"
    assert after.desk.token != before.desk.token


def test_within_a_queue_the_address_is_followed_and_the_desk_stays(data: Annotations) -> None:
    before = sat(data)
    after = sat(data, before, item="i2")
    assert after is before
    assert after.item_id == "i2"


def test_blind_mode_makes_another_desk_at_the_same_place(data: Annotations) -> None:
    before = sat(data, item="i2")
    after = sat(data, before, item="i2", blind=True)
    assert after.item_id == "i2"
    assert after.desk.token != before.desk.token


def test_a_new_ranking_moves_nothing_that_the_reader_may_be_at(data: Annotations) -> None:
    many = annotations([f"text {code}" for code in range(60)])
    sitting = sat(many, queue=Queue.suspicious(), item="i7")
    before, token = sitting.desk.order, sitting.desk.token
    fresh = replace(before, items=before.items[::-1])
    sitting.ranked_anew(fresh)
    kept = sitting.place + STAY + 1
    assert sitting.item_id == "i7"
    assert sitting.desk.token == token
    assert sitting.desk.order.items[:kept].tolist() == before.items[:kept].tolist()
    assert sitting.desk.order.items[kept:].tolist() == before.items[kept:][::-1].tolist()
    assert sitting.around == AROUND


def test_each_item_of_a_mixed_queue_says_whether_chance_drew_it() -> None:
    many = annotations([f"text {code}" for code in range(20)])
    order = order_of(Queue.suspicious(), many)
    counted = {"tone": many.counted("tone")}
    sent = payload(desk(many, order, counted, blind=False), 0, nothing)
    drawn = [item["probability"] for item in sent["items"]]
    assert drawn[:5] == [None] * 4 + [1 / 20]


def test_why_a_label_is_doubtful_is_sent_but_never_before_the_labels_are() -> None:
    many = annotations(["one", "two"])

    def doubts(code: int, question: str) -> dict[str, dict[str, Any]]:
        return {"judge-1": {"p": 0.8, "short": "likely wrong", "why": "…"}}

    seen = payload(desk_of(many), 0, nothing, doubts=doubts)["items"][0]["questions"][0]["labels"]
    assert [row["doubt"] and row["doubt"]["p"] for row in seen] == [None, None, 0.8]
    hidden = payload(desk_of(many, blind=True), 0, nothing, doubts=doubts)
    assert "likely wrong" not in json.dumps(hidden)


def test_the_browser_is_believed_only_about_the_queue_that_is_open(data: Annotations) -> None:
    sitting = sat(data)
    sitting.told(sitting.desk.token, 2, False)
    assert sitting.item_id == "i2"
    for token, place in (("another", 1), (sitting.desk.token, 99), (sitting.desk.token, "1")):
        sitting.told(token, place, False)
        assert sitting.item_id == "i2"


# --- with a real store -------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Workspace(tmp_path).create("p")


def test_the_payload_reads_the_real_store(project: Project) -> None:
    project.store.put(Key(Kind.VERDICT, "i0", "Mira", "tone"), "error")
    sent = payload(
        desk_of(annotations(["one"])), 0, lambda ids: project.store.entries(item_ids=ids)
    )
    assert asked(sent)["labels"][0]["verdict"] == {"value": "error", "revision": 1}


def test_an_item_that_comes_back_is_sent_as_if_it_were_new_until_it_is_answered_again() -> None:
    data = annotations([f"text {n}" for n in range(120)])
    order = with_returns(order_of(Queue.random(), data), "salt")
    place = min(order.again)
    item_id = data.item_ids[int(order.items[place])]
    counted = {"tone": data.counted("tone")}
    at = desk(data, order, counted, blind=True, reviewer="Ada")

    def key(kind: Kind) -> Key:
        return Key(kind, item_id, "Ada", "tone")

    def sent(*kinds: Kind) -> dict[str, Any]:
        known = [Entry(key(kind), "calm", 1, "2026-03-02", "Ada") for kind in kinds]
        window = payload(at, place, lambda ids: [one for one in known if one.key.item_id in ids])
        return next(item for item in window["items"] if item["position"] == place)

    never = sent()
    assert not never["again"]
    assert never["questions"][0]["labels"] is None
    back = sent(Kind.ANSWER)
    assert back["again"]
    [asked] = back["questions"]
    assert (asked["labels"], asked["gold"], asked["first"]) == (None, None, None)
    assert asked["answer"] == {"value": None, "revision": 0}
    assert back["spans"] == back["evidence"] == []
    [asked] = sent(Kind.ANSWER, Kind.AGAIN)["questions"]
    assert (asked["answer"]["value"], asked["first"], len(asked["labels"])) == ("calm", "calm", 3)


def test_another_reviewer_answers_for_themselves() -> None:
    data = annotations(["one"])
    given = Entry(Key(Kind.ANSWER, "i0", "Ada", "tone"), "calm", 1, "2026-03-02", "Ada")
    order = order_of(Queue.file(), data)
    counted = {"tone": data.counted("tone")}
    for reviewer, hidden in (("Ada", False), ("Ben", True), ("", True)):
        at = desk(data, order, counted, blind=True, reviewer=reviewer)
        labels = asked(payload(at, 0, holding(given)))["labels"]
        assert (labels is None) is hidden


def test_the_history_of_an_item_with_hidden_labels_tells_nothing_of_them(tmp_path: Path) -> None:
    store = Workspace(tmp_path).create("Tone").store
    store.put(Key(Kind.VERDICT, "i0", "judge-1", "tone"), "error", "Ada")
    store.put(Key(Kind.NOTE, "i0"), "a note", "Ada")
    store.put(Key(Kind.TAG, "i0", question="odd"), True)
    shown = past_of(store, "i0", hidden=False)["events"]
    assert [event["what"] for event in shown] == ["tag odd", "note", "verdict on judge-1"]
    hidden = past_of(store, "i0", hidden=True)["events"]
    assert "judge-1" not in json.dumps(hidden)
    assert [event["value"] for event in hidden] == ["yes", "a note"]


def test_words_that_speak_for_an_answer_are_sent_only_with_the_labels() -> None:
    data = annotations(["outrageous and calm"])
    order, counted = order_of(Queue.file(), data), {"tone": data.counted("tone")}
    for blind in (False, True):
        at = desk(
            data,
            order,
            counted,
            blind=blind,
            telling=lambda question, field: {"angry": {"outrageous": 5.0}, "calm": {}},
        )
        [item] = payload(at, 0, nothing)["items"]
        words = [(one["word"], one["label"]) for one in item["evidence"]]
        assert words == ([] if blind else [("outrageous", "angry")])
