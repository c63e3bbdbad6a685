"""Ablations: what changes when one decision about the data is taken back.

decision      a decision as a value that links and files can name
rows          which rows a decision takes out
regrouped     a question with categories merged, left out, or a coarser scale
view          what is looked at: rows, answers, and what makes the consensus
voted         the consensus from votes or chances; ``medians``: of numbers
side          one view worked out
paired        the difference of two means over items, paired by item
compared      two views beside each other: agreement, consensus, nearness to the reference
everybody     all rows “without one annotator” in one pass
fewer_labels  what fewer labels an item would have given
standard      the decisions that a data set has to offer
table         a question's whole table; ``report``: as JSON, CSV and a paragraph
"""

from annotate.ablation.cases import Case, flipped
from annotate.ablation.compared import Ablation, Base, Flips
from annotate.ablation.decision import Decision, Decisions, Kind, together
from annotate.ablation.fewer_labels import FewerLabels
from annotate.ablation.report import COLUMNS, paragraph, rows_of, to_csv, to_json, to_text
from annotate.ablation.table import Ablations, ablations
from annotate.ablation.view import Ties, View
from annotate.ablation.words import CATEGORIES, group_of, title_of

__all__ = [
    "CATEGORIES",
    "COLUMNS",
    "Ablation",
    "Ablations",
    "Base",
    "Case",
    "Decision",
    "Decisions",
    "FewerLabels",
    "Flips",
    "Kind",
    "Ties",
    "View",
    "ablations",
    "flipped",
    "group_of",
    "paragraph",
    "rows_of",
    "title_of",
    "to_csv",
    "to_json",
    "to_text",
    "together",
]
