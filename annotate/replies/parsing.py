"""The bytes of a reply -> Reply. Everything in it was written elsewhere and is checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from annotate.errors import DataError
from annotate.replies.known import FORMAT, VERSION, Example, Practice, Reply

LARGEST = 2_000_000  # bytes; a reply is a few thousand
LONGEST = 20_000  # characters of one text in it


def parse(content: bytes, name: str) -> Reply:
    """The reply in a file called ``name``; DataError says in a sentence what is wrong with it."""
    try:
        return reply_of(_held(content))
    except _BrokenError as broken:
        raise DataError(
            f"“{name}” was not taken in: {broken}. Ask for the file that “Save my reply” at the end"
            " of the letter makes."
        ) from None


def reply_of(held: Mapping[str, Any]) -> Reply:
    """The reply in what a file holds; ``parse`` makes a sentence of what is wrong with it."""
    return Reply(
        project=_text(held, "project"),
        annotator_id=_text(held, "annotator", needed=True),
        round=_text(held, "round"),
        made=_moment(held),
        examples=tuple(_example(one) for one in _several(held, "examples")),
        practice=tuple(_practice(one) for one in _several(held, "practice")),
        prediction=_prediction(held),
        remark=_text(held, "remark").strip(),
    )


class _BrokenError(ValueError):
    """Half a sentence on what is wrong."""


def _held(content: bytes) -> Mapping[str, Any]:
    if len(content) > LARGEST:
        raise _BrokenError(f"it is larger than {LARGEST // 1_000_000} MB, and a reply is small")
    try:
        held = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _BrokenError("it is no JSON") from None
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise _BrokenError("it is no reply to a letter")
    version = held.get("version")
    if version != VERSION or isinstance(version, bool):
        raise _BrokenError(
            f"it is of version {json.dumps(version)[:20]}, and this program reads version {VERSION}"
        )
    return held


def _text(held: Mapping[str, Any], name: str, *, needed: bool = False) -> str:
    value = held.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST:
        raise _BrokenError(f"its “{name}” is no text of up to {LONGEST:,} characters")
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise _BrokenError(f"its “{name}” holds half a character")
    if needed and not value:
        raise _BrokenError(f"it has no “{name}”")
    return value


def _moment(held: Mapping[str, Any]) -> str:
    made = _text(held, "made", needed=True)
    try:
        moment = datetime.fromisoformat(made)
    except ValueError:
        raise _BrokenError("its “made” is no time") from None
    if moment.tzinfo is None:
        raise _BrokenError("its “made” has no time zone")
    return made


def _several(held: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = held.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise _BrokenError(f"its “{name}” is no list of what was answered")
    return found


def _example(held: Mapping[str, Any]) -> Example:
    opinion = held.get("opinion")
    if opinion not in ("agree", "object"):
        raise _BrokenError("one of its “examples” neither agrees nor objects")
    return Example(
        _text(held, "item", needed=True),
        _text(held, "question"),
        objects=opinion == "object",
        reason=_text(held, "reason").strip() if opinion == "object" else "",
    )


def _practice(held: Mapping[str, Any]) -> Practice:
    answers = held.get("answers", [])
    if not isinstance(answers, list) or not answers:
        raise _BrokenError("one of its “practice” items has no answers")
    given = tuple(_text({"answer": answer}, "answer") for answer in answers)
    return Practice(_text(held, "item", needed=True), _text(held, "question"), given)


def _prediction(held: Mapping[str, Any]) -> int | None:
    value = held.get("prediction")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100:
        raise _BrokenError("its “prediction” is no whole number from 0 to 100")
    return value
