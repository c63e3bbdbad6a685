"""Every coefficient that the core knows can be explained on the page."""

from annotate.agreement import MEANINGS
from annotate.agreement.options import NAMES
from annotate.ui.agreement.formulas import FORMULAS


def test_every_coefficient_has_a_formula_its_symbols_a_meaning_and_a_source():
    assert set(FORMULAS) == set(MEANINGS) == set(NAMES)
    for name in NAMES:
        formula, meaning = FORMULAS[name], MEANINGS[name]
        assert all((formula.latex, formula.symbols, meaning.misleads, meaning.source))


def test_formulas_close_what_they_open():
    for formula in FORMULAS.values():
        assert formula.latex.count("{") == formula.latex.count("}")
