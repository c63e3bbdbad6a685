"""Annotate: read a labelled data set, see how each annotator does, write to each of them.

The public API, which is what the README shows:

    load, from_frame     bytes or a DataFrame -> Annotations, the one table
    agreement            every coefficient of every question, with intervals
    profiles             everything known about each annotator
    suspects             every label with the probability that it is wrong
    reports              a letter for each annotator, as files

and the exceptions of ``annotate.errors``. The package is laid out in the order of its imports,
which run one way, top to bottom:

    pages/               one file a page, thin: ask the core, show, store
    ui/, charts.py       session state, caches, page parts, the reading component; charts
    cli.py               the same core from the command line
    projects.py          files into projects, projects into letters: for page and command line
    replies/             what annotators send back, and what comes of it
    feedback/            evidence -> letter -> report
    card/                the data card of a paper
    rounds/              before and after: did it work
    ablation/            what changes when a decision about the data is taken back
    profile/, reading/   one annotator as data; which item next
    consensus/           labels -> what they say together, and who seems right
    agreement/           count tables -> coefficients and intervals
    filters.py           which rows a round, a field or an annotator names
    counts.py            Annotations -> the three count tables that every statistic stands on
    tally.py             counting and sorting of codes
    loading/             bytes -> Annotations, and the checks on what came in
    workspace/           what the reviewer did, kept durably; projects on disk
    judgements.py        what a reviewer said about labels, as plain data
    annotations.py       Annotations, Question, Level
    errors.py            everything that can go wrong, as one tree
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from annotate.errors import (
    AnnotateError,
    ColumnError,
    DataError,
    FileFormatError,
    LevelError,
    NotFoundError,
    WorkspaceError,
)

if TYPE_CHECKING:
    from annotate.agreement import agreement as agreement
    from annotate.annotations import Annotations as Annotations
    from annotate.consensus import suspects as suspects
    from annotate.feedback import reports as reports
    from annotate.loading import from_frame as from_frame
    from annotate.loading import load as load
    from annotate.profile import profiles as profiles

__all__ = [
    "AnnotateError",
    "Annotations",
    "ColumnError",
    "DataError",
    "FileFormatError",
    "LevelError",
    "NotFoundError",
    "WorkspaceError",
    "agreement",
    "from_frame",
    "load",
    "profiles",
    "reports",
    "suspects",
]

_HOME = {
    "Annotations": "annotate.annotations",
    "agreement": "annotate.agreement",
    "from_frame": "annotate.loading",
    "load": "annotate.loading",
    "profiles": "annotate.profile",
    "reports": "annotate.feedback",
    "suspects": "annotate.consensus",
}


def __getattr__(name: str) -> object:
    # Found when first asked for, so that `import annotate` takes no time.
    if name not in _HOME:
        raise AttributeError(f"module 'annotate' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
