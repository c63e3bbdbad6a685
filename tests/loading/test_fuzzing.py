"""Whatever the bytes are, they are loaded or refused with a sentence of ours."""

import csv
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.errors import AnnotateError
from annotate.loading import read


def _base():
    chance = random.Random(11)
    rows = [
        ["item_id", "worker", "tone", "stars", "topics", "text", "created_at", "seconds", "gold"]
    ]
    rows += [
        [f"T{n}", who, chance.choice(["calm", "angry"]), chance.randrange(1, 6), chance.choice(["a|b", "b", "a|c"]),
         f'She said "no",\nor so {n}', f"2024-01-0{n % 9 + 1}T10:00:00Z", n + 0.5, "calm" if n % 2 else ""]
        for n in range(15)
        for who in ("ana", "bén", "chi")
    ]  # fmt: skip
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


BASE = _base()


def attempt(content):
    try:
        found = read(("x.csv", content))
    except AnnotateError as error:
        sentence = str(error)
    else:
        sentence = found.report.summary
        assert found.report.to_text()
        assert found.report.to_json()
        for question in found.annotations.questions:
            codes = found.annotations.labels[question.name]
            assert codes.max(initial=-1) < len(question.answers)
    assert "\n" not in sentence
    assert sentence.endswith(".")


def mutated(chance):
    """The base file with a few random edits of bytes, cells and lines."""
    content = bytearray(BASE)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(content))
        edit = chance.randrange(6)
        if edit == 0:
            content[at : at + chance.randrange(40)] = b""
        elif edit == 1:
            content[at:at] = bytes(
                chance.choices(b"\",;\t|\n\r\x00\xff\xc3[]{}'=-?1", k=chance.randrange(1, 5))
            )
        elif edit == 2:
            piece = content[at : at + chance.randrange(200)]
            content[at:at] = piece * chance.randrange(1, 4)
        elif edit == 3:
            content[at] = chance.randrange(256)
        elif edit == 4:
            content = content.replace(
                *chance.choice(
                    [
                        (b",", b";"),
                        (b"\r\n", b"\n"),
                        (b'"', b""),
                        (b"T1", b""),
                        (b"calm", b"NA"),
                        (b"worker", b""),
                    ]
                )
            )
        else:
            lines = content.split(b"\r\n")
            chance.shuffle(lines)
            content = bytearray(b"\r\n".join(lines))
        if not content:
            return b""
    return bytes(content)


@pytest.mark.parametrize("seed", range(150))
def test_a_damaged_file_is_loaded_or_refused(seed):
    attempt(mutated(random.Random(seed)))


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_loaded_or_refused(content):
    attempt(content)


@given(st.text(st.sampled_from("ab1,;|\t\"\n\r['] ?-.é🙂"), max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_under_a_good_header_is_loaded_or_refused(text):
    attempt(("item_id,annotator_id,label\n" + text).encode())
