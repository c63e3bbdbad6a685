from __future__ import annotations

from dataclasses import replace

import pytest

from annotate.feedback import Casebook, check, draft, gather, prepare
from annotate.feedback.blocks import example_line, practice_line
from annotate.judgements import Judgement, Record, Verdict


def kinds(book: Casebook, text: str, annotator_id: str = "Tomasz") -> list[str]:
    return [finding.kind for finding in check(book, annotator_id, text)]


def test_a_draft_as_it_comes_is_clean(unread: Casebook) -> None:
    for annotator_id in unread.sources.data.annotator_ids:
        assert check(unread, annotator_id, draft(gather(unread, annotator_id))) == []


def test_a_peers_name_is_found_in_the_text_as_a_whole_word(unread: Casebook) -> None:
    assert kinds(unread, "As Chidi says, it is annoyed.") == ["peer"]
    assert kinds(unread, "Chidiebere is a name of its own.") == []


def test_a_peers_name_is_found_in_a_message_that_the_letter_shows(unread: Casebook) -> None:
    record = Record(
        judgements=(
            Judgement("T-01", "Tomasz", "tone", Verdict.ERROR, message="Beatriz got it right."),
        )
    )
    book = Casebook(unread.sources, record)
    assert kinds(book, example_line("T-01", "tone")) == ["peer"]


@pytest.mark.parametrize("peer", ["a", "1", "12", "2026", "letter", "items", "calm"])
def test_an_id_that_is_an_ordinary_word_or_number_is_not_looked_for(make, peer: str) -> None:
    book = Casebook(prepare(make([("T-1", "Ann", "calm"), ("T-1", peer, "calm")])), Record())
    assert kinds(book, "a letter about 1 of 12 calm items in 2026", "Ann") in ([], ["count"])


def test_the_readers_own_name_is_no_peer_even_where_it_holds_one(make) -> None:
    book = Casebook(prepare(make([("T-1", "Ana Lima", "calm"), ("T-1", "Ana", "calm")])), Record())
    assert kinds(book, "Hello Ana Lima,", "Ana Lima") == []
    assert kinds(book, "Hello Ana,", "Ana Lima") == ["peer"]


def test_an_empty_section_is_found_and_a_section_of_sections_is_not(unread: Casebook) -> None:
    assert kinds(unread, "## One\n\n## Two\n\nText.") == ["empty"]
    assert kinds(unread, "## One\n\nText.\n\n## Two\n") == ["empty"]
    assert kinds(unread, "# All\n\n## One\n\nText.") == []
    assert kinds(unread, f"## One\n\n{example_line('T-01', 'tone')}") == []


def test_examples_that_are_gone_or_cannot_be_read_are_found(unread: Casebook) -> None:
    assert kinds(unread, example_line("T-99", "tone")) == ["missing"]
    assert kinds(unread, "{{ example T-01 }}") == ["broken"]


def test_a_count_that_does_not_follow_from_the_record_is_found(unread: Casebook) -> None:
    shown = example_line("T-01", "tone")
    assert kinds(unread, f"You did so on 15 of the 20 items.\n\n{shown}") == []
    found = check(unread, "Tomasz", f"You did so on 14 of the 20 items.\n\n{shown}")
    assert [finding.message for finding in found] == [
        "The letter says 14 of 20; that count does not follow from the record."
    ]


def test_often_without_a_count_is_found(unread: Casebook) -> None:
    assert kinds(unread, "You often answer angry.") == ["vague"]
    assert kinds(unread, "You often answer angry, on 7 of 8 items.") == ["count"]


def test_a_claim_without_an_example_is_found_with_its_heading(unread: Casebook) -> None:
    shown = example_line("T-01", "tone")
    said = "## Angry\n\nYou answered so on 15 of the 20 items."
    assert kinds(unread, f"{said}\n\n{shown}") == []
    assert kinds(unread, f"{said}\n\n## More\n\n{shown}") == ["unshown"]


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("en", "Das ist ein Satz, der nicht zu dem Brief gehört, und er ist lang.", ["language"]),
        ("de", "Das ist ein Satz, der sehr wohl zu dem Brief gehört, und er ist lang.", []),
        ("de", "This is a sentence that is not in the language of the letter.", ["language"]),
        ("ar", "This is a sentence that is not in the language of the letter.", ["language"]),
        ("en", "这封信说的是您在这些条目上给出的答案，请您看一看下面的例子。", ["language"]),
        ("en", "Это предложение написано на языке, которого здесь нет вовсе, и ещё.", ["language"]),
        ("en", "Bonjour Ana, à bientôt!", []),
        ("en", "The guideline says: “Das ist ein Satz, der nicht zu dem Brief gehört.”", []),
        ("fr", "Annoyed, angry, calm, urgent, batteries, bikes, frames, wheels, bells.", []),
    ],
)
def test_a_paragraph_in_another_language_is_found_and_what_is_short_or_quoted_is_not(
    unread: Casebook, code: str, text: str, found: list[str]
) -> None:
    assert [one.kind for one in check(unread, "Tomasz", text, language=code)] == found


def test_an_answer_in_the_examples_as_data_that_changed_since_is_found(make, unread) -> None:
    kinds_of = unread.sources.data.annotators.assign(kind="model")
    sources = prepare(replace(unread.sources.data, annotators=kinds_of))
    ruled = {("T-01", "tone"): "annoyed", ("T-04", "tone"): "annoyed"}
    before = Casebook(sources, Record(rulings=ruled))
    text = draft(gather(before, "Tomasz"))
    assert check(before, "Tomasz", text) == []
    after = Casebook(sources, Record(rulings={**ruled, ("T-01", "tone"): "calm"}))
    assert "stale" in kinds(after, text)


def test_a_practice_item_without_a_known_answer_is_found(make) -> None:
    book = Casebook(prepare(make([("T-1", "Ann", "calm"), ("T-1", "Bob", "angry")])), Record())
    assert kinds(book, practice_line("T-1", "tone"), "Ann") == ["missing"]
    ruled = Casebook(book.sources, Record(rulings={("T-1", "tone"): "calm"}))
    assert kinds(ruled, practice_line("T-1", "tone"), "Ann") == []
