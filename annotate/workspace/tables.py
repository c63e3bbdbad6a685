"""The tables of a project's database, as the newest migration leaves them.

project    one row: the display name, and when it was opened and archived
entries    the current value at each key
history    every change that was accepted; triggers refuse to alter or delete a line
versions   every import: which data it made, how, and how large they are
uploads    the files as they came, by content
sources    which uploads a version was made from
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text

SCHEMA = "0003"
"""The newest migration. A test holds it equal to the newest script in ``migrations``."""

metadata = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


project = Table(
    "project",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("name"),
    _text("created_at"),
    _text("opened_at"),
    Column("archived_at", Text),
)

entries = Table(
    "entries",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("item_id", Text, primary_key=True),
    Column("annotator_id", Text, primary_key=True),
    Column("question", Text, primary_key=True),
    _text("value"),
    _count("revision"),
    _text("at"),
    _text("reviewer"),
)

history = Table(
    "history",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("kind"),
    _text("item_id"),
    _text("annotator_id"),
    _text("question"),
    _text("value"),
    _count("revision"),
    _count("base"),
    _text("at"),
    _text("reviewer"),
)

versions = Table(
    "versions",
    metadata,
    Column("seq", Integer, primary_key=True),
    _text("content"),
    _text("made_at"),
    _text("how"),
    _text("settings"),
    _count("n_items"),
    _count("n_annotators"),
    _count("n_labels"),
)

uploads = Table(
    "uploads",
    metadata,
    Column("sha256", Text, primary_key=True),
    _text("suffix"),
    _count("size"),
)

sources = Table(
    "sources",
    metadata,
    Column("version", ForeignKey("versions.seq"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("sha256", ForeignKey("uploads.sha256"), nullable=False),
    _text("name"),
)
