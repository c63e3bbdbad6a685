"""The letter of the next round opens with what changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotate.annotations import MISSING
from annotate.feedback import Casebook, draft, gather, languages, prepare
from annotate.feedback.choice import Choice
from annotate.feedback.patterns import patterns
from annotate.feedback.shares import shares_in
from annotate.judgements import Record
from annotate.loading import load
from annotate.rounds import rounds, split_rounds
from tests.conftest import SAMPLE


@pytest.fixture(scope="module")
def data():
    return load(SAMPLE)


@pytest.fixture(scope="module")
def book(data) -> Casebook:
    return Casebook(prepare(data), Record())


def test_a_habit_of_before_is_told_first_and_with_the_counts_of_the_rounds_page(book, data):
    told = {
        (claim.annotator_id, (claim.before.n, claim.before.of), (claim.after.n, claim.after.of))
        for claim in rounds(data, split_rounds(data)).claims
    }
    found = gather(book, "Aisha").changed
    assert [(one.about[0], one.less, one.few) for one in found] == [("confuses", True, False)]
    before, after = found[0].rounds
    assert ("Aisha", (before.n, before.of), (after.n, after.of)) in told
    letter = draft(gather(book, "Aisha"))
    first = letter.split("\n## ")[1]
    assert first.startswith("What changed since the last round")
    assert f"{before.n} of {before.of} in round 1, {after.n} of {after.of} in round 2" in first
    assert "It has become rarer" in first


def test_what_became_rarer_is_no_point_any_more_unless_it_was_chosen(book):
    evidence = gather(book, "Aisha")
    [pattern] = evidence.patterns
    assert evidence.points == ()
    assert not evidence.has_more
    case = pattern.candidates[0]
    chosen = gather(book, "Aisha", Choice(chosen=((case.item_id, case.question),)))
    assert [point.about for point in chosen.points] == [pattern.about]


def test_what_did_not_surely_change_is_said_so_and_stays_a_point(book):
    evidence = gather(book, "Tomás")
    assert [(one.less, one.more) for one in evidence.changed] == [(False, False)]
    assert [point.about for point in evidence.points] == [evidence.changed[0].about]
    assert "no sure change yet" in draft(evidence).split("\n## ")[1]


@pytest.mark.parametrize("code", languages())
def test_in_every_language_it_stands_before_everything_else(book, code: str):
    evidence = gather(book, "Kofi")
    first = draft(evidence, language=code).split("\n## ")[1]
    assert first.count("\n- ") == 1
    [one] = evidence.changed
    before, after = one.rounds
    told = [(before.n, before.of), (one.n_earlier, one.of_earlier), (after.n, after.of)]
    assert set(shares_in(first, code)) == set(told)


def test_with_one_round_nothing_is_said_of_a_change(data):
    once = replace(data, rounds=(), table=data.table.assign(round=MISSING))
    book = Casebook(prepare(once), Record())
    assert all(gather(book, name).changed == () for name in data.annotator_ids)


@pytest.mark.parametrize("rarer", [True, False])
def test_whether_a_habit_became_rarer_is_said_in_one_way(book, rarer: bool):
    """The point goes by what the letter opens with, not by a measure of its own."""
    profile = book.sources.profiles["Tomás"]
    [told] = gather(book, "Tomás").changed
    since = [replace(told, less=rarer)]
    [pattern] = patterns(book, profile, (), Choice(), since)
    assert pattern.about == told.about
    assert pattern.is_better is rarer
