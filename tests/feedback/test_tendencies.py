"""What a letter says about how a scale, a category or time is used."""

from __future__ import annotations

import pytest

import annotate
from annotate.feedback import Casebook, prepare
from annotate.feedback.checks import check
from annotate.feedback.draft import draft
from annotate.feedback.evidence import gather
from annotate.feedback.language import language
from annotate.feedback.points import told
from annotate.feedback.tendencies import Tendency
from annotate.habits import FOR_THE_LEAD, Kind
from annotate.judgements import Record


@pytest.fixture(scope="module")
def book(sample) -> Casebook:
    return Casebook(prepare(annotate.load(sample)), Record())


def test_a_letter_tells_the_count_and_leaves_out_the_peers(book: Casebook) -> None:
    text = draft(gather(book, "Freya"))
    (tendency,) = gather(book, "Freya").tendencies
    assert f"{tendency.n} of {tendency.of} answers are clearly higher" in text
    (habit,) = book.sources.profiles["Freya"].habits
    assert f"{habit.peers:.0%}" not in text
    assert not [found for found in check(book, "Freya", text) if found.kind == "count"]


def test_copying_stays_with_the_lead(book: Casebook) -> None:
    """The profile knows it; the letter does not accuse, and names nobody."""
    assert Kind.COPIES in {habit.kind for habit in book.sources.profiles["Luca"].habits}
    assert {one.kind for one in gather(book, "Luca").tendencies} == {"rushes"}
    assert "Priya" not in draft(gather(book, "Luca"))


@pytest.mark.parametrize("kind", sorted(set(Kind) - FOR_THE_LEAD - {Kind.CONFUSES}))
def test_there_are_words_for_every_kind_that_a_letter_may_speak_of(
    book: Casebook, kind: Kind
) -> None:
    from dataclasses import replace

    evidence = gather(book, "Mira")
    one = Tendency(kind.value, "tone", "calm", 31, 97, 5, 88, "2")
    for is_model in (False, True):
        about = replace(evidence, tendencies=(one,), is_model=is_model)
        parts = told(about, one, language("en"))
        assert "31 of 97" in parts["what"]
        assert all(parts[name] for name in ("title", "what", "next"))
