"""A file as the formats look at it: parsed at most once, and only as far as is needed."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types

from annotate.errors import FileFormatError
from annotate.loading.decoding import to_utf8
from annotate.loading.delimiter import find_delimiter
from annotate.loading.foreign import refuse_binary
from annotate.loading.halves import may_hold_halves, without_halves
from annotate.loading.members import Member
from annotate.loading.opening import open_table
from annotate.loading.parsing import parse
from annotate.loading.problems import shortened
from annotate.loading.table import Table

Json = Any  # what json.loads gives: checked where it is used
Record = dict[str, Json]

_HEAD = 1 << 16
_SAMPLE = 50


class Document:
    """One file, as bytes, text, JSON or a table; each is made when it is first asked for."""

    def __init__(self, member: Member) -> None:
        self.member = member

    @property
    def name(self) -> str:
        """The file's name, without folders."""
        return self.member.name

    @property
    def stem(self) -> str:
        """The file's name without folders and ending."""
        return self.name.rsplit(".", 1)[0] if "." in self.name[1:] else self.name

    @property
    def folder(self) -> str:
        """The name of the folder that the file is in; empty if none is known."""
        parts = self.member.path.split("/")
        return parts[-2] if len(parts) > 1 else ""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it but line breaks."""
        return not self.member.content[:_HEAD].strip() and not self.member.content.strip()

    @cached_property
    def text(self) -> str:
        """The text; empty where the bytes are none."""
        try:
            refuse_binary(self.member.content, self.name)
            data, _ = to_utf8(self.member.content, self.name)
        except FileFormatError:
            return ""
        return data.decode("utf-8", errors="replace").removeprefix("\ufeff")

    @property
    def head(self) -> str:
        """The beginning of the text, which is cheap to have; empty where the bytes are none."""
        head = self.member.content[:_HEAD]
        try:
            refuse_binary(head, self.name)
            return (
                to_utf8(head, self.name)[0].decode("utf-8", errors="ignore").removeprefix("\ufeff")
            )
        except FileFormatError:
            # Cut within a character, it may look like another encoding; then all of it is read.
            return self.text[:_HEAD]

    @cached_property
    def _start(self) -> str:
        """The first characters that are no blanks, to tell JSON from a table cheaply."""
        head = self.member.content[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
        return head[:1].decode("ascii", errors="ignore")

    @cached_property
    def json(self) -> Json:
        """The JSON value that the whole text is; None where it is not JSON, or JSON lines."""
        if self._start not in ("{", "["):
            return None
        try:
            return self._sound(json.loads(self.text, parse_constant=_nothing))
        except (ValueError, RecursionError):
            return None

    @cached_property
    def lines(self) -> list[Record]:
        """The objects of JSON lines; empty where the text is anything else."""
        if self._start != "{" or (self.json is not None and not isinstance(self.json, dict)):
            return []
        if self.json is not None:  # an object, which may be the only line
            return [self.json] if "\n" not in self.text.strip() else []
        return self._sound(_objects(self.text))  # type: ignore[no-any-return]

    def _sound(self, value: Json) -> Json:
        """The value without half characters, which only escapes can bring into it."""
        return without_halves(value) if may_hold_halves(self.member.content) else value

    @cached_property
    def records(self) -> list[Record]:
        """The objects of a JSON list, of JSON lines, or of an object of lists or objects."""
        if isinstance(self.json, list):
            return [record for record in self.json if isinstance(record, dict)]
        return self.lines

    @cached_property
    def sample(self) -> list[Record]:
        """The first records; of JSON lines only the beginning of the file is looked at."""
        if self._start == "{" and len(self.member.content) > _HEAD:
            head = self.member.content[:_HEAD]
            lines = head[: head.rfind(b"\n") + 1].decode("utf-8", errors="ignore")
            if lines:
                return _objects(lines.removeprefix("\ufeff"))[:_SAMPLE]
        return self.records[:_SAMPLE]

    @cached_property
    def parquet_names(self) -> tuple[str, ...]:
        """The names of the columns of a Parquet file; none where it is no such file."""
        return tuple(self._parquet.schema_arrow.names) if self._parquet is not None else ()

    @cached_property
    def parquet_records(self) -> list[Record]:
        """The rows of a Parquet file as objects; FileFormatError where they cannot be read."""
        if self._parquet is None:
            return []
        try:
            rows: list[Record] = self._parquet.read().to_pylist()
        except (pa.ArrowException, OSError, ValueError) as error:
            raise FileFormatError(
                f"“{self.name}” is a Parquet file that cannot be read"
                f" ({shortened(str(error))}). Write it again."
            ) from None
        return rows

    @cached_property
    def parquet_notes(self) -> dict[bytes, bytes]:
        """What the program that wrote a Parquet file noted in it."""
        schema = self._parquet.schema_arrow if self._parquet is not None else None
        return dict(schema.metadata or {}) if schema is not None else {}

    @cached_property
    def _parquet(self) -> Any:
        if not self.member.content.startswith(b"PAR1"):
            return None
        import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it ships no types

        try:
            return pq.ParquetFile(pa.BufferReader(self.member.content))
        except (pa.ArrowException, OSError, ValueError):
            return None

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The first row of cells, if it may be a table; read from the head of the file alone."""
        if self._start in ("{", "[", ""):
            return ()
        head = self.member.content[:_HEAD]
        if len(self.member.content) > _HEAD:  # a character may be cut in two at the end
            head = head[: head.rfind(b"\n") + 1]
        try:
            refuse_binary(head, self.name)
            data, _ = to_utf8(head, self.name)
        except FileFormatError:
            return ()
        text = data.decode("utf-8", errors="ignore").removeprefix("\ufeff").lstrip("\r\n")
        mark = find_delimiter(text, complete=len(self.member.content) <= _HEAD)
        if mark is None:
            return (text.split("\n", 1)[0].strip(),)
        first = text.split("\n", 1)[0] + "\n"
        try:
            return parse(first.encode(), mark, self.name, 1).header
        except FileFormatError:
            return ()

    @cached_property
    def table(self) -> Table:
        """The table in the text; FileFormatError where there is none."""
        return open_table(self.member.content, self.member.path)


def _objects(text: str) -> list[Record]:
    found = []
    for line in text.split("\n"):
        if line.strip():
            try:
                value = json.loads(line, parse_constant=_nothing)
            except (ValueError, RecursionError):
                return []
            if not isinstance(value, dict):
                return []
            found.append(value)
    return found


def _nothing(_: str) -> None:
    """NaN and infinities are no JSON, though Python writes them: no value."""
    return
