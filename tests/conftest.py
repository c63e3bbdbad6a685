"""What tests of the app and of the command line share: a home of their own, small labels."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long one example takes says nothing here: the first pays for imports and a busy machine.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

SMALL = """item_id,annotator_id,tone,text,round,seconds
t1,Ana,calm,Good morning and thank you,1,12
t1,Ben,calm,Good morning and thank you,1,9
t1,Chi,annoyed,Good morning and thank you,1,4
t2,Ana,angry,This is the third time,1,15
t2,Ben,angry,This is the third time,1,11
t2,Chi,annoyed,This is the third time,1,3
t3,Ana,calm,Where is the invoice?,2,14
t3,Ben,calm,Where is the invoice?,2,10
t3,Chi,calm,Where is the invoice?,2,5
t4,Ana,annoyed,Still no answer from you,2,13
t4,Ben,angry,Still no answer from you,2,8
"""
SAMPLE = Path(__file__).resolve().parents[1] / "sample_data" / "labels.csv"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("ANNOTATE_HOME", str(folder))
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small CSV of labels: four items, three annotators, two rounds."""
    path = tmp_path / "small.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def sample() -> Path:
    """The labels of the sample project."""
    return SAMPLE
