"""From files and frames to Annotations, with a report on what was understood.

    read, load      files -> Annotations, with or without the report
    from_frame      a DataFrame -> Annotations
    open_table, guess_columns, guess_levels, build
                    the same in steps, for a page where each step can be corrected
    add_labels      another round, or more labels
    merge_notes     what to look at when labels are added
    corrected       a file in the place of the labels that are there (correction_notes)
    add_gold        a table of item ids and gold

    shaped          tables of any shape -> tables with one row an annotation
    to_long         the labels as one table, a row a label

A file goes through ``sources`` and ``containers`` (folders, gzip and zip); ``formats`` (exports of
tools) or ``plain`` and ``opening`` (tables): ``decoding``, ``delimiter`` and ``parsing`` of text,
``workbook`` and ``opendocument``, ``parquet``, ``records`` of JSON; then ``shapes``. ``guessing``
says what its columns are, from ``names`` and ``content``; ``levels`` and ``answers`` code the
labels; ``assembly`` makes the Annotations, ``checks`` looks for problems, ``remedies`` mend some,
``build`` reports. A DataFrame begins at ``frames``; ``cells`` and ``alike`` code its columns.
"""

from annotate.loading.build import Loaded, build
from annotate.loading.columns import Columns
from annotate.loading.correcting import LABELS_CORRECTED, corrected, correction_notes
from annotate.loading.frames import from_frame
from annotate.loading.guessing import guess_columns
from annotate.loading.joining import add_gold
from annotate.loading.levels import Options, guess_levels
from annotate.loading.long import to_long
from annotate.loading.merging import add_labels
from annotate.loading.notes import merge_notes
from annotate.loading.opening import open_table
from annotate.loading.problems import FileSummary, Problem, QuestionSummary, Report
from annotate.loading.read import load, read
from annotate.loading.remedies import merged_spellings, rows_of, without_no_answers
from annotate.loading.shapes import shaped
from annotate.loading.sources import Source, members_of, open_files, opened
from annotate.loading.table import Table

__all__ = [
    "LABELS_CORRECTED",
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
    "corrected",
    "correction_notes",
    "from_frame",
    "guess_columns",
    "guess_levels",
    "load",
    "members_of",
    "merge_notes",
    "merged_spellings",
    "open_files",
    "open_table",
    "opened",
    "read",
    "rows_of",
    "shaped",
    "to_long",
    "without_no_answers",
]
