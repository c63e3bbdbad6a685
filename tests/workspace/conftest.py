"""A workspace of its own for each test, and a project in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.annotations import Annotations
from annotate.workspace import Project, Workspace, forget_engines
from tests.workspace.cases import annotations


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    yield Workspace(tmp_path / "home")
    forget_engines(tmp_path)


@pytest.fixture
def project(workspace: Workspace) -> Project:
    return workspace.create("Tone of replies")


@pytest.fixture
def data() -> Annotations:
    """Two items, two annotators, one question; the second annotator skipped the first item."""
    return annotations()
