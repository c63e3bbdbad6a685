"""What annotators do more than the others do: habits, each with its count and its cases.

    find        all of them for every annotator, corrected together
    known       the kinds, and what a habit holds
    sentences   the words for each kind
    told        what another habit explains is said once
    candidates  what could be said of annotators, before it is known what stands out
    corrected   the correction for looking at many things
    excess, means   whether a count, or a mean, stands out among annotators who differ anyway
    expected, deviations, sittings   what kinds are counted from
    confuses, usage, leniency, narrow, prefers_long, sets, rushes, drifts, straight_lines,
    copies, inconsistent   one kind each, or two that are opposites

Each is against the others on the same items. It says what stands out, not who is right.
"""

from annotate.habits.find import cases_of, habits
from annotate.habits.known import FALSE_SHARE, LEAST, Habit, Kind
from annotate.habits.sentences import FOR_THE_LEAD

__all__ = ["FALSE_SHARE", "FOR_THE_LEAD", "LEAST", "Habit", "Kind", "cases_of", "habits"]
