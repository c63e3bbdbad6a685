"""The tool finds what was planted in the sample data, and nothing in anyone else."""

from __future__ import annotations

import pytest

import annotate
from annotate.habits import Kind

PLANTED = {
    "Tomás": {Kind.CONFUSES},
    "Aisha": {Kind.CONFUSES},
    "Jonas": {Kind.RUSHES},
    "Kofi": {Kind.DRIFTS},
    "Luca": {Kind.COPIES, Kind.RUSHES},
    "Freya": {Kind.LENIENT},
    "Hiroshi": {Kind.NARROW},
    "judge-1": {Kind.PREFERS_LONG},
}


@pytest.fixture(scope="module")
def found(sample):
    """Habits by annotator."""
    profiles = annotate.profiles(annotate.load(sample.folder / "labels.csv"))
    return {profile.annotator_id: profile.habits for profile in profiles}


def test_each_planted_habit_is_found_and_no_other(found) -> None:
    """Luca was planted with two fifths of the usual time as well, so that he rushes is true."""
    named = {name: {habit.kind for habit in own} for name, own in found.items() if own}
    assert named == PLANTED


def one(own, kind: Kind, question: str = ""):
    return next(h for h in own if h.kind is kind and h.question == question)


def share(counts: dict) -> float:
    return counts["k"] / counts["n"]


def test_counts_and_denominators_are_those_of_the_truth_or_near(found, sample) -> None:
    """Where the truth knows which item is what, the tool has the others' answers alone."""
    freya = one(found["Freya"], Kind.LENIENT, "urgency")
    planted = sample.realised("Freya", "lenient")
    assert freya.of == planted["too_high"]["n"]
    assert abs(freya.n - planted["too_high"]["k"]) <= 3
    assert freya.effect == pytest.approx(planted["bias"], abs=0.05)

    hiroshi = one(found["Hiroshi"], Kind.NARROW, "urgency")
    counts = sample.realised("Hiroshi", "narrow")["counts"]
    assert (hiroshi.n, hiroshi.of) == (counts["3"], sum(counts.values()))

    luca = one(found["Luca"], Kind.COPIES, "tone")
    planted = sample.realised("Luca", "copies")["same_where_neighbour_wrong"]
    assert luca.other == "Priya"
    assert luca.low <= share(planted) <= luca.high
    assert abs(luca.of - planted["n"]) <= 6

    for name in ("Tomás", "Aisha"):
        how, planted = sample.planted(name, "confuses"), sample.realised(name, "confuses")
        habit = one(found[name], Kind.CONFUSES, "tone")
        assert (habit.answer, habit.expected) == (how["says"], how["for"])
        assert habit.low <= share(planted["clear"]) <= habit.high

    judge = one(found["judge-1"], Kind.PREFERS_LONG, "urgency")
    assert abs(judge.of - sample.realised("judge-1", "prefers_long")["n_long"]) <= 3
    assert one(found["Kofi"], Kind.DRIFTS, "tone").round == "1"
