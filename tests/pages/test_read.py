"""The page on which is read: what stands around the desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.loading import read
from annotate.projects import create
from annotate.ui.modelled import hears_text
from annotate.workspace import Workspace

SAMPLE = Path(__file__).parents[2] / "sample_data" / "labels.csv"


@pytest.fixture
def project(home: Path):
    return create(Workspace(home), "Sample", read([SAMPLE]), [])


def test_the_texts_speak_when_they_are_asked(app, said, project) -> None:
    test = app("read", project="Sample", queue="suspicious")
    assert "What the texts say" not in said(test)
    asked = next(one for one in test.checkbox if one.label == "The texts speak as well")
    assert not asked.value
    asked.check().run()
    assert hears_text(project)
    assert "What the texts say: tone: believed at" in said(test)
    asked = next(one for one in test.checkbox if one.label == "The texts speak as well")
    asked.uncheck().run()
    assert not hears_text(project)
    assert "What the texts say" not in said(test)


def test_they_are_asked_only_where_a_model_ranks(app, project) -> None:
    test = app("read", project="Sample")
    assert not any(one.label == "The texts speak as well" for one in test.checkbox)
