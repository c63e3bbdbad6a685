"""The store: one transaction a call, idempotent by id, conflicts by revision."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import exc, text

from annotate.errors import WorkspaceError
from annotate.judgements import Answered, Judgement, Verdict
from annotate.workspace import (
    Conflict,
    Key,
    Kind,
    Project,
    RefusedError,
    Saved,
    Workspace,
    forget_engines,
)
from annotate.workspace.database import shared_engine, writing
from tests.workspace.cases import annotations, change, note, verdict


def test_a_change_is_saved_as_the_first_revision_and_found_again(project: Project) -> None:
    [saved] = project.store.apply([change(note(), "Read twice.")])
    assert isinstance(saved, Saved)
    assert (saved.value, saved.revision) == ("Read twice.", 1)
    entry = project.store.entry(note())
    assert entry is not None
    assert (entry.value, entry.revision, entry.at) == ("Read twice.", 1, saved.at)


def test_the_same_id_twice_is_one_change_with_one_outcome(project: Project) -> None:
    asked = change(note(), "once")
    first = project.store.apply([asked])
    project.store.apply([change(note(), "later", base=1)])
    assert project.store.apply([asked]) == first
    assert [event.value for event in project.store.history(note())] == ["later", "once"]


def test_the_same_id_with_another_text_is_refused_and_nothing_is_written(project: Project) -> None:
    project.store.apply([change(note(), "one", change_id="x")])
    with pytest.raises(RefusedError, match="says something else") as refused:
        project.store.apply([change(verdict(), "error"), change(note(), "two", 1, change_id="x")])
    assert refused.value.change_id == "x"
    assert [entry.value for entry in project.store.entries()] == ["one"]


def test_a_stale_base_is_a_conflict_that_shows_what_is_there(project: Project) -> None:
    project.store.apply([change(note(), "mine")])
    [conflict] = project.store.apply([change(note(), "theirs", base=0, change_id="c")])
    assert isinstance(conflict, Conflict)
    assert (conflict.id, conflict.value, conflict.revision) == ("c", "mine", 1)
    entry = project.store.entry(note())
    assert entry is not None
    assert entry.value == "mine"


def test_after_a_conflict_the_same_text_on_the_new_base_is_saved(project: Project) -> None:
    project.store.apply([change(note(), "mine")])
    [conflict] = project.store.apply([change(note(), "theirs")])
    [saved] = project.store.apply([change(note(), "both", base=conflict.revision)])
    assert isinstance(saved, Saved)
    assert saved.revision == 2


def test_two_windows_that_say_the_same_do_not_conflict(project: Project) -> None:
    project.store.apply([change(verdict(), "error")])
    [saved] = project.store.apply([change(verdict(), "error")])
    assert isinstance(saved, Saved)
    assert saved.revision == 1


def test_a_conflict_in_a_batch_does_not_hold_up_the_others(project: Project) -> None:
    project.store.apply([change(note(), "there")])
    outcomes = project.store.apply([change(note(), "stale"), change(verdict(), "error")])
    assert [type(outcome) for outcome in outcomes] == [Conflict, Saved]


def test_one_broken_change_and_nothing_of_the_batch_is_written(project: Project) -> None:
    with pytest.raises(RefusedError, match="none of error"):
        project.store.apply([change(note(), "good"), change(verdict(), "terrible")])
    assert project.store.entries() == []
    assert project.store.history() == []


def test_edits_queued_on_one_base_do_not_conflict_with_each_other(project: Project) -> None:
    project.store.apply([change(note(), "start")])
    outcomes = project.store.apply([change(note(), text_, base=1) for text_ in "abc"])
    assert [outcome.revision for outcome in outcomes] == [2, 3, 4]


def test_edits_queued_behind_one_whose_answer_was_lost_are_saved(project: Project) -> None:
    first, second = change(note(), "a"), change(note(), "ab")
    project.store.apply([first])
    outcomes = project.store.apply([first, second])
    assert [(type(outcome), outcome.revision) for outcome in outcomes] == [(Saved, 1), (Saved, 2)]


def test_a_base_guessed_ahead_never_overwrites_what_someone_else_wrote(project: Project) -> None:
    project.store.apply([change(note(), "theirs")])
    stale, guessed = change(note(), "a", base=0), change(note(), "ab", base=1)
    outcomes = project.store.apply([stale, guessed])
    assert [type(outcome) for outcome in outcomes] == [Conflict, Conflict]


def test_where_one_was_read_last_wins(project: Project) -> None:
    place = Key(Kind.PLACE, question="random")
    for item_id in ("i1", "i2"):
        [saved] = project.store.apply([change(place, {"item_id": item_id, "queue": "random"})])
        assert isinstance(saved, Saved)
    entry = project.store.entry(place)
    assert entry is not None
    assert entry.value == {"item_id": "i2", "queue": "random"}


def test_what_was_taken_back_keeps_its_revision_and_can_be_said_again(project: Project) -> None:
    project.store.apply([change(verdict(), "error")])
    project.store.apply([change(verdict(), None, base=1)])
    entry = project.store.entry(verdict())
    assert entry is not None
    assert (entry.value, entry.revision) == (None, 2)
    assert project.store.record().judgements == ()
    [again] = project.store.apply([change(verdict(), "bad_item", base=2)])
    assert again.revision == 3


def test_undo_finds_what_was_there_before(project: Project) -> None:
    assert project.store.previous(note()) is None
    project.store.apply([change(note(), "one")])
    assert project.store.previous(note()) is None
    project.store.apply([change(note(), "two", base=1)])
    project.store.apply([change(note(), "two", base=1)])  # the same again is no step
    previous = project.store.previous(note())
    assert previous is not None
    assert previous.value == "one"


def test_put_writes_whatever_is_there(project: Project) -> None:
    name = Key(Kind.SETTING, question="theme")
    assert project.store.put(name, {"dark": True}).revision == 1
    assert project.store.put(name, [1, 2.5, None]).revision == 2
    assert project.store.put(name, [1, 2.5, None]).revision == 2


def test_one_and_true_are_different_settings(project: Project) -> None:
    name = Key(Kind.SETTING, question="n")
    project.store.put(name, 1)
    assert project.store.put(name, True).revision == 2


@pytest.mark.parametrize(
    "written",
    [
        "",
        "\0 and \x1f",
        "👩🏽\u200d🔬 e\u0301 \u05e9\u05dc\u05d5\u05dd \u202e",
        "line\r\nline\u2028line",
        "“”" * 1_500_000,
        '{"a": null}',
    ],
    ids=["empty", "NUL", "scripts", "line ends", "6 MB", "JSON"],
)
def test_any_text_survives_to_the_byte(project: Project, written: str) -> None:
    [saved] = project.store.apply([change(note(), written)])
    assert saved.value == written
    forget_engines(project.folder)
    entry = project.store.entry(note())
    assert entry is not None
    assert entry.value == written


def test_half_a_surrogate_pair_becomes_a_replacement_character(project: Project) -> None:
    [saved] = project.store.apply([change(note(), "a\ud83db \ud83d\ude00")])
    assert saved.value == "a\ufffdb 😀"


def test_keys_may_be_any_text(project: Project) -> None:
    keys = [
        note(text_) for text_ in ("a", "A", "a ", "\0", "a\0b", "é", "e\u0301", "'; DROP", "👍")
    ]
    project.store.apply([change(key, key.item_id) for key in keys])
    assert {entry.key: entry.value for entry in project.store.entries()} == {
        key: key.item_id for key in keys
    }


def test_entries_are_found_by_kind_items_and_annotator(project: Project) -> None:
    project.store.apply(
        [
            change(note("i1"), "n"),
            change(verdict("i1", "ann"), "error"),
            change(verdict("i2", "bob"), "error"),
        ]
    )
    store = project.store
    assert len(store.entries(Kind.VERDICT)) == 2
    assert len(store.entries(item_ids=["i1", "i1", "elsewhere"])) == 2
    assert store.entries(item_ids=[]) == []
    assert [entry.key.item_id for entry in store.entries(annotator_id="bob")] == ["i2"]
    many = [f"x{number}" for number in range(1_700)]
    assert len(store.entries(Kind.NOTE, item_ids=[*many, "i1"])) == 1


def test_the_history_is_newest_first_and_can_be_cut(project: Project) -> None:
    for base, word in enumerate(("one", "two", "three")):
        project.store.apply([change(note(), word, base)])
    assert [event.value for event in project.store.history(limit=2)] == ["three", "two"]
    assert [event.base for event in project.store.history(note())] == [2, 1, 0]


def test_the_history_cannot_be_altered_or_deleted(project: Project) -> None:
    project.store.apply([change(note(), "said")])
    engine = shared_engine(project.folder / "project.db")
    for statement in ("DELETE FROM history", "UPDATE history SET value = '1'"):
        with pytest.raises(WorkspaceError, match="append-only"), writing(engine) as connection:
            connection.execute(text(statement))
    assert len(project.store.history()) == 1


def test_the_record_holds_all_that_was_said(project: Project) -> None:
    label = ("i1", "ann", "tone")
    project.store.apply(
        [
            change(verdict(), "error"),
            change(Key(Kind.EXEMPLARY, *label), True),
            change(Key(Kind.MESSAGE, *label), "Look at the greeting."),
            change(Key(Kind.MESSAGE, "i2", "ann", "tone"), ""),
            change(note(), "hm"),
            change(Key(Kind.RULING, "i1", question="tone"), "rude"),
            change(Key(Kind.ANSWER, "i1", question="tone"), "kind"),
            change(Key(Kind.SETTING, question="x"), 1),
        ]
    )
    record = project.store.record()
    [said] = record.judgements
    assert said == Judgement(*label, Verdict.ERROR, True, "Look at the greeting.", said.at)
    assert said.at
    assert record.rulings == {("i1", "tone"): "rude"}
    assert record.answers == (Answered("i1", "tone", "kind"),)
    assert record.notes == {"i1": "hm"}


def test_an_item_drawn_by_chance_stays_in_the_sample_when_it_is_hunted_down_later(
    project: Project,
) -> None:
    def read(item_id: str, queue: str, probability: float | None) -> None:
        value = {"queue": queue, "probability": probability}
        project.store.apply([change(Key(Kind.READ, item_id), value)])

    read("i1", "suspicious", None)
    read("i1", "random", 0.25)
    read("i1", "suspicious", None)
    read("i2", "suspicious", None)
    found = {each.item_id: (each.queue, each.probability) for each in project.store.record().reads}
    assert found == {"i1": ("random", 0.25), "i2": ("suspicious", None)}
    assert [each.item_id for each in project.store.reads()] == ["i1", "i1", "i1", "i2"]


def test_a_reading_that_was_taken_back_is_as_if_never_read(project: Project) -> None:
    key = Key(Kind.READ, "i1")
    project.store.apply([change(key, {"queue": "random", "probability": 0.5})])
    project.store.apply([change(key, None)])
    assert project.store.record().reads == ()
    project.store.apply([change(key, {"queue": "mine", "probability": None})])
    assert [each.queue for each in project.store.record().reads] == ["mine"]


def test_what_no_longer_matches_the_data_is_kept_and_listed(project: Project) -> None:
    gone = [
        note("gone"),
        verdict("i1", "nobody"),
        Key(Kind.RULING, "i1", question="mood"),
        Key(Kind.LETTER, annotator_id="ann", question="round nine"),
    ]
    there = [
        note("i1"),
        verdict("i1", "bob"),
        Key(Kind.LETTER, annotator_id="ann", question="one"),
        Key(Kind.LETTER, annotator_id="ann"),
        Key(Kind.SETTING, question="mood"),
    ]
    for key in gone + there:
        project.store.put(key, "error" if key.kind is Kind.VERDICT else "text")
    project.store.apply([change(note("gone too"), "x"), change(note("gone too"), None)])
    assert {entry.key for entry in project.store.unmatched(annotations())} == set(gone)


def test_many_threads_write_at_once_and_lose_nothing(project: Project) -> None:
    problems: list[Exception] = []

    def work(name: str) -> None:
        try:
            for number in range(25):
                project.store.apply([change(note(f"{name}-{number}"), name)])
        except (WorkspaceError, exc.SQLAlchemyError) as error:
            problems.append(error)

    threads = [threading.Thread(target=work, args=(f"t{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(project.store.entries(Kind.NOTE)) == 200


def test_a_project_folder_that_was_replaced_is_noticed_by_those_who_had_it_open(
    workspace: Workspace, project: Project
) -> None:
    project.store.apply([change(note(), "old file")])
    other = workspace.create("other")
    other.store.put(note(), "new file")
    forget_engines(other.folder)
    for file in project.folder.glob("project.db*"):
        file.unlink()
    with pytest.raises(WorkspaceError, match="is missing"):
        project.store.put(note(), "to nowhere")
    (other.folder / "project.db").rename(project.folder / "project.db")
    entry = project.store.entry(note())
    assert entry is not None
    assert entry.value == "new file"


def test_what_the_reading_desk_adds_is_in_the_record(project: Project) -> None:
    label = ("i1", "ann", "tone")
    project.store.apply(
        [
            change(verdict(), "error"),
            change(Key(Kind.ERROR_TYPE, *label), "sarcasm"),
            change(Key(Kind.PROPOSAL, *label), "say what sarcasm is"),
            change(Key(Kind.RULE, *label), "2b"),
            change(Key(Kind.TAG, "i1", question="funny"), True),
            change(Key(Kind.TAG, "i1", question="taken back"), None),
            change(Key(Kind.FLAG, "i2"), True),
            change(Key(Kind.ANSWER, "i1", "Ada", "tone"), "kind"),
            change(Key(Kind.AGAIN, "i1", "Ada", "tone"), "rude"),
            change(Key(Kind.ANSWER, "i2", question="tone"), ""),
            change(Key(Kind.GUIDELINE), "1. Be kind."),
            change(Key(Kind.PHRASE, question="thanks"), "Thank you."),
            change(Key(Kind.QUEUE, question="mine"), {"queue": "random"}),
        ]
    )
    record = project.store.record()
    [said] = record.judgements
    assert (said.error_type, said.proposal, said.rule) == ("sarcasm", "", "2b")
    assert record.tags == {"i1": ("funny",)}
    assert record.flags == {"i2"}
    assert set(record.answers) == {
        Answered("i1", "tone", "kind", "rude", "Ada"),
        Answered("i2", "tone", ""),
    }
    project.store.put(verdict(), "guideline_unclear", "Ada")
    [said] = project.store.record().judgements
    assert (said.error_type, said.proposal) == ("", "say what sarcasm is")
    assert said.reviewer == "Ada"
    assert project.store.unmatched(annotations()) == []
    history = project.store.item_history("i1")
    assert [event.key.kind for event in history][:2] == [Kind.VERDICT, Kind.AGAIN]
