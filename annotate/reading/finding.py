"""Items by what stands in them and by what the reviewer put on them."""

from __future__ import annotations

import time
from collections.abc import Iterable

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]

from annotate.annotations import MISSING, Annotations, BoolArray, IntArray
from annotate.errors import NotFoundError
from annotate.judgements import Record, Verdict
from annotate.reading.queue import Queue, QueueKind

WITH_A_NAME = (QueueKind.TAG, QueueKind.ERROR_TYPE, QueueKind.PROPOSAL, QueueKind.RULE)
SEARCH_SECONDS = 10.0
"""How long a regular expression may search; it takes time in proportion to the text."""
_PORTION = 20_000  # items between two looks at the clock


def search(queue: Queue, data: Annotations, _record: Record) -> IntArray:
    """Items with this text in a field or in their id, whatever its case."""
    found = np.zeros(data.n_items, dtype=np.bool_)
    for name in ("item_id", *data.fields):
        found |= (
            data.items[name].str.contains(queue.text, case=False, regex=False).to_numpy(np.bool_)
        )
    return np.flatnonzero(found)


def regex(
    queue: Queue, data: Annotations, _record: Record, *, seconds: float = SEARCH_SECONDS
) -> IntArray:
    """Items where a regular expression finds something, whatever its case.

    RE2: no pattern takes more than a time in proportion to the text. NotFoundError for a
    pattern that is none, and where the search takes too long.
    """
    end = time.monotonic() + seconds
    found: list[BoolArray] = []
    for start in range(0, data.n_items, _PORTION):
        if time.monotonic() > end:
            raise NotFoundError(
                f"The search for {queue.text} took more than {seconds:.0f} s and was stopped after"
                f" {start:,} of {data.n_items:,} items. Search for a plain text instead."
            )
        found.append(_matches(queue.text, data, slice(start, start + _PORTION)))
    return np.flatnonzero(np.concatenate(found)) if found else np.array([], np.int64)


def _matches(pattern: str, data: Annotations, portion: slice) -> BoolArray:
    part = data.items.iloc[portion]
    matched = np.zeros(len(part), dtype=np.bool_)
    for name in ("item_id", *data.fields):
        texts = pa.array(part[name], type=pa.large_string())
        try:
            matched |= pc.match_substring_regex(texts, pattern, ignore_case=True).to_numpy(
                zero_copy_only=False
            )
        except pa.ArrowInvalid as error:
            raise NotFoundError(
                f"{pattern} is no regular expression ({error}). Look-arounds and back-references"
                " are not known here; a plain search takes any text as it is."
            ) from error
    return matched


def named(queue: Queue, data: Annotations, record: Record) -> IntArray:
    """Items by what the reviewer put on them: a tag, a type, a flag; the latest first."""
    codes = (data.item_codes.get(item_id, MISSING) for item_id in _named(queue, record))
    return np.array([code for code in dict.fromkeys(codes) if code != MISSING], np.int64)


def _named(queue: Queue, record: Record) -> Iterable[str]:
    if queue.kind is QueueKind.FLAGGED:
        return sorted(record.flags)
    if queue.kind is QueueKind.TAG:
        return sorted(item for item, tags in record.tags.items() if queue.text in tags)
    latest = sorted(record.judgements, key=lambda one: one.at, reverse=True)
    if queue.kind is QueueKind.MINE:
        return [one.item_id for one in latest if one.reviewer == queue.other]
    if queue.kind is QueueKind.PROPOSAL:  # "" are those that were given no name yet
        latest = [one for one in latest if one.verdict is Verdict.GUIDELINE_UNCLEAR]
    part = {
        QueueKind.ERROR_TYPE: "error_type",
        QueueKind.PROPOSAL: "proposal",
        QueueKind.RULE: "rule",
    }[queue.kind]
    return [one.item_id for one in latest if getattr(one, part) == queue.text]


def narrowed(queue: Queue, data: Annotations, record: Record, chosen: IntArray) -> IntArray:
    """Those of the items that have the value in the field, and were not read where that is asked.

    NotFoundError for a field that the data do not have.
    """
    if queue.where:
        if queue.where not in data.fields:
            raise NotFoundError(f"The items have no field “{queue.where}” to choose by.")
        chosen = chosen[(data.items[queue.where].take(chosen) == queue.is_).to_numpy(np.bool_)]
    if queue.fresh:
        read = {one.item_id for one in record.reads}
        chosen = chosen[[data.item_ids[code] not in read for code in chosen.tolist()]]
    return chosen
