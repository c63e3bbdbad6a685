"""The coefficients as they are written: LaTeX, with its symbols in words.

Where a line here and ``docs/statistics.md`` say the same, that page derives it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Formula:
    """A formula as LaTeX, and what its symbols stand for."""

    latex: str
    symbols: str


_CHANCE = r"\frac{P - P_e}{1 - P_e}"
_VARIANCES = (
    "MS: mean squares of the analysis of variance, between items (B), within items (W), between"
    " annotators (J) and the rest (E); k: labels an item; n: items."
)

FORMULAS: dict[str, Formula] = {
    "percent_agreement": Formula(
        r"P = \operatorname{mean}_i \sum_k \frac{c_{ik}(c_{ik} - 1)}{m_i(m_i - 1)}",
        "Item i has m labels, c of them for answer k; items with two labels or more.",
    ),
    "krippendorff_alpha": Formula(
        r"\alpha = 1 - \frac{D_o}{D_e}",
        "D_o: how far apart two labels of one item are; D_e: how far apart two labels picked from"
        " all of them are. The distance follows from the level.",
    ),
    "fleiss_kappa": Formula(
        rf"{_CHANCE}, \quad P_e = \sum_k p_k^2",
        "P: percent agreement; p: the mean over items of the share of answer k.",
    ),
    "scott_pi": Formula(
        rf"{_CHANCE}, \quad P_e = \sum_k p_k^2",
        "P: percent agreement; p: the share of answer k among all labels pooled.",
    ),
    "gwet_ac": Formula(
        rf"{_CHANCE}, \quad P_e = \frac{{1}}{{q - 1}} \sum_k p_k (1 - p_k)",
        "P: percent agreement; p: the mean share of answer k; q: answers of the scale.",
    ),
    "brennan_prediger": Formula(
        rf"{_CHANCE}, \quad P_e = \frac{{1}}{{q}}",
        "P: percent agreement; q: answers of the scale.",
    ),
    "conger_kappa": Formula(
        rf"{_CHANCE}, \quad P_e = \operatorname{{mean}}_{{a \ne b}} \sum_k p_{{ak}}\, p_{{bk}}",
        "P: percent agreement; p: the share of answer k among the labels of annotator a, or b.",
    ),
    "cohen_kappa_mean": Formula(
        r"\frac{\sum n_{ab}\, \kappa_{ab}}{\sum n_{ab}}, \quad"
        r" \kappa_{ab} = \frac{P_{ab} - \sum_k p_{ak}\, p_{bk}}{1 - \sum_k p_{ak}\, p_{bk}}",
        "n: items that annotators a and b share; P: how often they agree on these; p: the share of"
        " answer k in their labels of these.",
    ),
    "icc_1": Formula(r"\frac{MS_B - MS_W}{MS_B + (k - 1)\, MS_W}", _VARIANCES),
    "icc_2_1": Formula(
        r"\frac{MS_B - MS_E}{MS_B + (k - 1)\, MS_E + \frac{k}{n}(MS_J - MS_E)}", _VARIANCES
    ),
    "icc_2_k": Formula(r"\frac{MS_B - MS_E}{MS_B + \frac{1}{n}(MS_J - MS_E)}", _VARIANCES),
}
