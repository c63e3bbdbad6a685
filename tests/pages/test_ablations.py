"""The ablations page says first what matters most, and opens the items that flip."""

from __future__ import annotations

import pytest

from annotate.ablation import ablations
from annotate.loading import read
from annotate.projects import create
from annotate.ui.ablations.tables import as_table, as_whiskers
from annotate.workspace import Workspace


@pytest.fixture
def sample_project(home, sample):
    return create(Workspace(home), "Sample", read([sample]), [])


def test_it_opens_with_alpha_and_the_decision_that_moves_it_most(app, sample_project, said) -> None:
    test = app("ablations", project="Sample")
    assert not test.exception
    words = said(test)
    assert "Alpha is **0.60** for **tone**" in words
    assert "without round 2, −0.047" in words
    assert "How often the consensus is the reference with fewer labels" in words


def test_an_address_is_a_saved_ablation_with_the_items_that_flip(app, sample_project, said) -> None:
    test = app("ablations", project="Sample", take=["annotator:Kofi", "seconds:6"])
    assert not test.exception
    assert "**Without Kofi and without labels made in under 6 s**: 1,590 labels" in said(test)
    assert any("Consensus now" in one.value.columns for one in test.dataframe)
    assert [one for one in test.button if one.label == "Read these"]


def test_what_an_address_cannot_name_is_said(app, sample_project, said) -> None:
    assert "is no decision" in said(app("ablations", project="Sample", take=["nonsense"]))
    assert "There is no annotator “X”" in said(
        app("ablations", project="Sample", take=["annotator:X"])
    )


def test_without_a_project_it_says_where_to_get_one(app, home, said) -> None:
    assert "No project is open" in said(app("ablations"))


def test_few_labels_and_no_reference_are_no_error(app, tone, said) -> None:
    test = app("ablations", project="Tone")
    assert not test.exception
    assert "have the consensus" in said(test)


def test_rows_without_a_reference_have_no_column_for_it(make) -> None:
    data = make([0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1], [0, 0, 1, 1, 0, 1])
    found = ablations(data, "tone")
    assert "Against the reference" not in as_table(found, found.rows)
    assert as_whiskers(found.annotators).empty  # one annotator is left, with nobody to agree with
