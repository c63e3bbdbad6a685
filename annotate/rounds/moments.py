"""Moments: what somebody wrote for one, and when each label was made."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from annotate.annotations import Annotations
from annotate.errors import DataError

Moments = npt.NDArray[np.datetime64]


def moment(text: str, what: str = "A round") -> np.datetime64:
    """The moment that is written like 2026-03-15 or 2026-03-15T09:30; DataError for others."""
    try:
        return np.datetime64(text, "us")
    except ValueError:
        raise DataError(
            f"{what} begins at a moment like 2026-03-15 or 2026-03-15T09:30, not at “{text}”."
        ) from None


def times_of(data: Annotations, instead: str = "") -> Moments:
    """(N,) when each row was made, NaT where that is not known; DataError where no row has a time.

    ``instead`` says what else can be done then.
    """
    times: Moments = data.table["time"].to_numpy().astype("datetime64[us]")
    if np.isnat(times).all():
        raise DataError(f"No label has a time, so rounds cannot be told by days{instead}.")
    return times
