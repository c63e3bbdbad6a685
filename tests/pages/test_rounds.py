"""The rounds page says what changed, what the letters did, and keeps the draw of who gets one first."""

from __future__ import annotations

import pytest

from annotate.follow_up import guideline_versions, moments, plan_in, remember, sent_in
from annotate.letters import state_key
from annotate.loading import read
from annotate.projects import create
from annotate.rounds import draw
from annotate.workspace import Key, Kind, Workspace
from tests.pages.conftest import click


@pytest.fixture
def sample_project(home, sample):
    return create(Workspace(home), "Sample", read([sample]), [])


def test_it_opens_with_what_changed(app, sample_project, said) -> None:
    test = app("rounds", project="Sample")
    assert not test.exception
    words = said(test)
    assert "From round 1 to round 2 alpha of **tone** went from 0.55 to 0.66" in words
    assert "2 of 11 annotators got surely better and 0 surely worse" in words
    claims = next(one.value for one in test.dataframe if "Was, without luck" in one.value)
    aisha = claims[claims["Annotator"] == "Aisha"].iloc[0]
    assert (aisha["Was"], aisha["Since"], aisha["Now"]) == (
        "18 of 32",
        "2 of 32",
        "less than before",
    )


def test_letters_that_were_sent_are_those_that_count(app, sample_project, said) -> None:
    for name in ("Aisha", "Kofi", "Tomás"):
        sample_project.store.put(state_key(name, "1"), "sent")
    test = app("rounds", project="Sample")
    assert test.multiselect[0].value == ["Aisha", "Kofi", "Tomás"]
    assert "from 3 annotators with a letter and 8 without" in said(test)
    assert [one.what for one in moments(sample_project)] == [
        "letter to Aisha",
        "letter to Kofi",
        "letter to Tomás",
    ]


def test_a_letter_that_was_answered_or_closed_was_sent_before(sample_project) -> None:
    """It counts as one that was sent, at the time when it was."""
    for name, state in (("Aisha", "answered"), ("Kofi", "closed"), ("Tomás", "ready")):
        sample_project.store.put(state_key(name, "1"), "sent")
        sample_project.store.put(state_key(name, "1"), state)
    assert sent_in(sample_project, "1") == ["Aisha", "Kofi"]
    sent = {event.at for event in sample_project.store.history() if event.value == "sent"}
    told = moments(sample_project)
    assert [one.what for one in told] == ["letter to Aisha", "letter to Kofi"]
    assert {one.at for one in told} <= sent


def test_the_draw_is_kept_and_cannot_be_made_again(app, sample_project, said) -> None:
    test = app("rounds", project="Sample")
    (button,) = (one for one in test.button if one.label == "Draw who gets a letter first")
    test = button.click().run()
    assert not test.exception
    plan = plan_in(sample_project, "2")
    assert len(plan.first) == len(plan.later) == 6  # the model gets no letter
    assert "Chance drew who gets a letter about round 2 first" in said(test)
    assert not [one for one in test.button if one.label == "Draw who gets a letter first"]


def test_a_draw_of_the_round_before_is_evaluated(app, sample_project, said) -> None:
    data = sample_project.data()
    remember(sample_project, draw(data.annotator_ids, 3, "1"))
    test = app("rounds", project="Sample")
    assert not test.exception
    assert "of draws by chance alone do as much" in said(test)


def test_a_day_divides_labels_where_there_are_no_rounds(app, sample_project, said) -> None:
    test = app("rounds", project="Sample", since="2026-03-20")
    assert not test.exception
    assert "Since 2026-03-20 alpha of **tone** went" in said(test)


def test_one_round_without_times_says_what_is_missing(app, home, tmp_path, said) -> None:
    path = tmp_path / "one.csv"
    path.write_text("item_id,annotator_id,label\na,Ana,x\na,Ben,y\n", encoding="utf-8")
    create(Workspace(home), "One", read([path]), [])
    assert "There is one round so far" in said(app("rounds", project="One")) + "".join(
        one.value for one in app("rounds", project="One").subheader
    )


def test_few_labels_are_said_to_be_few(app, tone, said) -> None:
    test = app("rounds", project="Tone")
    assert not test.exception
    assert "Nobody has eight labels" in said(test)


def test_changes_of_the_guideline_at_one_sitting_are_one_version(sample_project) -> None:
    sample_project.store.put(Key(Kind.GUIDELINE), "1. Be calm.")
    sample_project.store.put(Key(Kind.GUIDELINE), "1. Be calm. Always.")
    assert [one.value for one in guideline_versions(sample_project)] == ["1. Be calm. Always."]
    assert [one.what for one in moments(sample_project)] == ["guideline, version 1"]


def test_to_set_rounds_by_hand_begins_with_those_there_are(app, sample_project, said) -> None:
    test = app("rounds", project="Sample")
    click(test, "Set the rounds")
    names = [one for one in test.text_input if one.label == "Round"]
    assert [one.value for one in names] == ["1", "2", ""]
    assert "**1**: 2,102 labels on 167 items; **2**: 1,590 labels on 128 items." in said(test)
