"""Whether bare texts are answers in free text or categories, where the tool does not say."""

from __future__ import annotations

from collections.abc import Sequence

_FEW = 20  # so many answers may all differ and still be categories
_DIFFERENT = 0.8


def looks_free(texts: Sequence[str]) -> bool:
    """Whether answers are written by hand: over several lines, or hardly ever the same twice."""
    filled = [text for text in texts if text.strip()]
    unlike = len(filled) > _FEW and len(set(filled)) > _DIFFERENT * len(filled)
    return unlike or any("\n" in text for text in filled)
