"""From files that came back to verdicts that changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotate.errors import WorkspaceError
from annotate.feedback import Casebook
from annotate.judgements import Verdict
from annotate.letters import letters_of, state_key
from annotate.replies import (
    Outcome,
    arrive,
    close,
    deal,
    objections,
    practice_results,
    replies_of,
)
from annotate.workspace import Key, Kind, Project
from tests.replies.cases import ROUND, a_file

Book = Callable[[Project], Casebook]


def taken(project: Project, *files: bytes, **options: bool):
    named = [(f"reply{k}.json", content) for k, content in enumerate(files)]
    return arrive(project, project.data(), named, **options)


def state(project: Project, name: str = "Ana") -> str:
    return letters_of(project, ROUND).state(name)


def verdict(project: Project) -> object:
    entry = project.store.entry(Key(Kind.VERDICT, "i1", "Ana", "tone"))
    return entry.value if entry else None


def the_objection(project: Project):
    return objections(project, replies_of(project, ROUND))[0]


def test_a_reply_makes_its_letter_answered_and_its_objections_wait(project: Project) -> None:
    project.store.put(state_key("Ana", ROUND), "sent")
    (arrived,) = taken(project, a_file())
    assert (arrived.is_new, arrived.refused) == (True, "")
    assert state(project) == "answered"
    (objection,) = objections(project, replies_of(project, ROUND))
    assert (objection.item_id, objection.reason) == ("i1", "Rule 2 says so.")
    assert objection.outcome is Outcome.OPEN


def test_the_same_file_twice_is_one(project: Project) -> None:
    assert [one.is_new for one in taken(project, a_file(), a_file())] == [True, False]
    assert len(project.store.history(Key(Kind.REPLY, annotator_id="Ana", question=ROUND))) == 1


def test_a_bad_file_stops_no_other(project: Project) -> None:
    files = (b"no", a_file(annotator="Zoe"), a_file(round="9"), a_file(project="Other"), a_file())
    found = taken(project, *files)
    assert [bool(one.refused) for one in found] == [True, True, True, True, False]
    for one, said in zip(found, ("no JSON", "“Zoe”", "round “9”", "project “Other”"), strict=False):
        assert said in one.refused
    assert list(replies_of(project, ROUND)) == ["Ana"]


def test_replies_from_before_a_project_was_renamed_are_let_in_when_asked(project: Project) -> None:
    (arrived,) = taken(project, a_file(project="Before"), any_project=True)
    assert arrived.is_new


def test_a_reply_to_a_letter_of_no_project_is_to_the_last_round(project: Project) -> None:
    taken(project, a_file(project="", round=""))
    assert replies_of(project, ROUND)["Ana"].prediction == 85


def test_a_reply_that_asks_for_nothing_closes_its_letter(project: Project) -> None:
    taken(project, a_file(examples=[]))
    assert state(project) == "closed"


def test_a_remark_is_to_be_read_before_its_letter_is_closed(project: Project) -> None:
    taken(project, a_file(examples=[], remark="Thank you."))
    assert state(project) == "answered"
    close(project, "Ana", ROUND)
    assert state(project) == "closed"


def test_an_objection_overturns_a_verdict_with_its_history_and_closes_the_letter(
    project: Project, book_of: Book
) -> None:
    project.store.put(Key(Kind.VERDICT, "i1", "Ana", "tone"), "error")
    project.store.put(Key(Kind.RULING, "i1", question="tone"), "kind")
    taken(project, a_file())
    deal(project, book_of(project), the_objection(project), Verdict.OTHERS_WRONG, reviewer="Rev")
    assert verdict(project) == "others_wrong"
    # Ana said rude: a ruling of “kind” cannot stand beside “they are right”.
    assert project.store.record().rulings == {("i1", "tone"): "rude"}
    assert the_objection(project).outcome is Outcome.OVERTURNED
    assert state(project) == "closed"
    (event, first) = project.store.history(Key(Kind.VERDICT, "i1", "Ana", "tone"))
    assert (event.value, event.reviewer, first.value) == ("others_wrong", "Rev", "error")


def test_the_letter_can_stand(project: Project, book_of: Book) -> None:
    project.store.put(Key(Kind.VERDICT, "i1", "Ana", "tone"), "error")
    taken(project, a_file())
    deal(project, book_of(project), the_objection(project), None)
    assert verdict(project) == "error"
    assert the_objection(project).outcome is Outcome.KEPT
    assert state(project) == "closed"


def test_both_acceptable_leaves_a_ruling_as_it_is(project: Project, book_of: Book) -> None:
    project.store.put(Key(Kind.RULING, "i1", question="tone"), "kind")
    taken(project, a_file())
    deal(project, book_of(project), the_objection(project), Verdict.BOTH_ACCEPTABLE)
    assert project.store.record().rulings == {("i1", "tone"): "kind"}


def test_a_letter_stays_answered_while_anything_is_open(project: Project, book_of: Book) -> None:
    both = [
        {"item": item, "question": "tone", "opinion": "object", "reason": "No."}
        for item in ("i1", "i2")
    ]
    taken(project, a_file(examples=both))
    deal(project, book_of(project), the_objection(project), None)
    assert state(project) == "answered"
    deal(project, book_of(project), the_objection(project), None)
    assert state(project) == "closed"


def test_a_new_reason_opens_an_objection_again(project: Project, book_of: Book) -> None:
    taken(project, a_file())
    deal(project, book_of(project), the_objection(project), None)
    again = [{"item": "i1", "question": "tone", "opinion": "object", "reason": "Better reason."}]
    taken(project, a_file(examples=again, made="2026-11-29T09:00:00Z"))
    assert the_objection(project).outcome is Outcome.OPEN
    assert state(project) == "answered"


def test_practice_is_compared_with_what_is_expected(project: Project, book_of: Book) -> None:
    practice = [
        {"item": item, "question": "tone", "answers": [answer]}
        for item, answer in (("i3", "KIND"), ("i4", "kind"), ("gone", "kind"))
    ]
    taken(project, a_file(practice=practice))
    results = practice_results(book_of(project), replies_of(project, ROUND)["Ana"])
    # Ben and Chi say kind for i3 and rude for i4.
    assert [(one.item_id, one.expected, one.is_right) for one in results] == [
        ("i3", "kind", True),
        ("i4", "rude", False),
    ]


def test_a_change_in_the_same_moment_is_said(
    project: Project, book_of: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(project, a_file())
    book, objection = book_of(project), the_objection(project)
    project.store.put(Key(Kind.VERDICT, "i1", "Ana", "tone"), "error")
    monkeypatch.setattr(type(project.store), "entry", lambda *_: None)
    with pytest.raises(WorkspaceError, match="Somebody else changed this"):
        deal(project, book, objection, Verdict.OTHERS_WRONG)
