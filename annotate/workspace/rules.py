"""What a change may hold: which parts its key has, and what value fits its kind."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace

from annotate.errors import WorkspaceError
from annotate.judgements import Verdict
from annotate.workspace.changes import Change, JsonValue, Key, Kind, RefusedError

LONGEST_KEY_PART = 100_000
LONGEST_VALUE = 32_000_000
"""In characters. A letter is a few thousand; the limit is there for what is not a text."""

LARGEST_REVISION = 2**53 - 1  # what a browser can count to

# Kind -> the parts its key must have, and those it may have.
PARTS: dict[Kind, tuple[frozenset[str], frozenset[str]]] = {
    kind: (frozenset(needed.split()), frozenset(allowed.split()))
    for kind, needed, allowed in [
        (Kind.VERDICT, "item_id annotator_id question", ""),
        (Kind.EXEMPLARY, "item_id annotator_id question", ""),
        (Kind.MESSAGE, "item_id annotator_id question", ""),
        (Kind.ERROR_TYPE, "item_id annotator_id question", ""),
        (Kind.PROPOSAL, "item_id annotator_id question", ""),
        (Kind.RULE, "item_id annotator_id question", ""),
        (Kind.NOTE, "item_id", ""),
        (Kind.TAG, "item_id question", ""),
        (Kind.FLAG, "item_id", ""),
        (Kind.RULING, "item_id question", ""),
        (Kind.ANSWER, "item_id question", "annotator_id"),
        (Kind.AGAIN, "item_id question", "annotator_id"),
        (Kind.READ, "item_id", ""),
        (Kind.PLACE, "", "question"),
        (Kind.LETTER, "annotator_id", "question"),
        (Kind.LETTER_STATE, "annotator_id", "question"),
        (Kind.REPLY, "annotator_id", "question"),
        (Kind.DEALT, "item_id annotator_id question", ""),
        (Kind.LETTER_PLAN, "annotator_id", "question"),
        (Kind.TEMPLATE, "question", ""),
        (Kind.GUIDELINE, "", ""),
        (Kind.PHRASE, "question", ""),
        (Kind.QUEUE, "question", ""),
        (Kind.SETTING, "question", ""),
    ]
}
LETTER_STATES = ("draft", "ready", "sent", "answered", "closed")


def checked(change: Change) -> Change:
    """The change as it will be stored; RefusedError where it cannot be.

    Text may hold anything that a person or a program can type, NUL included. Half a
    surrogate pair is no character and fits no file: it is stored as U+FFFD, since refusing
    it would lose the text around it. In ids and names it is refused.
    """
    try:
        _check_name("id", change.id)
        _check_name("reviewer", change.reviewer, may_be_empty=True)
        _check_revision(change.base)
        _check_key(change.key)
        value = mended(change.value)
        if value is not None:
            _VALUE_RULES[change.key.kind](value)
        encoded(value)
    except _BrokenRuleError as broken:
        raise RefusedError(
            f"A change ({_shown(change)}) was not stored: {broken}. Nothing was written.",
            change.id if isinstance(change.id, str) else "",
        ) from None
    return replace(change, value=value)


def stored_json(value: JsonValue, what: str) -> str:
    """Any JSON as the text that is stored; WorkspaceError calls it ``what`` where it is none."""
    try:
        return encoded(mended(value))
    except _BrokenRuleError as broken:
        raise WorkspaceError(f"{what} cannot be stored: {broken}. Nothing was written.") from None


def encoded(value: JsonValue) -> str:
    """The value as the JSON text that is stored and compared."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (ValueError, TypeError) as error:
        raise _BrokenRuleError(f"its value is no JSON ({error})") from None
    if len(text) > LONGEST_VALUE:
        raise _BrokenRuleError(
            f"its value has {len(text):,} characters and the most that fits is {LONGEST_VALUE:,}"
        )
    return text


def mended(value: JsonValue, depth: int = 0) -> JsonValue:
    """The value with pairs of surrogates joined and lone ones replaced by U+FFFD."""
    if depth > 50:
        raise _BrokenRuleError("its value is nested more than 50 deep")
    if isinstance(value, str):
        return _mended_text(value)
    if isinstance(value, list):
        return [mended(part, depth + 1) for part in value]
    if isinstance(value, dict):
        if not all(isinstance(name, str) for name in value):
            raise _BrokenRuleError("its value is no JSON (a name in it is not text)")
        return {_mended_text(name): mended(part, depth + 1) for name, part in value.items()}
    if value is None or isinstance(value, (bool, int, float)):
        return value
    raise _BrokenRuleError(f"its value is no JSON (it holds a {type(value).__name__})")


class _BrokenRuleError(ValueError):
    """Half a sentence on what is wrong; ``checked`` makes it whole."""


