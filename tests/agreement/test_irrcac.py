"""Values equal irrCAC's on data with gaps, and our errors stand beside Gwet's analytic ones.

irrCAC needs versions of NumPy and SciPy from long ago, so what it said is kept in a file; how it was
made is in ``make_irrcac.py``.
"""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from annotate.agreement.coefficients import FORMULAS
from annotate.agreement.jackknife import left_out, standard_error
from annotate.agreement.measure import of_labels
from annotate.agreement.options import Options
from annotate.agreement.tables import tables_of

EXAMPLES = json.loads((Path(__file__).parent / "irrcac.json").read_text(encoding="utf-8"))
WEIGHTS = ("identity", "linear", "quadratic")
examples = pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))


@examples
@pytest.mark.parametrize("weights", WEIGHTS)
def test_values_equal_irrcac(example: dict, weights: str, labels_in: Callable) -> None:
    matrix, scale = np.array(example["annotators_by_items"]), map(str, range(example["answers"]))
    labels = labels_in(matrix, "ordinal", tuple(scale))
    options = Options(weights=weights, replicates=0, annotators=False, categories=False)
    found = of_labels(labels, tuple("abcdefg"), options).coefficients
    for name, expected in example["expected"][weights].items():
        assert found[name].value == pytest.approx(expected["value"], abs=1e-9), name


@examples
def test_the_jackknifes_error_is_near_gwets_analytic_one(
    example: dict, labels_in: Callable
) -> None:
    """Gwet (2008), equations for the variance over items; both are right to first order."""
    matrix, scale = np.array(example["annotators_by_items"]), map(str, range(example["answers"]))
    labels = labels_in(matrix, "nominal", tuple(scale))
    tables, _ = tables_of(labels, Options())
    without = left_out(
        tables.table, tables.terms, tables.whole, (tables.level, tables.near), ranks=False
    )
    for name in ("fleiss_kappa", "gwet_ac", "brennan_prediger"):
        error = standard_error(FORMULAS[name](without, tables.scale), tables.table.weight)
        assert error == pytest.approx(example["expected"]["identity"][name]["se"], rel=0.1), name


@examples
def test_congers_error_is_near_gwets_analytic_one(example: dict, labels_in: Callable) -> None:
    matrix, scale = np.array(example["annotators_by_items"]), map(str, range(example["answers"]))
    options = Options(coefficients=("conger_kappa",), annotators=False, categories=False)
    labels = labels_in(matrix, "nominal", tuple(scale))
    one = of_labels(labels, tuple("abcdefg"), options).coefficients["conger_kappa"]
    half = (one.high - one.low) / 2 / 1.99
    assert half == pytest.approx(example["expected"]["identity"]["conger_kappa"]["se"], rel=0.1)
