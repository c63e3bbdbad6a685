"""Text that came from data, made safe to stand inside a letter.

inline       a name or an answer within a Markdown sentence
quoted       an item's text as a Markdown quotation
shortened    a long text cut where it does no harm
direction    from which side a text runs
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_TELLING = 2_000  # characters that tell from which side a text runs
LONGEST = 600  # characters of an item's text that an example shows

# Marks that turn the direction of whatever follows; a name has no use for them.
_DIRECTION = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_SPECIAL = re.compile(r"[\\`*\[\]<>{}|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|!(?=\[)")
_LINE_START = re.compile(r"^(\s*)([#+\-=>]|\d+[.)])", re.MULTILINE)


def one_line(text: str) -> str:
    """The text in one line, without the marks that would turn the words after it."""
    return " ".join(visible(text).translate(_DIRECTION).split())


def inline(text: str) -> str:
    """One line of text that Markdown shows as it is, wherever it stands in a sentence."""
    return _SPECIAL.sub(r"\\\g<0>", one_line(text))


def quoted(text: str) -> str:
    """The text as a Markdown block quotation that shows it as it is, line for line."""
    escaped = _SPECIAL.sub(r"\\\g<0>", visible(text).strip())
    lines = _LINE_START.sub(_escape_start, escaped).split("\n")
    # Two blanks at the end of a line keep it apart from the next.
    breaks = ["  " if next_.strip() else "" for next_ in (*lines[1:], "")]
    return "\n".join(
        f"> {line.rstrip()}{end}" if line.strip() else ">"
        for line, end in zip(lines, breaks, strict=True)
    )


def _escape_start(match: re.Match[str]) -> str:
    """A list, heading or rule marker at the start of a line, with a backslash before its mark."""
    mark = match[2]
    return match[1] + (f"{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"\\{mark}")


def direction(text: str) -> str:
    """The side that a text runs from, "ltr" or "rtl"; empty where it has no letters.

    Its first letter would not do: a sentence may begin with a name of another script. Where a
    third of the letters run from the right, the others are names in it.
    """
    found = Counter(unicodedata.bidirectional(char) for char in text[:_TELLING])
    left, right = found["L"], found["R"] + found["AL"]
    return "" if left == right == 0 else "ltr" if left > 2 * right else "rtl"


def apart(text: str) -> str:
    """The text with marks around it that keep its direction from what stands beside it."""
    return f"\u2068{text}\u2069"


def visible(text: str) -> str:
    """The text without what no document format may hold: control characters and noncharacters."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    if unified.isascii() and (unified.isprintable() or unified.replace("\n", "").isprintable()):
        return unified
    return "".join(char for char in unified if _may_stand(char))


def _may_stand(char: str) -> bool:
    code = ord(char)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return False  # Unicode, 23.7: never a character
    return char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")


def shortened(text: str, longest: int = LONGEST) -> tuple[str, bool]:
    """(the text or its beginning, whether it was cut): at a blank if there is one near.

    A letter is never parted from the marks that belong to it.
    """
    if len(text) <= longest:
        return text, False
    cut = longest
    blank = max(text.rfind(" ", 0, longest), text.rfind("\n", 0, longest))
    if blank >= longest * 4 // 5:
        cut = blank
    while cut > longest // 2 and _belongs_to_the_one_before(text, cut):
        cut -= 1
    return text[:cut].rstrip(), True


def _belongs_to_the_one_before(text: str, at: int) -> bool:
    joins = "\u200d\ufe0e\ufe0f"
    return (
        bool(unicodedata.combining(text[at]))
        or text[at] in joins
        or text[at - 1] == "\u200d"
        or unicodedata.category(text[at]) in ("Mn", "Me", "Mc")
        or 0x1F3FB <= ord(text[at]) <= 0x1F3FF
    )
