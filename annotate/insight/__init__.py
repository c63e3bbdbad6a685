"""What was learnt while reading: names the reviewer gave, with their cases and counts.

collected    Record -> Names: error types, proposed changes, rules, tags, notes
written      Names -> Markdown and CSV
reading_log  what was read when, by whom, and how it was drawn
"""

from annotate.insight.collected import Case, Named, Part, collected
from annotate.insight.reading_log import Sitting, log_table, sittings
from annotate.insight.written import CASE_COLUMNS, case_rows, to_csv, to_markdown

__all__ = [
    "CASE_COLUMNS",
    "Case",
    "Named",
    "Part",
    "Sitting",
    "case_rows",
    "collected",
    "log_table",
    "sittings",
    "to_csv",
    "to_markdown",
]
