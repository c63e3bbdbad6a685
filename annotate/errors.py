"""Everything that can go wrong, as one tree.

    AnnotateError                 anything below
    ├── DataError                 the data cannot be used as asked
    │   ├── FileFormatError       the bytes are no table that can be read
    │   ├── ColumnError           a needed column is missing, or was named and is not there
    │   └── LevelError            the labels do not fit the level of measurement
    ├── NotFoundError             no such project, item, annotator or question
    └── WorkspaceError            a project on disk cannot be made, opened, or written
        └── RefusedError          a change can never be stored (in workspace.changes)

Each message is one plain paragraph: what was wrong, where, and what to do about it.
The command line prints it and exits 1; the app shows it in place. Neither shows a traceback.
"""

from __future__ import annotations


class AnnotateError(Exception):
    """Something is wrong that the user can understand and mend."""


class DataError(AnnotateError):
    """The data cannot be used as asked."""


class FileFormatError(DataError):
    """The bytes are not a table that can be read."""


class ColumnError(DataError):
    """A needed column is missing, ambiguous, or was named and is not in the file."""


class LevelError(DataError):
    """The labels of a question do not fit its level of measurement."""


class NotFoundError(AnnotateError):
    """No such project, item, annotator, or question."""


class WorkspaceError(AnnotateError):
    """A project on disk cannot be made, opened, or written."""
