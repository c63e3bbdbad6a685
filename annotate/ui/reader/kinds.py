"""What a field holds, guessed from a sample of its cells: text, a chat, code, an image, a table."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any


class FieldKind(StrEnum):
    """How the cells of a field are shown."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    CHAT = "chat"
    CODE = "code"
    JSON = "json"
    HTML = "html"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    TABLE = "table"
    COMPARE = "compare"
    LINK = "link"

    @property
    def words(self) -> str:
        """The kind as a reader chooses it."""
        return _WORDS[self]


_WORDS = {
    FieldKind.PLAIN: "plain text",
    FieldKind.MARKDOWN: "Markdown",
    FieldKind.CHAT: "chat, turn by turn",
    FieldKind.CODE: "code",
    FieldKind.JSON: "JSON as a tree",
    FieldKind.HTML: "HTML, made safe",
    FieldKind.IMAGE: "image",
    FieldKind.AUDIO: "sound",
    FieldKind.VIDEO: "video",
    FieldKind.TABLE: "table",
    FieldKind.COMPARE: "side by side, differences marked",
    FieldKind.LINK: "link",
}

MEDIA = {
    FieldKind.IMAGE: {
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "gif": "image/gif",
        "webp": "image/webp",
        "avif": "image/avif",
        "bmp": "image/bmp",
        "svg": "image/svg+xml",
    },
    FieldKind.AUDIO: {
        "mp3": "audio/mpeg",
        "wav": "audio/wav",
        "ogg": "audio/ogg",
        "oga": "audio/ogg",
        "flac": "audio/flac",
        "m4a": "audio/mp4",
    },
    FieldKind.VIDEO: {"mp4": "video/mp4", "webm": "video/webm", "mov": "video/quicktime"},
}
"""The endings of files that a browser can show, with their types."""

LOOKED_AT = 20_000  # characters of each cell; enough to know what it is
_MOST = 0.9  # of the cells that must be of a kind that nobody would mistake

