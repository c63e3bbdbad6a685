"""How fields are guessed and cells are drawn, and that nothing from data can run or be fetched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.ui.reader.cells import LONGEST, cell
from annotate.ui.reader.fields import Display, Field, Role, display_of, guess
from annotate.ui.reader.kinds import FieldKind, chat_turns, guessed, sides, table_rows
from annotate.ui.reader.media import inside, source_of
from tests.ui.test_reader import annotations

CHAT = json.dumps([{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}])


def shown(kind: FieldKind, text: str) -> dict[str, Any]:
    return cell(kind, text, source_of(Display(()), None))


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["I have written three times.", "Please: read it."], FieldKind.PLAIN),
        ([CHAT, CHAT], FieldKind.CHAT),
        (["Caller: Hello\nAgent: Hi\nCaller: Well."] * 3, FieldKind.CHAT),
        (["Dear all,\n\nNote: this\nis not a chat."], FieldKind.PLAIN),
        (['{"a": 1}', '{"b": [2]}'], FieldKind.JSON),
        (['[{"a": 1}, {"a": 2}]'], FieldKind.TABLE),
        (["a\tb\n1\t2", "c\td\n3\t4"], FieldKind.TABLE),
        (["pics/one.PNG", "two.jpg"], FieldKind.IMAGE),
        (["https://example.org/a.mp3?x=1"], FieldKind.AUDIO),
        (["clip.webm"], FieldKind.VIDEO),
        (["https://example.org/a", "http://example.org/b"], FieldKind.LINK),
        (["<p>One</p><p>Two</p>"], FieldKind.HTML),
        (["# Title\n\n- one\n- two", "**bold** text"], FieldKind.MARKDOWN),
        (["def f(x):\n    return x\n\nprint(f(2));"], FieldKind.CODE),
        (["", "  "], FieldKind.PLAIN),
    ],
)
def test_a_field_is_what_nearly_all_of_its_cells_are(cells: list[str], kind: FieldKind) -> None:
    assert guessed("field", cells) is kind


def test_two_answers_whose_names_say_so_stand_side_by_side() -> None:
    assert sides(["prompt", "response_a", "response_b"]) == (("response_a", "response_b"),)
    assert sides(["chosen", "rejected"]) == (("chosen", "rejected"),)
    assert sides(["text_a", "reply_b"]) == ()
    data = annotations(["The first of two answers, long enough."])
    data.items["answer_1"] = "One answer, long enough to be compared."
    data.items["answer_2"] = "Another answer, long enough to be compared."
    kinds = {field.name: field.kind for field in guess(data)}
    assert kinds["answer_1"] is kinds["answer_2"] is FieldKind.COMPARE
    assert kinds["text"] is FieldKind.PLAIN


def test_what_was_chosen_wins_over_the_guess_and_new_fields_are_guessed() -> None:
    data = annotations(["some text that is long"])
    chosen = Display((Field("text", FieldKind.MARKDOWN, Role.BLOCK, "Letter"),), fetch=True)
    again = display_of(data, chosen.to_setting())
    assert again.fields[0] == chosen.fields[0]
    assert [field.name for field in again.fields] == ["text", "source"]
    assert again.fetch


@pytest.mark.parametrize("setting", [None, 3, [], {"fields": 3}, {"fields": [{"name": "gone"}, 4]}])
def test_a_setting_that_says_nothing_leaves_the_guess(setting: object) -> None:
    data = annotations(["some text"])
    assert display_of(data, setting) == display_of(data)


def test_a_chat_in_json_and_one_in_lines_become_turns() -> None:
    assert chat_turns(CHAT) == [("user", "Hi"), ("assistant", "Hello")]
    parts = [{"role": "user", "content": [{"type": "text", "text": "Hi"}, {"type": "image_url"}]}]
    assert chat_turns(json.dumps(parts)) == [("user", "Hi\n[image_url]")]
    assert chat_turns(json.dumps({"messages": [{"from": "human", "value": "Hi"}]})) == [
        ("human", "Hi")
    ]
    assert chat_turns("A: one\ntwo\nB: three") == [("A", "one\ntwo"), ("B", "three")]
    assert chat_turns("[1, 2]") == []


def test_a_cell_that_is_not_what_its_field_is_said_to_be_is_shown_as_text() -> None:
    for kind in (FieldKind.CHAT, FieldKind.JSON, FieldKind.TABLE, FieldKind.LINK):
        assert shown(kind, "just words") == {"kind": "plain", "text": "just words"}
    assert table_rows('[{"a": 1}, {"b": null}]') == [["a", "b"], ["1", ""], ["", ""]]


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=http://127.0.0.1/x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<svg onload=alert(1)><style>*{background:url(http://x)}</style>",
    "<iframe src=http://x></iframe><link rel=stylesheet href=http://x><base href=http://x>",
    "<p style='position:fixed' onclick=alert(1) class=bar id=message>x</p>",
    "![x](http://127.0.0.1/x.png) [y](javascript:alert(1)) <http://x>",
    "<form action=http://x><input name=q><button>b</button></form><video src=http://x>",
]


@pytest.mark.parametrize("kind", [FieldKind.HTML, FieldKind.MARKDOWN, FieldKind.CHAT])
@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_cell_runs_or_is_fetched(kind: FieldKind, text: str) -> None:
    given = json.dumps([{"role": "user", "content": text}]) if kind is FieldKind.CHAT else text
    sent = shown(kind, given)
    html = sent["html"] if "html" in sent else sent["turns"][0][1]
    # What is left in angle brackets is markup; the rest is text.
    tags = [part.split(">")[0].lower() for part in html.split("<")[1:]]
    for tag in tags:
        assert not tag.startswith(("script", "style", "iframe", "link", "base", "form", "video"))
        assert "src" not in tag
        assert "on" not in [name.split("=")[0][:2] for name in tag.split()[1:]]
        assert "style=" not in tag
        assert "javascript" not in tag


@given(st.text(max_size=200), st.sampled_from(list(FieldKind)))
def test_any_text_can_be_shown_as_any_kind(text: str, kind: FieldKind) -> None:
    assert json.loads(json.dumps(shown(kind, text)))["kind"] in {
        *("plain", "html", "chat", "code", "json", "table", "media", "link"),
    }


def test_a_huge_cell_is_cut_and_says_by_how_much() -> None:
    sent = shown(FieldKind.PLAIN, "x" * (LONGEST + 7))
    assert (len(sent["text"]), sent["cut"]) == (LONGEST, 7)


def test_an_address_is_fetched_only_where_that_is_allowed() -> None:
    address = "https://example.org/a.png"
    closed = source_of(Display(()), None)(FieldKind.IMAGE, address)
    assert "src" not in closed
    assert "not allowed" in closed["why"]
    assert source_of(Display((), fetch=True), None)(FieldKind.IMAGE, address)["src"] == address
    within = source_of(Display(()), None)(FieldKind.IMAGE, "data:image/png;base64,AA==")
    assert within["src"].startswith("data:image/png")
    strange = source_of(Display((), fetch=True), None)(FieldKind.IMAGE, "data:text/html,<script>")
    assert "src" not in strange


def test_a_file_beside_the_data_is_served_and_none_outside_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "pics"
    folder.mkdir()
    (folder / "one.png").write_bytes(b"x")
    (tmp_path / "secret.png").write_bytes(b"x")
    (folder / "away.png").symlink_to(tmp_path / "secret.png")
    (folder / "notes.txt").write_text("x")
    served: list[tuple[Path, str]] = []

    def serve(path: Path, mime: str) -> str:
        served.append((path, mime))
        return "/media/1"

    source = source_of(Display((), folder=str(folder)), serve)
    assert source(FieldKind.IMAGE, "one.png") == {"src": "/media/1"}
    assert source(FieldKind.IMAGE, "./one.png") == {"src": "/media/1"}
    assert [mime for _, mime in served] == ["image/png"] * 2
    for name in ("../secret.png", "away.png", str(tmp_path / "secret.png"), "notes.txt", "no.png"):
        assert "why" in source(FieldKind.IMAGE, name)
    assert inside(folder, "a\0b") is None
    assert source_of(Display((), folder=str(folder)), None)(FieldKind.IMAGE, "one.png") == {
        "later": True
    }


def test_the_sample_of_a_column_decides_and_not_its_name() -> None:
    series = pd.Series(["x.png"] * 3)
    assert guessed("text", series) is FieldKind.IMAGE
