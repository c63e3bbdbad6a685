"""Intraclass correlations of numeric answers: the share of the variance that is the items'.

    icc_1     one label of an item, annotators in no particular order (one-way random effects)
    icc_2_1   one label of an item, where the same annotators labelled all items (two-way random
              effects, absolute agreement)
    icc_2_k   the mean of all k labels of an item, in the same design

after Shrout and Fleiss (1979), with the intervals given there (McGraw and Wong, 1996, table 7),
which assume numbers that are about normal. Items with unequal numbers of labels are taken into
``icc_1`` with the analysis of variance's mean number of labels k0 = (n - sum m² / n) / (N - 1), as
Searle (1971) has it; the interval is then approximate. The two-way ones need every annotator to
have labelled every item once: a single gap and they are undefined.

The annotators' share in the variance counts as disagreement: one who always says one more lowers
icc_2_1, and leaves a correlation as it was.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtri

from annotate.agreement.weights import near_one
from annotate.annotations import Labels
from annotate.tally import summed

ICC = ("icc_1", "icc_2_1", "icc_2_k")
NOT_NUMERIC = "Intraclass correlations are for numeric questions (interval or ratio)."
_NOTHING_LEFT = (
    "The items’ means differ less than their labels would make them by chance, so that no share of"
    " the variance is left to be the items’."
)
_UPPER = 0.975


@dataclass(frozen=True)
class Correlation:
    """An intraclass correlation with its 95% interval; NaN and the reason where undefined."""

    value: float
    low: float = np.nan
    high: float = np.nan
    reason: str | None = None


def intraclass(labels: Labels) -> dict[str, Correlation]:
    """The three correlations of a numeric question; ``labels`` are all that count."""
    found = _Variances.of(labels)
    one_way = found.why_no_one_way()
    two_way = one_way or found.why_no_two_way()
    return {
        "icc_1": Correlation(np.nan, reason=one_way) if one_way else found.one_way(),
        "icc_2_1": Correlation(np.nan, reason=two_way) if two_way else found.two_way(),
        "icc_2_k": Correlation(np.nan, reason=two_way) if two_way else found.two_way_mean(),
    }


@dataclass(frozen=True, eq=False)
class _Variances:
    """The sums of squares of the values about their means.

    items, raters, n   how many items with a label, annotators with one, and labels
    between, within    over items and inside them
    across             over annotators
    """

    items: int
    raters: int
    n: int
    k0: float
    between: float
    within: float
    across: float
    crossed: bool
    repeated: int

    @classmethod
    def of(cls, labels: Labels) -> _Variances:
        values = near_one(labels.question)[0][labels.label]
        m = summed(labels.item, np.ones(values.size), labels.n_items)
        given = summed(labels.annotator, np.ones(values.size), labels.n_annotators)
        items, raters, n = int((m > 0).sum()), int((given > 0).sum()), values.size
        centred = values - values.mean() if n else values
        mean_i = summed(labels.item, centred, labels.n_items) / np.maximum(m, 1)
        mean_a = summed(labels.annotator, centred, labels.n_annotators) / np.maximum(given, 1)
        within = centred - mean_i[labels.item]
        pair = labels.item.astype(np.int64) * max(labels.n_annotators, 1) + labels.annotator
        different = np.unique(pair).size
        return cls(
            items=items,
            raters=raters,
            n=n,
            k0=(n - float(m @ m) / n) / (items - 1) if items > 1 else np.nan,
            between=float(m @ (mean_i * mean_i)),
            within=float(within @ within),
            across=float(given @ (mean_a * mean_a)),
            crossed=different == items * raters,
            repeated=n - different,
        )

    def why_no_one_way(self) -> str | None:
        """The reason, or None."""
        if not self.n:
            return "Nobody has answered this question."
        if self.items < 2:
            return "An intraclass correlation needs labels on two items or more."
        if self.n == self.items or self.raters < 2:
            return "No item has labels of two annotators, so there is nothing to compare."
        if self.between + self.within <= 0:
            return "All labels are the same number, so agreement cannot be told from chance."
        return None

    def why_no_two_way(self) -> str | None:
        """The reason, or None."""
        if self.repeated:
            return "Some annotators have more than one label on an item that counts."
        if not self.crossed:
            gaps = self.items * self.raters - self.n
            return (
                f"It needs each of the {self.raters:,} annotators to have labelled each of the"
                f" {self.items:,} items; {gaps:,} of these labels are missing. ICC(1) allows gaps."
            )
        return None

    def one_way(self) -> Correlation:
        """(MSB - MSW) / (MSB + (k0 - 1) MSW) (Shrout and Fleiss, 1979)."""
        above, below = self.items - 1, self.n - self.items
        msb, msw = self.between / above, self.within / below
        k = self.k0
        value = (msb - msw) / (msb + (k - 1) * msw)
        if msw <= 0:
            return Correlation(value, value, value)
        f = msb / msw
        low, high = f / float(fdtri(above, below, _UPPER)), f * float(fdtri(below, above, _UPPER))
        return Correlation(value, (low - 1) / (low + k - 1), (high - 1) / (high + k - 1))

    def two_way(self) -> Correlation:
        """(MSR - MSE) / (MSR + (k-1) MSE + k (MSC - MSE) / n) (Shrout and Fleiss, 1979)."""
        msr, msc, mse = self._mean_squares()
        n, k = self.items, self.raters
        below = msr + (k - 1) * mse + k * (msc - mse) / n
        if below <= 1e-14 * (msr + mse):
            return Correlation(np.nan, reason=_NOTHING_LEFT)
        value = (msr - mse) / below
        low, high = self._two_way_interval(value)
        return Correlation(value, low, high)

    def two_way_mean(self) -> Correlation:
        """(MSR - MSE) / (MSR + (MSC - MSE) / n); its interval is the single one's, stepped up."""
        msr, msc, mse = self._mean_squares()
        n, k = self.items, self.raters
        below = msr + (msc - mse) / n
        single = self.two_way()
        if below <= 1e-14 * (msr + mse) or np.isnan(single.value):
            return Correlation(np.nan, reason=_NOTHING_LEFT)
        low, high = (
            end * k / (1 + end * (k - 1)) if 1 + end * (k - 1) > 0 else np.nan
            for end in (single.low, single.high)
        )
        return Correlation((msr - mse) / below, low, high)

    def _mean_squares(self) -> tuple[float, float, float]:
        """Of rows (items), columns (annotators) and what is left."""
        n, k = self.items, self.raters
        error = max(self.within - self.across, 0.0)
        return self.between / (n - 1), self.across / (k - 1), error / ((n - 1) * (k - 1))

    def _two_way_interval(self, value: float) -> tuple[float, float]:
        """Satterthwaite's approximation (Shrout and Fleiss, 1979; McGraw and Wong, 1996)."""
        msr, msc, mse = self._mean_squares()
        n, k = self.items, self.raters
        if mse <= 0 and msc <= 0:
            return value, value
        if mse <= 0:
            return np.nan, np.nan
        ratio = msc / mse
        part = k * value * ratio + n * (1 + (k - 1) * value) - k * value
        freedom = ((k - 1) * (n - 1) * part**2) / (
            (n - 1) * k**2 * value**2 * ratio**2 + (n * (1 + (k - 1) * value) - k * value) ** 2
        )
        upper = float(fdtri(n - 1, freedom, _UPPER))
        lower = float(fdtri(freedom, n - 1, _UPPER))
        noise = k * msc + (k * n - k - n) * mse
        low = n * (msr - upper * mse) / (upper * noise + n * msr)
        high = n * (lower * msr - mse) / (noise + n * lower * msr)
        return low, high
