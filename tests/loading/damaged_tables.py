"""Small files of every kind and shape, and ways to damage them within and without."""

import csv
import gzip
import io
import json
import random
import zipfile
from collections.abc import Iterator

import pandas as pd

from annotate.errors import AnnotateError
from annotate.loading import read

_BYTES = b"\",;\t|\n\r\x00\xff\xc3[]{}'=-?1:"
_WORDS = [
    (b",", b";"), (b"\r\n", b"\n"), (b'"', b""), (b"T1", b""), (b"calm", b"NA"), (b"worker", b""),
    (b"[", b"{"), (b"null", b"[]"), (b"1", b"1e999"), (b"0", b"-"), (b"ana", b"\xc3\xa9"),
    (b":", b""), (b"true", b"2"), (b"id", b"annotator"), (b"a", b"\xe2\x80\xae"), (b"5", b"9" * 400),
]  # fmt: skip


def bases() -> dict[str, bytes]:
    """A small file of each kind and shape."""
    chance = random.Random(11)
    people = ("ana", "bén", "chi")
    tones, topics = ["calm", "angry"], ["a|b", "b", "a|c"]
    head = ["item_id", "worker", "tone", "stars", "topics", "text", "created_at", "seconds", "gold"]
    rows = [
        [f"T{n}", who, chance.choice(tones), chance.randrange(1, 6), chance.choice(topics),
         f'She said "no",\nor so {n}', f"2024-01-0{n % 9 + 1}T10:00:00Z", n + 0.5,
         "calm" if n % 2 else ""]
        for n in range(12) for who in people
    ]  # fmt: skip
    long = pd.DataFrame(rows, columns=head)
    wide = long.pivot(index="item_id", columns="worker", values="tone").reset_index()
    hot = long[["item_id", "worker"]].assign(
        **{f"topics.{t}": [int(t in cell) for cell in long["topics"]] for t in "abc"}
    )
    csv_long = _csv(long)
    records = long.to_dict("records")
    return {
        "long.csv": csv_long,
        "long.utf16.csv": csv_long.decode().encode("utf-16"),
        "wide.csv": _csv(wide),
        "hot.csv": _csv(hot),
        "long.json": json.dumps(records, ensure_ascii=False).encode(),
        "columns.json": json.dumps(long.to_dict("list")).encode(),
        "long.jsonl": "\n".join(json.dumps(row) for row in records).encode(),
        "long.csv.gz": gzip.compress(csv_long),
        "all.zip": _zip({"ana/x.csv": csv_long, "b.json": json.dumps(records[:3]).encode()}),
        "stored.zip": _zip(
            {"x.csv": csv_long, "y.csv": b"item_id,author\nT1,x\nT2,y\n"}, zipfile.ZIP_STORED
        ),
        "long.xlsx": _written(long, "to_excel"),
        "long.parquet": _written(long, "to_parquet"),
        "wide.ods": _ods(wide),
    }


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n").encode()


def _written(frame: pd.DataFrame, method: str) -> bytes:
    out = io.BytesIO()
    getattr(frame, method)(out, index=False)
    return out.getvalue()


def _zip(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return out.getvalue()


def _ods(frame: pd.DataFrame) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in [list(frame.columns), *frame.to_numpy().tolist()]
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body>'
    content = f"<office:document-content {spaces}>{body}</office:document-content>"
    return _zip({"mimetype": b"application/x", "content.xml": content.encode()})


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """The bytes after a few random edits of bytes, words and lines."""
    content = whole
    for _ in range(chance.randrange(1, 6)):
        content = chance.choice(_EDITS)(content, chance.randrange(len(content) or 1), chance)
    return content


def _cut(content: bytes, at: int, chance: random.Random) -> bytes:
    return content[:at] + content[at + chance.randrange(40) :]


def _put_in(content: bytes, at: int, chance: random.Random) -> bytes:
    return content[:at] + bytes(chance.choices(_BYTES, k=chance.randrange(1, 5))) + content[at:]


def _repeat(content: bytes, at: int, chance: random.Random) -> bytes:
    piece = content[at : at + chance.randrange(200)]
    return content[:at] + piece * chance.randrange(1, 4) + content[at:]


def _change(content: bytes, at: int, chance: random.Random) -> bytes:
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _reword(content: bytes, at: int, chance: random.Random) -> bytes:
    return content.replace(*chance.choice(_WORDS))


def _shuffle(content: bytes, at: int, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def _end(content: bytes, at: int, chance: random.Random) -> bytes:
    return content[:at] if chance.random() < 0.3 else content


_EDITS = (_cut, _put_in, _repeat, _change, _reword, _shuffle, _end)


def inputs(files: dict[str, bytes], number: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Damaged files in turn."""
    names = list(files)
    for at in range(number):
        name, chance = names[at % len(names)], random.Random(f"{seed}-{at}")
        yield name, hurt(files[name], chance)


def hurt(whole: bytes, chance: random.Random) -> bytes:
    """The bytes damaged; what is packed is damaged within as often as outside."""
    if whole[:2] == b"PK" and chance.random() < 0.7:
        return _within(whole, chance)
    if whole[:2] == b"\x1f\x8b" and chance.random() < 0.5:
        return gzip.compress(damaged(gzip.decompress(whole), chance))
    return damaged(whole, chance)


def _within(whole: bytes, chance: random.Random) -> bytes:
    """An archive with one of its files damaged, and packed as it should be."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    filled = [name for name, content in files.items() if content]
    name = chance.choice(filled)
    return _zip(files | {name: damaged(files[name], chance)})


def attempt(name: str, content: bytes) -> str:
    """“imported” or “refused”; anything but an AnnotateError is raised."""
    try:
        loaded = read((name, content))
    except AnnotateError as error:
        sentence, outcome = str(error), "refused"
    else:
        sentence, outcome = loaded.report.summary, "imported"
        loaded.report.to_text()
        json.dumps(loaded.report.to_json(), allow_nan=False)
        for question in loaded.annotations.questions:
            codes = loaded.annotations.labels[question.name]
            if codes.max(initial=-1) >= len(question.answers):
                raise IndexError(f"a label of {question.name} has no answer")
    if "\n" in sentence or not sentence.endswith((".", ".”", ")")):
        raise ValueError(f"not one paragraph: {sentence!r}")
    return outcome
