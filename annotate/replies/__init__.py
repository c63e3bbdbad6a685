"""What annotators send back: objections, answers to practice items, what they expect of themselves.

known       Reply and its parts
parsing     a file -> Reply, or what is wrong with it in a sentence
merging     two replies of one person about one letter -> one; a reply as it is stored
kept        replies as the project keeps them
arriving    files -> the project, and what became of each
dealing     objections, and what the reviewer makes of them
"""

from annotate.replies.arriving import Arrived, arrive
from annotate.replies.dealing import (
    Objection,
    Outcome,
    Practised,
    close,
    deal,
    objections,
    practice_results,
    replies_of,
)
from annotate.replies.known import Example, Practice, Reply
from annotate.replies.parsing import parse

__all__ = [
    "Arrived",
    "Example",
    "Objection",
    "Outcome",
    "Practice",
    "Practised",
    "Reply",
    "arrive",
    "close",
    "deal",
    "objections",
    "parse",
    "practice_results",
    "replies_of",
]
