from __future__ import annotations

import unicodedata
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.feedback import file_names

HOSTILE = [
    "../../x",
    "..",
    ".",
    "",
    "   ",
    "CON",
    "con.txt",
    "NUL",
    "COM1",
    "lpt9.html",
    "🦊",
    "🦊🦊",
    "x" * 300,
    "x" * 299 + "y",
    "Mira",
    "mira",
    "MIRA ",
    "Mira.",
    "Zoë",
    "Zoe\u0308",
    "ＭＩＲＡ",
    "Straße",
    "STRASSE",
    'a/b\\c:d*e?f"g<h>i|j',
    "eve\u202egpj.exe",
    "-rf",
    "~root",
    "=cmd|'/c calc'!A1",
    "line\nbreak\x00null",
    "محمد",
    "王芳",
    "é" * 200,
]


def fold(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def check(names: dict[str, str]) -> None:
    assert len({fold(name) for name in names.values()}) == len(names)
    for name in names.values():
        assert 0 < len(name.encode()) <= 82
        assert not set(name) & set('/\\:*?"<>|\0\n\r\t')
        assert not name.startswith((".", "-", " "))
        assert not name.endswith((".", " "))
        assert all(unicodedata.category(char) not in ("Cc", "Cf", "Cs") for char in name)
        assert name.split(".")[0].casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
        assert PureWindowsPath(f"{name}.html").name == f"{name}.html"


def test_hostile_names_become_safe_and_different() -> None:
    names = file_names(HOSTILE)
    check(names)
    assert names["Mira"] == "Mira"
    assert names["mira"] == "mira-2"
    assert names["王芳"] == "王芳"


@given(st.lists(st.text(max_size=40), unique=True, max_size=12))
def test_any_names_become_safe_and_different(annotator_ids: list[str]) -> None:
    check(file_names(annotator_ids))


@pytest.mark.parametrize("name", ["Tomás", "worker_17", "A-3", "judge-1"])
def test_an_ordinary_name_stays_as_it_is(name: str) -> None:
    assert file_names([name]) == {name: name}
