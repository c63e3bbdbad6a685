"""From files and frames to Annotations, with a report on what was understood.

    read, load      files -> Annotations, with or without the report
    from_frame      a DataFrame -> Annotations
    open_table, guess_columns, guess_levels, build
                    the same in steps, for a page where each step can be corrected
    add_labels      another round, or more labels
    merge_notes     what to look at when labels are added
    add_gold        a table of item ids and gold

A file goes through ``decoding`` (bytes to UTF-8), ``delimiter``, ``parsing`` (cells) and
``opening`` (a Table); ``guessing`` says what its columns are, from ``names`` and ``content``;
``levels`` and ``answers`` code the labels; ``assembly`` makes the Annotations, ``checks`` looks
for problems, ``build`` reports. A DataFrame begins at ``frames``; ``cells`` and ``alike`` code
its columns.
"""

from annotate.loading.build import Loaded, build
from annotate.loading.columns import Columns
from annotate.loading.frames import from_frame
from annotate.loading.guessing import guess_columns
from annotate.loading.joining import add_gold
from annotate.loading.levels import Options, guess_levels
from annotate.loading.merging import add_labels
from annotate.loading.notes import merge_notes
from annotate.loading.opening import open_table
from annotate.loading.problems import FileSummary, Problem, QuestionSummary, Report
from annotate.loading.read import Source, load, opened, read
from annotate.loading.table import Table

__all__ = [
    "Columns",
    "FileSummary",
    "Loaded",
    "Options",
    "Problem",
    "QuestionSummary",
    "Report",
    "Source",
    "Table",
    "add_gold",
    "add_labels",
    "build",
    "from_frame",
    "guess_columns",
    "guess_levels",
    "load",
    "merge_notes",
    "open_table",
    "opened",
    "read",
]
