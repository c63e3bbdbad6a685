"""Reading big files beside the page: it stays usable, says how far it is, and can be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from annotate.errors import AnnotateError
from annotate.progress import CancelledError, told_to

BIG = 20 << 20  # bytes; below it, reading takes less than a second or two
_EVERY = 0.5  # seconds between two looks


@dataclass
class Job:
    """Work in a thread of its own, which fills caches that the page then finds full."""

    work: Callable[[], object]
    share: float = 0.0
    doing: str = "Reading the files"
    _cancelled: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        return self._thread is not None and not self._thread.is_alive()

    def cancel(self) -> None:
        """Stop at the next step."""
        self._cancelled.set()

    def _run(self) -> None:
        try:
            with told_to(self._hear):
                self.work()
        except AnnotateError:
            return  # the page meets it again when it asks for the same, and shows it there

    def _hear(self, share: float, doing: str) -> None:
        if self._cancelled.is_set():
            raise CancelledError("The files are no longer wanted.")
        self.share, self.doing = share, doing


def ready(key: str, size: int, work: Callable[[], object]) -> bool:
    """Whether files of this size are read; while a thread is at it, the page shows how far.

    ``work`` reads them into the caches of the page.
    """
    if size < BIG:
        return True
    name = f"job-{key}"
    if name not in st.session_state:
        job = Job(work)
        job.start()
        st.session_state[name] = job
    if not st.session_state[name].done:
        _show(name)
        return False
    return True


@st.fragment(run_every=_EVERY)
def _show(name: str) -> None:
    job: Job | None = st.session_state.get(name)
    if job is None or job.done:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(job.share, text=f"{job.doing} …", width="stretch")
        if st.button("Cancel", key=f"{name}-cancel"):
            job.cancel()
            del st.session_state[name]
            # A new uploader, without the files.
            st.session_state["imports"] = st.session_state.get("imports", 0) + 1
            st.rerun()
