"""Archives are unpacked within bounds, with their folders, or refused in a sentence."""

import gzip
import io
import random
import struct
import zipfile

import pytest

from annotate.errors import FileFormatError
from annotate.loading.containers import members
from annotate.loading.members import Member

TABLE = b"item_id,annotator_id,label\nT1,ana,yes\nT1,ben,no\n"


def zipped(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return out.getvalue()


def refused(content, sentence):
    with pytest.raises(FileFormatError, match=sentence) as caught:
        members([Member("labels.zip", content)])
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_packed_stays_as_it_is():
    assert members([Member("a.csv", TABLE)]) == [Member("a.csv", TABLE)]


def test_gzip_is_known_by_its_bytes_and_loses_its_ending():
    assert members([Member("a.csv.gz", gzip.compress(TABLE))]) == [
        Member("a.csv", TABLE, "a.csv.gz")
    ]
    assert members([Member("odd", gzip.compress(TABLE))])[0].content == TABLE


def test_gzip_files_put_one_after_the_other_are_one():
    content = gzip.compress(TABLE[:20]) + gzip.compress(TABLE[20:])
    assert members([Member("a.gz", content)])[0].content == TABLE


def test_the_paths_in_an_archive_keep_their_folders():
    found = members([Member("all.zip", zipped({"ana/out.csv": TABLE, "ben\\out.csv": TABLE}))])
    assert [(one.path, one.name, one.archive) for one in found] == [
        ("ana/out.csv", "out.csv", "all.zip"),
        ("ben/out.csv", "out.csv", "all.zip"),
    ]


def test_what_systems_add_to_archives_is_left_out():
    junk = ("__MACOSX/._a.csv", ".DS_Store", "x/.ipynb_checkpoints/a.csv", "Thumbs.db", "x/")
    found = members([Member("a.zip", zipped({"a.csv": TABLE, **dict.fromkeys(junk, b"")}))])
    assert [one.path for one in found] == ["a.csv"]


def test_an_archive_within_an_archive_is_opened_and_one_within_that_is_not():
    inner = zipped({"a.csv": TABLE})
    outer = zipped({"ana.zip": inner, "ben.csv.gz": gzip.compress(TABLE)})
    found = members([Member("o.zip", outer)])
    assert [one.path for one in found] == ["ana/a.csv", "ben.csv"]
    refused(zipped({"o.zip": outer}), "archive within an archive within")


def test_a_workbook_is_one_file_though_it_is_a_zip():
    for mark in ("[Content_Types].xml", "mimetype"):
        book = zipped({mark: b"x", "xl/workbook.xml": b"y"})
        assert members([Member("a.xlsx", book)]) == [Member("a.xlsx", book)]


@pytest.mark.parametrize("path", ["../a.csv", "/etc/a.csv", "a/../../b.csv", "C:/a.csv", "C:\\a"])
def test_a_path_that_leads_out_of_the_archive_is_refused(path):
    refused(zipped({path: TABLE}), "leads out of the archive")


def test_a_bomb_is_refused_before_it_is_unpacked():
    refused(zipped({"a.csv": bytes(70 << 20)}), "unpacks to far more than its size")
    bomb = gzip.compress(bytes(70 << 20))
    refused(bomb, "unpacks to far more than its size")
    refused(zipped({"a.gz": bomb}), "unpacks to far more than its size")


def test_many_small_bombs_count_together():
    refused(
        zipped({f"{n}.csv": bytes(10 << 20) for n in range(9)}), "unpacks to far more than its size"
    )


def test_too_many_files_are_refused():
    refused(zipped(dict.fromkeys(map(str, range(10_001)), b""), zipfile.ZIP_STORED), "10,001 files")


def test_an_archive_without_files_is_refused():
    refused(zipped({}), "without files")
    refused(zipped({"__MACOSX/a": b"x"}), "without files")


def test_a_password_is_told():
    content = bytearray(zipped({"a.csv": TABLE}))
    central = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[central + 8] |= 1
    refused(bytes(content), "protected by a password")


def test_other_ways_of_packing_are_told():
    refused(zipped({"a.csv": TABLE}, zipfile.ZIP_LZMA), "unusual way")


def test_a_changed_byte_is_noticed():
    content = bytearray(zipped({"a.csv": TABLE}, zipfile.ZIP_STORED))
    content[content.index(b"yes")] ^= 1
    refused(bytes(content), "cannot be unpacked")


def test_a_size_that_lies_is_noticed():
    content = bytearray(zipped({"a.csv": TABLE * 100}))
    central = content.index(b"PK\x01\x02")
    content[central + 24 : central + 28] = struct.pack("<I", 10)
    refused(bytes(content), "cannot be unpacked")


@pytest.mark.parametrize("seed", range(200))
def test_a_damaged_archive_is_opened_or_refused(seed):
    chance = random.Random(seed)
    whole = chance.choice(
        [zipped({"x/a.csv": TABLE * 9, "b.gz": gzip.compress(TABLE)}), gzip.compress(TABLE * 9)]
    )
    content = bytearray(whole)
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(content))
        content[at] = chance.randrange(256)
    content = content[: chance.choice([len(content), chance.randrange(2, len(content))])]
    try:
        found = members([Member("a.zip", bytes(content))])
        assert all(isinstance(one.content, bytes) for one in found)
    except FileFormatError as error:
        sentence = str(error)
        assert "\n" not in sentence
