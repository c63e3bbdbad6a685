"""The mark and the key of each verdict: a verdict is never shown by colour alone."""

from __future__ import annotations

from annotate.judgements import Verdict

_MARKS = {
    Verdict.ERROR: ("e", "✎", "error"),
    Verdict.OTHERS_WRONG: ("o", "⇄", "others wrong"),
    Verdict.BOTH_ACCEPTABLE: ("b", "≈", "both acceptable"),
    Verdict.GUIDELINE_UNCLEAR: ("g", "§", "guideline unclear"),
    Verdict.BAD_ITEM: ("x", "⊘", "bad item"),
}

VERDICT_MARKS = [
    {"value": verdict.value, "key": key, "mark": mark, "short": short, "words": verdict.words}
    for verdict, (key, mark, short) in _MARKS.items()
]
