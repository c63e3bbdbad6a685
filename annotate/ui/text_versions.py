"""Two versions of a text side by side."""

from __future__ import annotations

import difflib
import html

STYLE = """<style>
.beside { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; font-size: .875rem; line-height: 1.5; }
.beside > * { padding: 0 .5rem; white-space: pre-wrap; overflow-wrap: anywhere; min-height: 1.5em; margin: 0; }
.beside del, .beside ins { text-decoration: none; display: block; border-inline-start: 3px solid; }
.beside del { background: rgba(180,85,29,.14); border-color: #b4551d; }
.beside ins { background: rgba(43,92,138,.16); border-color: #2b5c8a; }
.beside .head { font-weight: 600; margin-bottom: .25rem; }
</style>"""


def side_by_side(before: str, after: str, titles: tuple[str, str]) -> str:
    """Two texts as HTML, line beside line, with what differs marked; everything escaped."""
    old, new = before.splitlines(), after.splitlines()
    cells = [f'<div class="head">{html.escape(title)}</div>' for title in titles]
    matched = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matched.get_opcodes():
        for k in range(max(b - a, d - c)):
            left = old[a + k] if a + k < b else None
            right = new[c + k] if c + k < d else None
            marks = ("div", "div") if kind == "equal" else ("del", "ins")
            cells += [_cell(left, marks[0]), _cell(right, marks[1])]
    return f'{STYLE}<div class="beside">{"".join(cells)}</div>'


def _cell(line: str | None, tag: str) -> str:
    return "<div></div>" if line is None else f'<{tag} dir="auto">{html.escape(line)}</{tag}>'
