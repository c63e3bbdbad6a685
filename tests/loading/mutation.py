"""Files damaged as they get damaged: cut off, mixed up, keys gone, values of other types."""

from __future__ import annotations

import csv
import io
import json
import random
from typing import Any

_VALUES: tuple[Any, ...] = (
    None, "", " ", "x", "\ud800", "\x00", "[", '{"a":1}', True, 0, -1, 1.5, 1e308, 10**30,
    [], [None], {}, {"id": 1}, [[]], [{}], ["a", "a"], {"labels": None}, "None", "2026-13-45",
)  # fmt: skip
_BYTES = (b"", b"\x00", b"\xff", b'"', b"{", b"]", b"\n", b",", b"\r\n", b"\t", b"\\u0000", b"null")


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with a few changes: of its structure where it has one, else of its bytes."""
    for change in chance.choices((_bytes, _structure), (1, 3), k=chance.randrange(1, 3)):
        content = change(content, chance)
    return content


def _bytes(content: bytes, chance: random.Random) -> bytes:
    if not content:
        return content
    at = chance.randrange(len(content))
    length = chance.choice((0, 1, 10, len(content)))
    if chance.random() < 0.3:
        return content[:at]
    return content[:at] + chance.choice(_BYTES) + content[at + length :]


def _structure(content: bytes, chance: random.Random) -> bytes:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return _bytes(content, chance)
    if text[:1] in "[{":
        return _json(text, chance)
    return _table(text, chance)


def _json(text: str, chance: random.Random) -> bytes:
    try:
        return json.dumps(_value(json.loads(text), chance)).encode()
    except ValueError:
        pass
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    try:
        lines[at] = json.dumps(_value(json.loads(lines[at]), chance))
    except ValueError:
        lines[at] = "{"
    return "\n".join(lines).encode()


def _value(value: Any, chance: random.Random) -> Any:
    """The value with one change somewhere inside."""
    if not isinstance(value, dict | list) or not value or chance.random() < 0.08:
        return chance.choice(_VALUES)
    if isinstance(value, list):
        at = chance.randrange(len(value))
        if chance.random() < 0.15:
            return value[:at] + value[at + 1 :]
        return [*value[:at], _value(value[at], chance), *value[at + 1 :]]
    key = chance.choice(list(value))
    if chance.random() < 0.25:
        return {name: one for name, one in value.items() if name != key}
    if chance.random() < 0.1:
        return {
            chance.choice(("", "id", "x", key.upper())) if n == key else n: v
            for n, v in value.items()
        }
    return {**value, key: _value(value[key], chance)}


def _table(text: str, chance: random.Random) -> bytes:
    delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if not rows:
        return b""
    at = chance.randrange(len(rows)) if chance.random() < 0.6 else 0
    row = rows[at]
    place = chance.randrange(len(row)) if row else 0
    edit = chance.randrange(5)
    if edit == 0 or not row:
        del rows[at]
    elif edit == 1:
        for one in rows:
            del one[place : place + 1]
    elif edit == 2:
        rows[at] = chance.sample(row, len(row))
    elif edit == 3:
        rows = [rows[0], *chance.choices(rows[1:] or [[]], k=len(rows))]
    else:
        row[place] = chance.choice(
            ('[{"rating":null}]', "[[1]]", "{", "", "None", "nan", '{"choices":3}', "x" * 300)
        )
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()
