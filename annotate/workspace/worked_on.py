"""The versions of a text that is saved while it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from annotate.workspace.changes import Event

AT_ONCE = timedelta(minutes=10)
"""Changes closer together than this are one version."""


def versions_of(events: Sequence[Event]) -> list[Event]:
    """The last change of each time that the text was worked on; newest first, as the events are."""
    versions: list[Event] = []
    for event in events:
        at = datetime.fromisoformat(event.at)
        if (
            not versions
            or datetime.fromisoformat(versions[-1].at) - at > AT_ONCE
            or event.reviewer != versions[-1].reviewer
        ):
            versions.append(event)
    return versions
