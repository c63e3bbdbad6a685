from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotate.feedback import Casebook, prepare
from annotate.loading import read
from annotate.projects import create
from annotate.workspace import Project, Workspace


@pytest.fixture
def project(tmp_path: Path) -> Project:
    rows = [
        f"i{n},{who},{'kind' if (n + (who == 'Ana')) % 2 else 'rude'},1,text {n}"
        for n in range(6)
        for who in ("Ana", "Ben", "Chi")
    ]
    path = tmp_path / "tone.csv"
    path.write_text("item_id,annotator_id,tone,round,text\n" + "\n".join(rows) + "\n")
    return create(Workspace(tmp_path / "home"), "Tone", read([path]), [])


@pytest.fixture
def book_of() -> Callable[[Project], Casebook]:
    def book(project: Project) -> Casebook:
        data = project.data()
        assert data is not None
        return Casebook(prepare(data), project.store.record())

    return book
