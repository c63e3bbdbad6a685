"""How often an annotator is right, from items drawn by chance and read.

    N   labels of the annotator          U   those of them whose answer is not known beforehand
    n   labels among U on items that chance drew and the reviewer judged
    y   1 where the label is right, 0 where it is wrong, as far as read
    m   the model's probability that it is right, from labels and gold alone: nothing that was
        read has a part in the predictions that it corrects

    estimate over U   mean of c m over U + mean of (y - c m) over the n
    c                 slope of y on m in the n, pulled to 1, within 0 and 1

The difference estimator (Cassel, Särndal and Wretman 1976, Biometrika 63, 615-620; with a
learned slope: Angelopoulos et al. 2023, Science 382, 669-674). It is right on average whatever
the model is worth; a good model makes its interval short.

The interval is Wilson's for as many labels as would say as much without a model:
n_eff = (n - 2) / (ratio (1 - n / U)), with the ratio of the scatter of y - c m to that of y.
Neither scatter is known from a few labels without an error, so both start with STRENGTH labels
as the model expects them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.agreement import wilson
from annotate.annotations import FloatArray

FEWEST = 5  # labels read, from where an estimate rests on reading
STRENGTH = 10.0  # labels of the model's own scatter that the ratio starts with
PULL = 2.0  # how strongly the slope is pulled to 1, in squared deviations of m
LEAST = 0.05  # the ratio goes no lower: no model is worth more than twenty times the reading


@dataclass(frozen=True)
class Population:
    """One annotator's labels of one question.

    predicted   (U,) m of the labels whose answer is not known beforehand
    right, wrong   numbers of labels known beforehand to be right, and wrong
    """

    predicted: FloatArray
    right: int = 0
    wrong: int = 0

    @property
    def size(self) -> int:
        """N."""
        return self.predicted.size + self.right + self.wrong


@dataclass(frozen=True)
class Estimated:
    """Accuracy from reading, with its 95% interval.

    n        labels that chance drew and the reviewer judged
    unread   labels of which nothing is known but the model's word
    ratio    scatter of y - c m over that of y: the less, the more the model helps
    """

    value: float
    low: float
    high: float
    n: int
    unread: int
    ratio: float

    def more_for(self, half: float) -> int | None:
        """How many more labels to read so that the interval is about ± ``half``; 0 if it is.

        None where no label is left to read.
        """
        if (self.high - self.low) / 2 <= half:
            return 0
        if not self.unread:
            return None
        known = self.n + self.unread

        def enough(more: int) -> bool:
            low, high = _interval(self.value, self.n + more, known, self.ratio)
            return high - low <= 2 * half

        fewest, most = 1, self.unread
        while fewest < most:
            middle = (fewest + most) // 2
            fewest, most = (fewest, middle) if enough(middle) else (middle + 1, most)
        return fewest


def estimate(right: FloatArray, predicted: FloatArray, population: Population) -> Estimated | None:
    """The estimate from y and m (n,) of the labels read; None where fewer than FEWEST were."""
    n, size = right.size, population.predicted.size
    if n < FEWEST:
        return None
    slope = _slope(right, predicted)
    left = right - slope * predicted
    value = slope * float(population.predicted.mean()) + float(left.mean())
    ratio = _ratio(left, right, population.predicted)
    low, high = _interval(value, n, size, ratio)
    hits = float(right.sum())  # what was read bounds what can be
    least, most = hits / size, (size - n + hits) / size
    low, high = (float(np.clip(each, least, most)) for each in (low, high))
    parts = (float(np.clip(value, low, high)), low, high)
    value, low, high = ((population.right + size * each) / population.size for each in parts)
    return Estimated(value, low, high, n, size - n, ratio)


def _slope(right: FloatArray, predicted: FloatArray) -> float:
    off = predicted - predicted.mean()
    both, own = float(off @ (right - right.mean())), float(off @ off)
    return float(np.clip((both + PULL) / (own + PULL), 0.0, 1.0))


def _ratio(left: FloatArray, right: FloatArray, predicted: FloatArray) -> float:
    mean = float(np.clip(predicted.mean(), 0.01, 0.99))
    after = left.size * float(left.var()) + STRENGTH * float((predicted * (1 - predicted)).mean())
    before = right.size * float(right.var()) + STRENGTH * mean * (1 - mean)
    return float(np.clip(after / before, LEAST, 1.0))


def _interval(value: float, n: int, size: int, ratio: float) -> tuple[float, float]:
    """Wilson's, for n of ``size`` labels where the model leaves ``ratio`` of the scatter."""
    share = float(np.clip(value, 0.0, 1.0))
    left = 1.0 - n / size
    if left <= 0:
        return share, share
    worth = max(n - 2, 1) / (ratio * left)
    low, high = wilson(share * worth, worth)
    return float(low), float(high)
