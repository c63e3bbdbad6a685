"""What long work is doing just now, for whoever waits for it, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from annotate.errors import DataError

Listener = Callable[[float, str], None]

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


def step(share: float, doing: str) -> None:
    """Say what is done next, and how much of the whole was done before."""
    listener = _listener.get()
    if listener is not None:
        listener(share, doing)
