"""The dozen sums over items that every pattern coefficient is arithmetic on.

``Sums`` holds them with any leading shape: one set for the data, a set for each replicate of
a bootstrap, a set for the data without each pattern's item. The formulas in
``coefficients`` are written once, on ``Sums``.

In the notation of ``Patterns``: item i has m_i labels, c_ik of them for answer k; d is the
level's distance and e the weights' (1 - W).
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from annotate.agreement.distances import Distance, Nominal
from annotate.annotations import FloatArray
from annotate.counts import Patterns


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums over items, each an array of one common shape; "pairable" items have m_i >= 2.

    items            N, items with a label
    pairable         items with two labels or more
    same             sum over pairable of the share of label pairs with the same answer
    apart            sum over pairable of sum_kl c_k c_l e_kl / (m(m-1)), what is short of 1 with
                     weights: kept as it is, since 1 less it would lose the digits of near answers
    n                labels on pairable items
    observed         sum over pairable of sum_kl c_k c_l d_kl / (m-1)
    expected         sum_kl n_k n_l d_kl, of the totals n_k on pairable items
    spread           the same with d nominal: 0 where one category was used
    labels           labels on all items
    pooled           sum_kl t_k t_l e_kl, of the totals t_k on all items
    shares           sum_kl u_k u_l e_kl, of u_k = sum over items of c_k / m
    squares          sum_k u_k^2
    """

    items: FloatArray
    pairable: FloatArray
    same: FloatArray
    apart: FloatArray
    n: FloatArray
    observed: FloatArray
    expected: FloatArray
    spread: FloatArray
    labels: FloatArray
    pooled: FloatArray
    shares: FloatArray
    squares: FloatArray

    @staticmethod
    def joined(parts: list[Sums]) -> Sums:
        """Sums of replicates that came in portions, as one."""
        names = [field.name for field in fields(Sums)]
        return Sums(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


@dataclass(frozen=True, eq=False)
class ItemTerms:
    """What one item of each pattern adds: (P,) for plain sums, (Z,) cells for the vectors.

    ``level`` and ``weights`` (Z,) are the summed distances of a cell's answer from all labels
    of its item, by d and by e.
    """

    level: FloatArray
    weights: FloatArray
    pairable: FloatArray
    same: FloatArray
    apart: FloatArray
    observed: FloatArray
    paired: FloatArray
    share: FloatArray


def item_terms(table: Patterns, level: Distance, weights: Distance) -> ItemTerms:
    """What one item of each pattern adds to the sums."""
    m = table.size
    pairable = (m >= 2).astype(np.float64)
    others, pairs = np.maximum(m - 1, 1), np.maximum(m * (m - 1), 1)
    away = level.within(table.pattern, table.label, table.count)
    unlike = weights.within(table.pattern, table.label, table.count)
    differing = Nominal(table.n_answers).within(table.pattern, table.label, table.count)
    return ItemTerms(
        level=away,
        weights=unlike,
        pairable=pairable,
        same=pairable * (1 - table.total(table.count * differing) / pairs),
        apart=table.total(table.count * unlike) / pairs,
        observed=table.total(table.count * away) / others,
        paired=table.count * pairable[table.pattern],
        share=table.count / m[table.pattern],
    )


def total(table: Patterns, terms: ItemTerms, level: Distance, weights: Distance) -> Sums:
    """The sums of the data; every field has shape ()."""
    w = table.weight
    n_k, t_k = table.by_answer(terms.paired), table.by_answer(table.count)
    u_k = table.by_answer(terms.share)
    return Sums(
        items=np.asarray(w.sum()),
        pairable=np.asarray(w @ terms.pairable),
        same=np.asarray(w @ terms.same),
        apart=np.asarray(w @ terms.apart),
        n=np.asarray(n_k.sum()),
        observed=np.asarray(w @ terms.observed),
        expected=np.asarray(n_k @ level.times(n_k)),
        spread=np.asarray(n_k.sum() ** 2 - n_k @ n_k),
        labels=np.asarray(t_k.sum()),
        pooled=np.asarray(t_k @ weights.times(t_k)),
        shares=np.asarray(u_k @ weights.times(u_k)),
        squares=np.asarray(u_k @ u_k),
    )
