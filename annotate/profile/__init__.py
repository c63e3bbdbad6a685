"""One annotator: everything known about them, as data.

known         the dataclasses: Profile, QuestionProfile, Pace, Reading, Estimate
by_category   precision and recall of each category, against the reference
accuracy      against the reference, by reading, and by the annotator model
pace, drift   time taken; agreement from round to round
reviewed      what of theirs the reviewer read and judged
of_annotators     all of it together, for every annotator at once
report        a profile as JSON and as text
"""

from annotate.comparison import Comparison, compare
from annotate.habits import Habit
from annotate.profile.by_category import CategoryScore, by_category
from annotate.profile.known import (
    Estimate,
    Pace,
    Profile,
    QuestionProfile,
    Reading,
    RoundAgreement,
)
from annotate.profile.of_annotators import profiles
from annotate.profile.report import read_in_words, to_json, to_text
from annotate.profile.reviewed import Reviewed, review

__all__ = [
    "CategoryScore",
    "Comparison",
    "Estimate",
    "Habit",
    "Pace",
    "Profile",
    "QuestionProfile",
    "Reading",
    "Reviewed",
    "RoundAgreement",
    "by_category",
    "compare",
    "profiles",
    "read_in_words",
    "review",
    "to_json",
    "to_text",
]
