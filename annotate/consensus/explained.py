"""Why a label is suspicious, in a sentence that a reviewer can check."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from annotate.annotations import MISSING, BoolArray, IntArray
from annotate.consensus.contested import good_annotators
from annotate.consensus.fitted import Fitted
from annotate.tally import sorted_order

LIKELY, PERHAPS = 0.5, 0.2
ENOUGH = 5  # labels that a rate of confusion has to stand on, to be told
MORE = 1.5  # times as often as the others, to be told
HARD = 1.5  # times as difficult as the mean item, to be told
MOST_CELLS = 20_000_000  # of a table of annotators by answers by answers


def explain(fitted: Fitted, at: int) -> str:
    """What speaks for and against label number ``at`` of those that the model was fitted to.

    For categories: who says what, and how often this annotator takes the one for the other.
    Numbers and sets are told by their consensus alone.
    """
    return Explained(fitted).sentence(at)


@dataclass(frozen=True, eq=False)
class Explained:
    """A model that is asked about many labels: what they share is looked up once."""

    fitted: Fitted

    def sentence(self, at: int) -> str:
        """As ``explain``."""
        fitted = self.fitted
        labels, p = fitted.labels, float(fitted.p_wrong[at])
        item, said = int(labels.item[at]), int(labels.label[at])
        own = labels.question.shown(said)
        if fitted.known[item] != MISSING:
            given = labels.question.shown(int(fitted.known[item]))
            return f"{_verdict(fitted, at)}: the reference says {given}; this annotator says {own}."
        if np.isnan(p):
            return "Nothing tells whether it is right: no one else labelled anything beside them."
        consensus = int(self._code[item])
        if fitted.posterior is None or consensus == MISSING:
            return f"{_verdict(fitted, at)}: this annotator says {own}; {self._where(item)}."
        parts = [self._voices(item, consensus)]
        if consensus != said:
            parts.append(f"this annotator {self._habit(at, consensus)}")
            errs = float(fitted.difficulty[item])
            if errs > HARD * self._usual_difficulty:
                parts.append(f"a hard item, where a usual annotator errs {errs:.0%} of the time")
        if fitted.heard:
            parts.append("the text was heard as well")
        return f"{_verdict(fitted, at)}: {'; '.join(parts)}."

    def short(self, at: int) -> str:
        """The same in a few words, for a label that may be called wrong; else empty."""
        fitted = self.fitted
        item = int(fitted.labels.item[at])
        p = float(fitted.p_wrong[at])
        if not p > LIKELY or fitted.contested[item]:
            return ""
        text, consensus = str(self._texts[item]), int(self._code[item])
        if fitted.known[item] != MISSING:
            return f"wrong by gold or your judgement: {text}"
        start = f"likely wrong {p:.0%}" + (f": {text}" if text else "")
        if fitted.posterior is None or consensus in (MISSING, int(fitted.labels.label[at])):
            return start
        habit = self._habit(at, consensus)
        return f"{start} – {habit}" if "%" in habit else start

    def of_item(self, item: int) -> IntArray:
        """The numbers of the labels of an item."""
        order, start = self._by_item
        return order[start[item] : start[item + 1]]

    def _where(self, item: int) -> str:
        text = self._texts[item]
        return f"the consensus is {text}" if text else "the others do not settle on an answer"

    def _voices(self, item: int, consensus: int) -> str:
        """Four of five careful annotators say X."""
        labels, own = self.fitted.labels, self.of_item(item)
        careful = own[self._good[labels.annotator[own]]]
        shown = labels.question.shown(consensus)
        voices, kind = (careful, "careful annotators") if careful.size else (own, "annotators")
        agree = int((labels.label[voices] == consensus).sum())
        return f"{agree} of {voices.size} {kind} say {shown}"

    def _habit(self, at: int, consensus: int) -> str:
        """How often the annotator says this where the consensus is that, and the others do."""
        labels = self.fitted.labels
        said, who = int(labels.label[at]), int(labels.annotator[at])
        own, answer = labels.question.shown(said), labels.question.shown(consensus)
        theirs, all_ = self._given(who, consensus)
        n, m = int(theirs.sum()), int(all_.sum() - theirs.sum())
        if n < ENOUGH or not m:
            return f"says {own}"
        rate, usual = theirs[said] / n, (all_[said] - theirs[said]) / m
        if rate < MORE * usual:
            return f"says {own}"
        return f"says {own} for {answer} {rate:.0%} of the time, others {usual:.0%}"

    def _given(self, who: int, consensus: int) -> tuple[IntArray, IntArray]:
        """((K,), (K,)) answers of this annotator, and of all, where the consensus is that."""
        if self._counts is not None:
            return self._counts[0][who, consensus], self._counts[1][consensus]
        labels, size = self.fitted.labels, len(self.fitted.labels.question.answers)
        there = self._code[labels.item] == consensus
        own = there & (labels.annotator == who)
        theirs, all_ = (np.bincount(labels.label[each], minlength=size) for each in (own, there))
        return theirs, all_

    @cached_property
    def _counts(self) -> tuple[IntArray, IntArray] | None:
        """((A, K, K), (K, K)) labels by consensus and answer; None where that is too large."""
        labels, size = self.fitted.labels, len(self.fitted.labels.question.answers)
        if labels.n_annotators * size * size > MOST_CELLS:
            return None
        code = self._code[labels.item]
        told = code != MISSING
        key = (labels.annotator[told].astype(np.int64) * size + code[told]) * size
        cells = labels.n_annotators * size * size
        table = np.bincount(key + labels.label[told], minlength=cells).reshape(-1, size, size)
        return table, table.sum(axis=0)

    @cached_property
    def _usual_difficulty(self) -> float:
        return float(self.fitted.difficulty.mean())

    @cached_property
    def _code(self) -> IntArray:
        return self.fitted.code

    @cached_property
    def _texts(self) -> npt.NDArray[np.object_]:
        return self.fitted.consensus

    @cached_property
    def _good(self) -> BoolArray:
        return good_annotators(self.fitted)

    @cached_property
    def _by_item(self) -> tuple[IntArray, IntArray]:
        labels = self.fitted.labels
        sizes = np.bincount(labels.item, minlength=labels.n_items)
        return sorted_order(labels.item), np.concatenate([[0], np.cumsum(sizes)])


def _verdict(fitted: Fitted, at: int) -> str:
    p = float(fitted.p_wrong[at])
    if fitted.contested[fitted.labels.item[at]]:
        return "Contested, not called an error"
    if fitted.known[fitted.labels.item[at]] != MISSING:
        return "Wrong" if p > LIKELY else "Right"
    if p > LIKELY:
        return f"Likely wrong ({p:.0%})"
    return f"Perhaps wrong ({p:.0%})" if p > PERHAPS else f"Likely right ({1 - p:.0%})"
