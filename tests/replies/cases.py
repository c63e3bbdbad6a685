"""A file that came back, as the form in a report makes it."""

from __future__ import annotations

import json
from typing import Any

ROUND = "1"


def a_file(**changed: Any) -> bytes:
    """A reply of Ana to her letter, as the form in a report makes it."""
    held = {
        "format": "annotate-reply",
        "version": 1,
        "project": "Tone",
        "annotator": "Ana",
        "round": ROUND,
        "made": "2026-11-28T09:20:11.457Z",
        "examples": [
            {"item": "i1", "question": "tone", "opinion": "object", "reason": "Rule 2 says so."},
            {"item": "i2", "question": "tone", "opinion": "agree", "reason": ""},
        ],
        "practice": [{"item": "i3", "question": "tone", "answers": ["rude"]}],
        "prediction": 85,
        "remark": "",
    }
    return json.dumps({**held, **changed}).encode()
