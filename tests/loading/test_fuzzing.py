"""Whatever the bytes are, they are loaded or refused with a sentence of ours."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.errors import AnnotateError
from annotate.plan import How
from annotate.projects import import_files

sys.path.insert(0, str(Path(__file__).parent))
from damaged_tables import attempt, bases, inputs

EXPORTS = Path(__file__).parent / "formats" / "exports"
BATCHES, EACH = 40, 50


@pytest.fixture(scope="module")
def files():
    """Small files of each kind, and the exports of tools."""
    found = [path for path in sorted(EXPORTS.rglob("*")) if path.is_file()]
    return bases() | {path.name: path.read_bytes() for path in found}


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_damaged_file_of_any_kind_is_loaded_or_refused(files, batch):
    outcomes = {attempt(name, content) for name, content in inputs(files, EACH, seed=batch)}
    assert outcomes <= {"imported", "refused"}


def test_the_files_that_are_damaged_are_good(files):
    assert {attempt(name, content) for name, content in bases().items()} == {"imported"}


def test_nothing_is_written_where_a_file_is_refused(files, home, tmp_path):
    before = sorted(home.rglob("*"))
    for at, (name, content) in enumerate(inputs(bases(), 60, seed=99)):
        path = tmp_path / f"{at}-{name}"
        path.write_bytes(content)
        try:
            import_files(f"project {at}", [path], How.NEW, {})
        except AnnotateError:
            assert sorted(home.rglob("*")) == before
        else:
            before = sorted(home.rglob("*"))


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_loaded_or_refused(content):
    attempt("x.csv", content)


@given(st.text(st.sampled_from("ab1,;|\t\"\n\r['] ?-.é🙂"), max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_under_a_good_header_is_loaded_or_refused(text):
    attempt("x.csv", ("item_id,annotator_id,label\n" + text).encode())
