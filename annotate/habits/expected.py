"""What is to be expected of an annotator who answers like the others, on the items they had.

The others' most frequent answer says what an item is. On items where it is y, annotators say x
with some rate; that of everyone but the annotator in question is what is held against them.
Someone who errs more than others does so everywhere, and that is no habit: the rates of all
errors are multiplied by how much more they err.

    K answers   C cells (annotator, answer, expected) that occur
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from annotate.annotations import FloatArray, IntArray
from annotate.tally import summed

PRIOR = 2.0  # expected errors' worth of being like everyone that each annotator starts with


@dataclass(frozen=True, eq=False)
class Expected:
    """The cells of one question and what the others let expect.

    annotator, answer, expected, n   (C,) the cells: own answer, the others' most frequent, count
    of        (C,) labels of the annotator where the others mostly say ``expected``
    rate      (C,) the share of the others who say ``answer`` there
    others    (C,) labels of the others that the rate stands on
    given     (A, K) labels of each annotator where the others mostly say each answer
    missed    (A, K) the share of the others who say something else there
    errors    (A,) labels that differ from the others' most frequent answer
    usual     (A,) how many would, at the others' rates
    """

    annotator: IntArray
    answer: IntArray
    expected: IntArray
    n: IntArray
    of: IntArray
    rate: FloatArray
    others: IntArray
    given: FloatArray
    missed: FloatArray
    errors: FloatArray
    usual: FloatArray

    @property
    def skill(self) -> FloatArray:
        """(A,) how many times as much each annotator errs as the others would."""
        return np.asarray((self.errors + PRIOR) / (self.usual + PRIOR))


def expect(cells: IntArray, n_annotators: int, n_answers: int) -> Expected:
    """From the cells of ``annotate.comparison.cells``, (C, 4)."""
    annotator, answer, expected, n = cells.T
    at = annotator * n_answers + expected
    size = n_annotators * n_answers
    given = summed(at, n, size)
    pair, where = np.unique(expected * n_answers + answer, return_inverse=True)
    all_n = summed(where, n, pair.size)[where]
    all_of = summed(expected, n, n_answers)
    differs = answer != expected
    own_missed = summed(at[differs], n[differs], size).reshape(n_annotators, n_answers)
    given = given.reshape(n_annotators, n_answers)
    others = all_of - given
    missed = np.divide(
        own_missed.sum(axis=0) - own_missed, others, out=np.zeros_like(others), where=others > 0
    )
    of, rest = given[annotator, expected], others[annotator, expected]
    rate = np.divide(all_n - n, rest, out=np.zeros(rest.size), where=rest > 0)
    return Expected(
        annotator=annotator,
        answer=answer,
        expected=expected,
        n=n,
        of=of.astype(np.int64),
        rate=rate,
        others=rest.astype(np.int64),
        given=given,
        missed=missed,
        errors=own_missed.sum(axis=1),
        usual=(given * missed).sum(axis=1),
    )


def uses(table: Expected) -> tuple[FloatArray, FloatArray]:
    """(A, K) how often each answer is to be expected from errors, and in all.

    Errors at the others' rates times the annotator's skill, which can take at most what is there.
    """
    shape = table.given.shape
    others = _others(table)
    weight = np.divide(table.given, others, out=np.zeros(shape), where=others > 0)
    differs = table.answer != table.expected
    cell = (table.annotator[differs], table.answer[differs], table.expected[differs])
    n = table.n[differs].astype(np.float64)
    confused = sparse.coo_array((n, (cell[2], cell[1])), shape=(shape[1], shape[1])).tocsr()
    wrongly = np.asarray(sparse.csr_array(weight) @ confused.toarray())
    own = summed(cell[0] * shape[1] + cell[1], weight[cell[0], cell[2]] * n, shape[0] * shape[1])
    wrongly = np.maximum(wrongly - own.reshape(shape), 0.0)
    skill = np.minimum(
        table.skill[:, None], 0.95 / np.maximum(table.missed.max(axis=1), 1e-9)[:, None]
    )
    wrongly = skill * wrongly
    rightly = table.given * np.maximum(1 - skill * table.missed, 0.0)
    return wrongly, wrongly + rightly


def _others(table: Expected) -> FloatArray:
    return np.asarray(table.given.sum(axis=0) - table.given)
