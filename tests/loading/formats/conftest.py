"""Small exports written out by hand, and what converting them gives."""

import csv
import io
import json

import pytest

from annotate.loading import read
from annotate.loading.long import to_long


@pytest.fixture
def as_table():
    """Rows of cells as the bytes of a table."""

    def make(*rows, delimiter=","):
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter).writerows(rows)
        return out.getvalue().encode()

    return make


@pytest.fixture
def as_lines():
    """Objects as the bytes of JSON lines."""
    return lambda *records: "".join(json.dumps(one) + "\n" for one in records).encode()


@pytest.fixture
def loaded():
    """Named files as loading understands them."""
    return lambda **files: read([(name.replace("__", "."), data) for name, data in files.items()])


@pytest.fixture
def rows(loaded):
    """(item, annotator, question, label, status) of each row of the long table."""

    def make(**files):
        frame = to_long(loaded(**files).annotations)
        names = ("item_id", "annotator_id", "question", "label", "status")
        return list(zip(*(frame[name] for name in names), strict=True))

    return make
