from __future__ import annotations

import pytest

from annotate.feedback import Casebook, check, draft, gather, prepare
from annotate.feedback.blocks import example_line
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
    assert kinds(unread, "You did so on 15 of the 20 items.") == []
    found = check(unread, "Tomasz", "You did so on 14 of the 20 items.")
    assert [finding.message for finding in found] == [
        "The letter says 14 of 20; that count does not follow from the record."
    ]


def test_often_without_a_count_is_found(unread: Casebook) -> None:
    assert kinds(unread, "You often answer angry.") == ["vague"]
    assert kinds(unread, "You often answer angry, on 15 of the 20 items.") == []
