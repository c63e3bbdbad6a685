"""Intervals by drawing the items again: one multinomial draw over the patterns a replicate.

Drawing N items with replacement and counting how often each pattern comes is exactly one draw
from a multinomial with the patterns' shares (Efron and Tibshirani, 1993, chapter 6). A
replicate therefore costs the same for a thousand items as for ten million, and all coefficients
are computed on the same draws. The items drawn are all that have a label.

Where patterns hardly repeat the cost grows with items x replicates; ``affordable`` says where
to use ``jackknife`` instead, which there gives the same standard error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from annotate.agreement.distances import Distance, Nominal
from annotate.agreement.sums import ItemTerms, Sums
from annotate.annotations import FloatArray
from annotate.counts import Patterns

_BLOCK = 1 << 22  # numbers held at once
_DRAWS = 10**8  # single draws in all, about a second's work
_PRODUCTS = 2 * 10**10  # multiplications in all, about a second's work
_DRAW_COST = 8  # a binomial draw of a pattern takes as long as so many draws of an item


def affordable(table: Patterns, replicates: int, *, ranks: bool) -> bool:
    """Whether so many replicates take seconds at most; ``ranks``: ordinal, so K x K terms."""
    return affordable_draws(len(table), table.n_items, table.n_answers, replicates, ranks=ranks)


def affordable_draws(
    patterns: int, items: int, answers: int, replicates: int, *, ranks: bool
) -> bool:
    """The same from the numbers of patterns, of items and of answers."""
    drawn = min(patterns * _DRAW_COST, items)
    columns = 3 * answers + 5 + (answers * answers if ranks else 0)
    products = (patterns + answers) * columns
    return replicates * drawn <= _DRAWS and replicates * products <= _PRODUCTS


def replicated(
    table: Patterns,
    terms: ItemTerms,
    distances: tuple[Distance, Distance],
    replicates: int,
    seed: int,
    *,
    ranks: bool,
) -> Sums:
    """The sums of ``replicates`` data sets drawn from this one; fields are (replicates,).

    ``distances`` are the level's and the weights'. With ``ranks`` the level's distance is taken
    anew from each replicate's own mid-ranks (ordinal alpha). The same seed gives the same draws.
    """
    k = table.n_answers
    width = 5 + 3 * k + (k * k if ranks else 0)
    drawn = draws(table.weight, replicates, seed, width)
    return sums_of_draws(table, terms, distances, drawn, ranks=ranks)


def sums_of_draws(
    table: Patterns,
    terms: ItemTerms,
    distances: tuple[Distance, Distance],
    counts: Iterable[FloatArray],
    *,
    ranks: bool,
) -> Sums:
    """The sums of data sets of which portions (b, P) say how often each pattern comes."""
    k = table.n_answers
    columns = _columns(table, terms, ranks=ranks)
    parts = []
    for drawn in counts:
        scalars, n_k, t_k, u_k, pairs = np.split(
            drawn @ columns, [5, 5 + k, 5 + 2 * k, 5 + 3 * k], axis=1
        )
        parts.append(_sums(scalars, (n_k, t_k, u_k), pairs, distances))
    return Sums.joined(parts)


def _columns(table: Patterns, terms: ItemTerms, *, ranks: bool) -> FloatArray:
    """(P, S) what each pattern's items add to the sums, and to the vectors in them."""
    columns = [
        np.stack(
            [np.ones(len(table)), terms.pairable, terms.same, terms.apart, terms.observed], axis=1
        )
    ]
    for values in (terms.paired, table.count, terms.share):
        spread = np.zeros((len(table), table.n_answers))
        spread[table.pattern, table.label] = values
        columns.append(spread)
    if ranks:
        columns.append(_coincidences(table, terms))
    return np.concatenate(columns, axis=1)


def _coincidences(table: Patterns, terms: ItemTerms) -> FloatArray:
    """(P, K*K) pairs of answers in one item over m - 1 (Krippendorff, 2011, section A, step 2).

    The diagonal has the square of the count, which no distance sees.
    """
    counts = table.table
    share = terms.pairable / np.maximum(table.size - 1, 1)
    pairs = np.einsum("p,pk,pl->pkl", share, counts, counts)
    return np.asarray(pairs.reshape(len(table), -1))


def draws(weight: FloatArray, replicates: int, seed: int, width: int) -> Iterator[FloatArray]:
    """Portions of (replicates, P): how often each pattern comes among N items drawn anew.

    ``weight`` (P,) are the items of each pattern, N in all; ``width`` is how many numbers a
    replicate is turned into, so that portions fit in memory.
    """
    rng = np.random.default_rng(seed)
    n, p = int(weight.sum()), weight.size
    block = max(1, _BLOCK // (p + width))
    owner = None
    if n < _DRAW_COST * p:  # few items to a pattern: drawing them one by one is faster
        owner = np.repeat(np.arange(p), weight.astype(np.int64))
        block = max(1, min(block, _BLOCK // n))
    for start in range(0, replicates, block):
        size = min(block, replicates - start)
        if owner is not None:
            drawn = owner[rng.integers(0, n, size=(size, n))] + p * np.arange(size)[:, None]
            counts = np.bincount(drawn.ravel(), minlength=size * p).reshape(size, p)
        else:
            counts = rng.multinomial(n, weight / n, size=size)
        yield counts.astype(np.float64)


def _sums(
    scalars: FloatArray,
    vectors: tuple[FloatArray, FloatArray, FloatArray],
    pairs: FloatArray,
    distances: tuple[Distance, Distance],
) -> Sums:
    """The sums of a portion of replicates from its totals; ``vectors`` are (b, K) each."""
    items, pairable, same, apart, observed = scalars.T
    n_k, t_k, u_k = vectors
    level, weights = distances
    expected = _form(level, n_k) if not pairs.size else np.empty(0)
    if pairs.size:
        observed, expected = _ranked(n_k, pairs)
    return Sums(
        items=items,
        pairable=pairable,
        same=same,
        apart=apart,
        n=n_k.sum(axis=1),
        observed=observed,
        expected=expected,
        spread=_form(Nominal(n_k.shape[1]), n_k),
        labels=t_k.sum(axis=1),
        pooled=_form(weights, t_k),
        shares=_form(weights, u_k),
        squares=(u_k * u_k).sum(axis=1),
    )


def _form(distance: Distance, counts: FloatArray) -> FloatArray:
    """(b,) sum_kl c_k c_l d_kl of each row of ``counts`` (b, K)."""
    return np.asarray((counts * distance.times(counts)).sum(axis=1))


def _ranked(n_k: FloatArray, pairs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(b,) observed and expected by each replicate's own mid-ranks s, as a share of its labels.

    sum_kl o_kl (s_k - s_l)² = 2 sum_k o_k. s_k² - 2 sum_kl s_k o_kl s_l, for o and for n n'.
    """
    n = np.maximum(n_k.sum(axis=1, keepdims=True), 1)
    s = (np.cumsum(n_k, axis=1) - n_k / 2) / n
    o = pairs.reshape(*n_k.shape, -1)
    across = np.matmul(o, s[:, :, None])[:, :, 0]
    observed = 2 * ((o.sum(axis=2) * s * s) - s * across).sum(axis=1)
    expected = 2 * (n[:, 0] * (n_k * s * s).sum(axis=1) - (n_k * s).sum(axis=1) ** 2)
    return observed, expected