_URL = re.compile(r"https?://\S+")
_TAG = re.compile(
    r"</?(p|div|br|a|b|i|em|strong|ul|ol|li|table|tr|td|span|h[1-6]|img|pre)\b[^<>]*>"
)
_SPEAKER = re.compile(r"^([^\W\d][\w .'’-]{0,30}):[ \t]*(?=\S)", re.MULTILINE)
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^```|\*\*\S[^*\n]*\*\*|\[[^\]\n]+\]\([^)\s]+\)|^[-*] \S[^\n]*\n[-*] \S|^\|.+\|\n\|[ :|-]+\|",
    re.MULTILINE,
)
_CODE_LINE = re.compile(
    r"[;{}]\s*$|^\s*(def|class|import|from|return|function|const|let|var|if|for|#include|SELECT)\b.*[:;({]?"
)
_CODE_NAME = re.compile(
    r"(^|[_ .])(code|snippet|diff|patch|sql|source_code|program)$", re.IGNORECASE
)
_SIDE = re.compile(r"^(.+?)[_ .-]?(a|b|1|2|left|right)$|^(chosen|rejected)$", re.IGNORECASE)


def guessed(name: str, cells: Iterable[str]) -> FieldKind:
    """The kind that nearly all non-empty cells of a field agree with; plain where none does."""
    sample = [cell[:LOOKED_AT].strip() for cell in cells if cell.strip()]
    if not sample:
        return FieldKind.PLAIN
    for kind, fits, share in _TESTS:
        if _share(fits, sample) >= share:
            return kind
    if _CODE_NAME.search(name) or _share(_is_code, sample) >= 0.6:
        return FieldKind.CODE
    return FieldKind.MARKDOWN if _share(_is_markdown, sample) >= 0.3 else FieldKind.PLAIN


def sides(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of fields whose names say that they are to be compared: answer_a and answer_b."""
    found: dict[tuple[str, str], list[str]] = {}
    for name in names:
        match = _SIDE.match(name)
        if match:
            side = (match[2] or match[3]).lower()
            found.setdefault(((match[1] or "").lower(), _PARTNERS[side]), []).append(name)
    return tuple((pair[0], pair[1]) for pair in found.values() if len(pair) == 2)


_PARTNERS = {
    "a": "ab",
    "b": "ab",
    "1": "12",
    "2": "12",
    "left": "sides",
    "right": "sides",
    "chosen": "choice",
    "rejected": "choice",
}


def media_ending(cell: str) -> str:
    """The ending of the file that a cell names, in lower case; "" without one."""
    path = re.split(r"[?#]", cell, maxsplit=1)[0] if _URL.fullmatch(cell) else cell
    name = re.split(r"[/\\]", path)[-1]
    return name.rpartition(".")[2].lower() if "." in name and "\n" not in name else ""


def spoken(text: str) -> list[tuple[str, str]]:
    """(speaker, words) of each turn where lines begin with who speaks; [] where they do not."""
    starts = list(_SPEAKER.finditer(text))
    if len(starts) < 2 or text[: starts[0].start()].strip():
        return []
    if not 1 < len({start[1] for start in starts}) <= max(2, len(starts) // 2 + 1):
        return []
    ends = [start.start() for start in starts[1:]] + [len(text)]
    return [
        (start[1], text[start.end() : end].strip()) for start, end in zip(starts, ends, strict=True)
    ]


def chat_turns(text: str) -> list[tuple[str, str]]:
    """(role, content) of each turn of a chat in JSON or in alternating lines; [] for no chat."""
    found = parsed(text)
    if isinstance(found, dict):
        found = next((found[name] for name in ("messages", "conversations") if name in found), None)
    if not isinstance(found, list) or not found:
        return spoken(text) if found is None else []
    turns = [_turn(one) for one in found]
    return [turn for turn in turns if turn] if all(turns) else []


def _turn(one: Any) -> tuple[str, str] | None:
    if not isinstance(one, dict):
        return None
    who = next((one[name] for name in ("role", "from", "speaker", "author") if name in one), None)
    said = next(
        (one[name] for name in ("content", "value", "text", "message") if name in one), None
    )
    if not isinstance(who, str) or (said is None and "tool_calls" not in one):
        return None
    return who, _content(said if said is not None else one["tool_calls"])


def _content(said: Any) -> str:
    """The text of a turn; parts that are no text are named in brackets."""
    if isinstance(said, str):
        return said
    if isinstance(said, list) and all(isinstance(part, dict) and "type" in part for part in said):
        return "\n".join(str(part.get("text", f"[{part['type']}]")) for part in said)
    return json.dumps(said, ensure_ascii=False, indent=2)


def parsed(text: str) -> Any:
    """The JSON array or object that a text is; None where it is none or too deep to read."""
    if not text.lstrip().startswith(("[", "{")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def table_rows(text: str) -> list[list[str]]:
    """The rows of a table in JSON or in lines with tabs, its names first; [] for no table."""
    found = parsed(text)
    if isinstance(found, list) and found and all(isinstance(row, dict) for row in found):
        names = list(dict.fromkeys(str(name) for row in found for name in row))
        return [names] + [[_cell(row.get(name)) for name in names] for row in found]
    if isinstance(found, list) and found and all(isinstance(row, list) for row in found):
        return [[_cell(cell) for cell in row] for row in found]
    rows = [line.split("\t") for line in text.strip("\n").splitlines()]
    alike = len(rows) > 1 and len(rows[0]) > 1 and len({len(row) for row in rows}) == 1
    return rows if alike else []


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _share(fits: Callable[[str], bool], sample: Sequence[str]) -> float:
    return sum(map(fits, sample)) / len(sample)


def _names_media(kind: FieldKind) -> Callable[[str], bool]:
    start = f"data:{kind.value}/"
    return lambda cell: (
        cell.startswith(start) or (len(cell) < 2000 and media_ending(cell) in MEDIA[kind])
    )


def _is_html(cell: str) -> bool:
    return len(_TAG.findall(cell)) >= 2 or bool(re.match(r"\s*<!doctype|\s*<html", cell, re.I))


def _is_code(cell: str) -> bool:
    lines = [line for line in cell.splitlines() if line.strip()]
    return (
        len(lines) >= 3 and sum(bool(_CODE_LINE.search(line)) for line in lines) / len(lines) > 0.4
    )


def _is_markdown(cell: str) -> bool:
    return bool(_MARKDOWN.search(cell))


_TESTS: tuple[tuple[FieldKind, Callable[[str], bool], float], ...] = (
    (FieldKind.CHAT, lambda cell: bool(chat_turns(cell)), 0.7),
    (FieldKind.TABLE, lambda cell: bool(table_rows(cell)), _MOST),
    (FieldKind.JSON, lambda cell: parsed(cell) is not None, _MOST),
    *((kind, _names_media(kind), _MOST) for kind in MEDIA),
    (FieldKind.LINK, lambda cell: bool(_URL.fullmatch(cell)), _MOST),
    (FieldKind.HTML, _is_html, 0.6),
)
