"""What was planted is in the letter of the one who has it, counted right, and in nobody else's.

A reader who knows the truth reads part of the sample and judges it; the counts are computed here
anew from the rows of the file. Copying stays with the reviewer: a letter does not accuse.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

import annotate
from annotate.feedback import Casebook, check, draft, gather, prepare
from annotate.guideline import rules_of
from annotate.judgements import Verdict
from sample_data.scripted_reader import record

CONFUSERS = {"Tomás": ("angry", "annoyed"), "Aisha": ("calm", "annoyed")}


@pytest.fixture(scope="module")
def book(sample) -> Casebook:
    data = annotate.load(sample.folder / "labels.csv")
    rules = rules_of((sample.folder / "guideline.md").read_text("utf-8"))
    return Casebook(prepare(data), record(data), rules)


@pytest.fixture(scope="module")
def letters(book) -> dict[str, str]:
    return {name: draft(gather(book, name)) for name in book.sources.data.annotator_ids}


def everyone_but(letters, *names) -> str:
    return "\n".join(text for name, text in letters.items() if name not in names)


def mostly(sample, row) -> str:
    """The others' most frequent tone on the row's item; "" on ties."""
    others = Counter(
        other["tone"]
        for other in sample.rows
        if other["item_id"] == row["item_id"] and other["annotator_id"] != row["annotator_id"]
    ).most_common(2)
    tied = len(others) > 1 and others[0][1] == others[1][1]
    return "" if tied or not others else others[0][0]


@pytest.mark.parametrize("name", CONFUSERS)
def test_a_confusion_is_told_to_the_one_who_has_it_over_all_labels(sample, letters, name) -> None:
    said, meant = CONFUSERS[name]
    own = [row for row in sample.by(name) if mostly(sample, row) == meant]
    n = sum(row["tone"] == said for row in own)
    sentence = (
        f"Over all your labels, you answered “{said}” on {n} of the {len(own)} items"
        f" where the others mostly answered “{meant}”."
    )
    assert sentence in letters[name]
    rounds = []
    for number in ("1", "2"):
        part = sample.in_round(own, number)
        hits = sum(row["tone"] == said for row in part)
        rounds.append(f"{hits} of {len(part)} in round {number}")
    assert f"By round: {rounds[0]}, {rounds[1]}." in letters[name]


def test_nobody_else_is_told_of_a_confusion_over_all_their_labels(letters) -> None:
    assert "Over all" not in everyone_but(letters, *CONFUSERS)


def test_who_improved_after_a_letter_is_told_so_and_who_did_not_is_not(letters) -> None:
    """Aisha’s letter helped; Kofi, who tired in round 1, was rested in round 2."""
    for name in ("Aisha", "Kofi"):
        assert "It has become rarer" in letters[name]
    assert "It has become rarer" not in everyone_but(letters, "Aisha", "Kofi")


@pytest.mark.parametrize("name", CONFUSERS)
def test_what_was_read_of_it_is_counted_among_what_was_read(sample, book, letters, name) -> None:
    said, meant = CONFUSERS[name]
    read = {one.item_id for one in book.record.reads}
    own = [row for row in sample.by(name) if row["item_id"] in read]
    errors = {
        j.item_id
        for j in book.record.judgements
        if j.annotator_id == name and j.verdict is Verdict.ERROR
    }
    n = sum(
        row["tone"] == said and sample.item(row)["tone"] == meant and row["item_id"] in errors
        for row in own
    )
    assert n >= 3
    sentence = f"In {n} of the {len(own)} items that I read, you answered “{said}” and “{meant}”"
    assert sentence in letters[name]


def test_haste_is_told_to_those_who_rush(book, letters) -> None:
    """Luca copies, and so is quick: that much a letter says."""
    for name in ("Jonas", "Luca"):
        habits = book.sources.profiles[name].habits
        (haste,) = (one for one in habits if one.kind == "rushes")
        assert f"{haste.n} of {haste.of} labels took under a third" in letters[name]
        assert haste.of == book.sources.profiles[name].n_items
    assert "under a third" not in everyone_but(letters, "Jonas", "Luca")


def test_drift_is_told_to_kofi_with_before_and_after_within_round_1(sample, letters) -> None:
    (n, of, before, before_of) = map(
        int,
        re.search(
            r"Later on, (\d+) of (\d+) answers differ from the others’;"
            r" before that it was (\d+) of (\d+)\. This is from round 1\.",
            letters["Kofi"],
        ).groups(),
    )
    own = sorted(sample.in_round(sample.by("Kofi"), "1"), key=lambda row: row["submitted_at"])
    known = [row for row in own if mostly(sample, row)]
    differ = [row["tone"] != mostly(sample, row) for row in known]
    assert (before_of + of, before + n) == (len(known), sum(differ))
    assert (sum(differ[:before_of]), sum(differ[before_of:])) == (before, n)
    assert n / of > 0.35 > 0.1 > before / before_of
    assert "Later on" not in everyone_but(letters, "Kofi")


def test_leniency_is_told_to_freya(sample, letters) -> None:
    higher = 0
    for row in sample.by("Freya"):
        others = [
            int(o["urgency"]) for o in sample.others("Freya") if o["item_id"] == row["item_id"]
        ]
        higher += int(row["urgency"]) - sum(others) / len(others) >= 0.5
    own = len(sample.by("Freya"))
    assert f"{higher} of {own} answers are clearly higher than the others’" in letters["Freya"]
    assert "clearly higher than the others’ mean" not in everyone_but(letters, "Freya")


def test_a_narrow_scale_is_told_to_hiroshi(sample, letters) -> None:
    used = Counter(row["urgency"] for row in sample.by("Hiroshi"))
    n, of = used.most_common(1)[0][1], used.total()
    assert f"{n} of {of} answers are in one place of the scale" in letters["Hiroshi"]
    assert "one place of the scale" not in everyone_but(letters, "Hiroshi")


def test_long_texts_are_told_to_the_keeper_of_the_model(book, letters) -> None:
    (habit,) = book.sources.profiles["judge-1"].habits
    assert f"On long texts, {habit.n} of {habit.of} answers" in letters["judge-1"]
    assert "The length of a text does not count" in letters["judge-1"]
    assert "long texts" not in everyone_but(letters, "judge-1").casefold()


@pytest.mark.parametrize("name", ["Mira", "Wen"])
def test_the_careful_are_told_what_they_are_right_on_and_nothing_to_correct(
    sample, book, letters, name
) -> None:
    decided = [row for row in sample.by(name) if (row["item_id"], "tone") in book.record.rulings]
    n = sum(not sample.is_wrong(row) for row in decided)
    assert f"{n} of your {len(decided)} labels are right" in letters[name]
    assert n >= 0.9 * len(decided)
    assert "Next time" not in letters[name]
    assert "I have nothing to correct" in letters[name]


def test_too_little_to_say_anything_makes_a_short_letter(letters) -> None:
    assert "Next time" not in letters["Sam"] + letters["Zeynep"]
    assert len(letters["Sam"].split()) < 150


def test_every_letter_is_clean_and_names_nobody_else(book, letters) -> None:
    for name, text in letters.items():
        kinds = {finding.kind for finding in check(book, name, text)}
        assert kinds <= {"left out"}
        peers = set(letters) - {name}
        assert not [peer for peer in peers if re.search(rf"\b{re.escape(peer)}\b", text)]
