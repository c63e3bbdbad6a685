"""The words that tools use for the status of an annotation and the kind of an annotator."""

from __future__ import annotations

from collections.abc import Mapping

from annotate.annotations import Status

STATUSES: Mapping[str, Status] = {
    **{status.value: status for status in Status},
    **dict.fromkeys(("approved", "accepted", "complete", "completed", "done"), Status.SUBMITTED),
    **dict.fromkeys(("ok", "valid", "finished", "final", ""), Status.SUBMITTED),
    **dict.fromkeys(("skip", "ignored", "ignore"), Status.SKIPPED),
    **dict.fromkeys(("canceled", "returned", "expired", "timed out"), Status.CANCELLED),
    **dict.fromkeys(("reject", "invalid", "removed"), Status.REJECTED),
    **dict.fromkeys(("pending", "in progress", "in_progress", "started"), Status.DRAFT),
    **dict.fromkeys(("discard", "deleted"), Status.DISCARDED),
}
KINDS: Mapping[str, str] = {
    **dict.fromkeys(("human", "person", "people", "crowd", "expert", "", "false", "0"), "human"),
    **dict.fromkeys(("model", "llm", "machine", "ai", "bot", "auto", "true", "1"), "model"),
}


def status_named(word: str) -> Status | None:
    """The status that a tool's word means; None where it is not known."""
    return STATUSES.get(word.strip().casefold())
