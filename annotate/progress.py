"""What long work is doing just now, for whoever waits for it, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TextIO

from annotate.errors import DataError

Listener = Callable[[float, str], None]

_REST = "\x1b[K"  # makes the rest of the line empty
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


class CancelledError(DataError):
    """Whoever waited for the work does so no longer."""


@contextmanager
def told_to(listener: Listener) -> Iterator[None]:
    """Within it, ``listener`` hears of each step: the share that is done, and what comes next.

    It may raise CancelledError, which stops the work there.
    """
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


@contextmanager
def shown_on(stream: TextIO) -> Iterator[None]:
    """Within it, each step is shown in one line of a terminal; on anything else nothing is."""
    if not stream.isatty():
        yield
        return

    def show(share: float, doing: str) -> None:
        # The cursor goes back to the beginning, so that what is printed next stands over it.
        stream.write(f"{doing} … {share:.0%}{_REST}\r")
        stream.flush()

    try:
        with told_to(show):
            yield
    finally:
        stream.write(_REST)
        stream.flush()


def step(share: float, doing: str) -> None:
    """Say what is done next, and how much of the whole was done before."""
    listener = _listener.get()
    if listener is not None:
        listener(share, doing)
