"""The app under test: the real entry, a home of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from annotate.loading import read
from annotate.projects import create
from annotate.workspace import Project, Workspace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def app(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open the app at a page: ``app("agreement", project="Tone")``."""
    monkeypatch.chdir(ROOT)
    st.cache_resource.clear()

    def at(page: str = "data", **query: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        test.query_params.update(query)
        if page != "data":
            test.switch_page(f"annotate/pages/{page}.py")
        return test.run()

    return at


def click(test: AppTest, label: str) -> AppTest:
    """Press the first button of that name."""
    return next(one for one in test.button if one.label == label).click().run()


@pytest.fixture
def tone(home: Path, small: Path) -> Project:
    """A project of the small labels."""
    return create(Workspace(home), "Tone", read([small]), [])


@pytest.fixture
def said() -> Callable[[AppTest], str]:
    """Everything that a page says in words, as it is written: ``said(test)``."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "error", "warning", "info")

    def words(test: AppTest) -> str:
        return "\n".join(str(one.value) for kind in kinds for one in test.get(kind)).replace(
            "\\", ""
        )

    return words