def _mended_text(text: str) -> str:
    if text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _shown(change: Change) -> str:
    key = change.key
    parts = [key.kind, key.item_id, key.annotator_id, key.question] if isinstance(key, Key) else []
    return ", ".join(str(part)[:60] for part in parts if part) or "with a broken key"


def _check_name(what: str, text: object, *, may_be_empty: bool = False) -> None:
    if not isinstance(text, str):
        raise _BrokenRuleError(f"its {what} is not text")
    if not text and not may_be_empty:
        raise _BrokenRuleError(f"it has no {what}")
    if len(text) > LONGEST_KEY_PART:
        raise _BrokenRuleError(f"its {what} is longer than {LONGEST_KEY_PART:,} characters")
    if _mended_text(text) != text:
        raise _BrokenRuleError(f"its {what} holds half a character (a lone surrogate)")


def _check_revision(base: object) -> None:
    if isinstance(base, bool) or not isinstance(base, int) or not 0 <= base <= LARGEST_REVISION:
        raise _BrokenRuleError("its base is not a revision (0, 1, 2, …)")


def _check_key(key: Key) -> None:
    if not isinstance(key, Key) or not isinstance(key.kind, Kind):
        raise _BrokenRuleError("its key has no kind that is known here")
    needed, allowed = PARTS[key.kind]
    for part in ("item_id", "annotator_id", "question"):
        _check_name(part, getattr(key, part), may_be_empty=part not in needed)
        if getattr(key, part) and part not in needed | allowed:
            raise _BrokenRuleError(f"a {key.kind} has no {part}")


def _text(value: JsonValue) -> None:
    if not isinstance(value, str):
        raise _BrokenRuleError("its value is not text")


def _one_of(permitted: tuple[str, ...]) -> Callable[[JsonValue], None]:
    def check(value: JsonValue) -> None:
        if value not in permitted:
            raise _BrokenRuleError(f"its value is none of {', '.join(permitted)}")

    return check


def _true(value: JsonValue) -> None:
    if value is not True:
        raise _BrokenRuleError("its value is neither true nor empty")


def _read(value: JsonValue) -> None:
    if not isinstance(value, dict) or set(value) != {"queue", "probability"}:
        raise _BrokenRuleError("its value does not hold a queue and a probability")
    _text(value["queue"])
    chance = value["probability"]
    if chance is None:
        return
    if isinstance(chance, bool) or not isinstance(chance, (int, float)):
        raise _BrokenRuleError("its probability is not a number")
    if not (math.isfinite(chance) and 0 < chance <= 1):
        raise _BrokenRuleError("its probability is not above 0 and at most 1")


def _place(value: JsonValue) -> None:
    if not isinstance(value, dict) or set(value) != {"item_id", "queue"}:
        raise _BrokenRuleError("its value does not hold an item_id and a queue")
    _text(value["item_id"])
    _text(value["queue"])


def _texts_by_name(value: JsonValue) -> None:
    if not isinstance(value, dict):
        raise _BrokenRuleError("its value does not name texts")
    for text in value.values():
        _text(text)


def _named(value: JsonValue) -> None:
    if not isinstance(value, dict):
        raise _BrokenRuleError("its value does not name its parts")


def _plan(value: JsonValue) -> None:
    if not isinstance(value, dict) or set(value) != {"language", "chosen", "dropped"}:
        raise _BrokenRuleError("its value does not hold a language, and what is chosen and dropped")
    _text(value["language"])
    for part in ("chosen", "dropped"):
        references = value[part]
        if not isinstance(references, list):
            raise _BrokenRuleError(f"what is {part} is no list")
        for one in references:
            if not isinstance(one, list) or len(one) != 2:
                raise _BrokenRuleError(f"what is {part} does not name items and questions")
            for text in one:
                _text(text)


def _anything(value: JsonValue) -> None:
    """Any JSON."""


_VALUE_RULES: dict[Kind, Callable[[JsonValue], None]] = {
    Kind.VERDICT: _one_of(tuple(Verdict)),
    Kind.EXEMPLARY: _true,
    Kind.MESSAGE: _text,
    Kind.ERROR_TYPE: _text,
    Kind.PROPOSAL: _text,
    Kind.RULE: _text,
    Kind.NOTE: _text,
    Kind.TAG: _true,
    Kind.FLAG: _true,
    Kind.RULING: _text,
    Kind.ANSWER: _text,
    Kind.AGAIN: _text,
    Kind.READ: _read,
    Kind.PLACE: _place,
    Kind.LETTER: _text,
    Kind.LETTER_STATE: _one_of(LETTER_STATES),
    Kind.REPLY: _named,
    Kind.DEALT: _texts_by_name,
    Kind.LETTER_PLAN: _plan,
    Kind.TEMPLATE: _text,
    Kind.GUIDELINE: _text,
    Kind.PHRASE: _text,
    Kind.QUEUE: _texts_by_name,
    Kind.SETTING: _anything,
}
