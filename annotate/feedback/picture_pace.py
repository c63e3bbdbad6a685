"""A picture of how long an annotator took for an item."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from annotate.annotations import FloatArray
from annotate.feedback.language import words
from annotate.feedback.picture import WIDTH, Picture, draw
from annotate.feedback.sources import Sources

LEAST = 10  # items with a time, for their spread to say something
MOST = 8  # bars
HEIGHT = 150
ROOM = 110  # for the highest bar


def pace_picture(sources: Sources, annotator_id: str, *, language: str) -> Picture | None:
    """How many of their items took how long, each bar twice as long as the one before."""
    seconds = seconds_of(sources, annotator_id)
    if len(seconds) < LEAST:
        return None
    said = words(language)
    edges = _edges(seconds)
    counts = np.histogram(seconds, [-np.inf, *edges, np.inf])[0]
    spans = [f"< {edges[0]}", *(f"{a}–{b}" for a, b in pairwise(edges))]
    spans.append(f"≥ {edges[-1]}")
    cells = [
        said["pace_cell"].format(span=s, n=f"{n:,}") for s, n in zip(spans, counts, strict=True)
    ]
    median = float(np.median(seconds))
    described = "; ".join(cells)
    step = WIDTH // len(spans)
    svg = draw(
        "bars.svg.j2",
        bars=[
            {
                "x": k * step,
                "height": round(ROOM * int(n) / int(counts.max()), 1),
                "n": int(n),
                "span": s,
            }
            for k, (s, n) in enumerate(zip(spans, counts, strict=True))
        ],
        step=step,
        room=ROOM,
        width=WIDTH,
        height=HEIGHT + 24,
        number="pace",
        title=said["pace"],
        axis=said["pace_seconds"],
        description=described,
    )
    return Picture(
        title=said["pace"],
        question="",
        svg=svg,
        says=said["pace_says"].format(
            n=f"{len(seconds):,}", median=f"{median:.0f}" if median >= 10 else f"{median:.1f}"
        ),
        described=described,
        width=WIDTH,
        rows=((said["pace_seconds"], *spans), ("", *(f"{n:,}" for n in counts))),
    )


def seconds_of(sources: Sources, annotator_id: str) -> FloatArray:
    """(n,) the times of their annotations that count and have one, in seconds."""
    code = sources.annotator(annotator_id)
    rows = [each.row[each.of(code)] for each in sources.comparisons.values()]
    own = np.unique(np.concatenate(rows)) if rows else np.zeros(0, dtype=np.int64)
    seconds = sources.data.table["seconds"].to_numpy(dtype=np.float64)[own]
    return seconds[seconds >= 0]


def _edges(seconds: FloatArray) -> list[int]:
    """Powers of two that most of the times lie between; one at least."""
    low, high = np.percentile(seconds, [2, 98])
    first = max(int(np.floor(np.log2(max(low, 1)))), 0)
    last = max(int(np.ceil(np.log2(max(high, 1)))), first)
    return [2**k for k in range(max(first, last - MOST + 2), last + 1)]
