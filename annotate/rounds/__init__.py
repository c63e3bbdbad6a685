"""Rounds: did it work? The labels of before beside those of after.

split       which labels are before and which after: two rounds, or a day
moments     what is written for a moment, and when each label was made
by_hand     rounds that somebody sets: by the day on which each begins, or by its items
timeline    the rounds in their order
categories  how many of the labels that should say a category do
standing    how right each annotator was on both sides, and the others on the same items
shares      differences of shares and their intervals
shrunk      regression to the mean: what an extreme first round lets expect of the second
claims      each habit of before counted again after, on the scale of the letter
effect      what the letters did: naive, difference in differences, corrected
switch_on   who gets a letter first, drawn by chance, and the randomisation test
unchanged   practice items and hidden repeats for the next round, and their return
report      all of it, as data and as JSON; ``words``: for a terminal
"""

from annotate.rounds.by_hand import HandSet, as_set, set_by_hand
from annotate.rounds.categories import CategoryChange
from annotate.rounds.claims import Claim, Counted, sentence
from annotate.rounds.effect import ASSUMED, Effect
from annotate.rounds.report import AnnotatorChange, QuestionChange, Rounds, rounds, to_json
from annotate.rounds.shares import Change
from annotate.rounds.split import Split, by_dates, split_at, split_rounds
from annotate.rounds.switch_on import Evaluated, Plan, draw
from annotate.rounds.timeline import RoundOf, timeline
from annotate.rounds.unchanged import Repeats, as_csv, hidden
from annotate.rounds.words import to_text

__all__ = [
    "ASSUMED",
    "AnnotatorChange",
    "CategoryChange",
    "Change",
    "Claim",
    "Counted",
    "Effect",
    "Evaluated",
    "HandSet",
    "Plan",
    "QuestionChange",
    "Repeats",
    "RoundOf",
    "Rounds",
    "Split",
    "as_csv",
    "as_set",
    "by_dates",
    "draw",
    "hidden",
    "rounds",
    "sentence",
    "set_by_hand",
    "split_at",
    "split_rounds",
    "timeline",
    "to_json",
    "to_text",
]
