"""Published examples come out to every published digit."""

import json
from collections.abc import Callable

import numpy as np
import pytest

from annotate.agreement import agreement
from annotate.agreement.distances import SetDistance

# The digits that each example was published with, or was computed to by several programs.
CLOSE = {"rel": 0, "abs": 1e-9}
SIX_DIGITS = {"rel": 0, "abs": 5.1e-7}
EIGHT_DIGITS = {"rel": 0, "abs": 5.1e-9}

MATRICES = (
    "krippendorff_2011_A",
    "krippendorff_2011_B",
    "krippendorff_2011_C",
    "fleiss_1971_diagnoses",
    "irr_anxiety",
    "irr_video",
)
NAMES = {
    "percent_agreement": "percent_agreement",
    "fleiss_kappa": "fleiss_kappa",
    "scott_pi": "scott_pi",
    "gwet_ac1": "gwet_ac",
    "brennan_prediger": "brennan_prediger",
}
KAPPAS = {
    "cohen_kappa": "identity",
    "cohen_kappa_linear": "linear",
    "cohen_kappa_quadratic": "quadratic",
}


def said_in(example: dict) -> list[tuple[str, str, str]]:
    """What was said in an example, in whichever of its forms it was published."""
    if "annotators_by_items" in example:
        return [
            (f"i{item}", str(annotator + 1), str(answer))
            for annotator, row in enumerate(example["annotators_by_items"])
            for item, answer in enumerate(row)
            if answer is not None
        ]
    if "pair_table" in example:
        table = np.array(example["pair_table"])
        cells = np.repeat(np.argwhere(table >= 0), table.ravel(), axis=0)
        return [
            (f"i{item}", str(annotator + 1), str(answer))
            for item, cell in enumerate(cells)
            for annotator, answer in enumerate(cell)
        ]
    counts = np.array(example["items_by_categories"])
    rows = [np.repeat(np.arange(row.size), row) for row in counts]
    return [
        (f"i{item}", str(annotator), str(answer))
        for item, row in enumerate(rows)
        for annotator, answer in enumerate(row)
    ]


@pytest.mark.parametrize("name", MATRICES)
def test_alpha_of_published_matrices(name: str, golden: dict, made_of: Callable) -> None:
    """Krippendorff (2011), Fleiss (1971) and R irr's data, at every level that is published."""
    example = golden[name]
    for level, expected in example["expected"]["krippendorff_alpha"].items():
        data = made_of(said_in(example), level)
        found = agreement(data, replicates=0)["q"].coefficients["krippendorff_alpha"]
        assert found.value == pytest.approx(expected, **CLOSE)


@pytest.mark.parametrize("name", [*MATRICES, "fleiss_table"])
def test_chance_corrected_coefficients_of_published_tables(
    name: str, golden: dict, made_of: Callable
) -> None:
    """Checked with irrCAC, which like us counts items with one label in the chance term."""
    example = golden[name]
    found = agreement(made_of(said_in(example)), replicates=0)["q"].coefficients
    for published, ours in NAMES.items():
        if published in example["expected"]:
            expected = example["expected"][published]
            assert found[ours].value == pytest.approx(expected, **CLOSE)


@pytest.mark.parametrize("name", MATRICES)
@pytest.mark.parametrize("kappa", KAPPAS)
def test_kappa_of_published_pairs(name: str, kappa: str, golden: dict, made_of: Callable) -> None:
    """Weights go by positions on the whole scale, so pair 1-3 of example C is .5, not .429."""
    example = golden[name]
    data = made_of(said_in(example), "ordinal")
    pairs = agreement(data, weights=KAPPAS[kappa], replicates=0)["q"].pairs
    found = {f"{pair.a}-{pair.b}": pair.kappa for pair in pairs}
    for pair, expected in example["expected"].get(kappa, {}).items():
        assert found[pair] == pytest.approx(expected, **SIX_DIGITS)


@pytest.mark.parametrize("name", ["cohen_1960", "kappa_paradox"])
def test_two_annotators_in_a_published_table(name: str, golden: dict, made_of: Callable) -> None:
    """Cohen (1960), and 118/5/2/0: 94% agreement and a kappa below zero."""
    example = golden[name]
    data = made_of(said_in(example))
    found = agreement(data, replicates=0)["q"].coefficients
    expected = example["expected"]
    for published, ours in NAMES.items():
        if published in expected:
            assert found[ours].value == pytest.approx(expected[published], **EIGHT_DIGITS)
    assert found["krippendorff_alpha"].value == pytest.approx(
        expected["krippendorff_alpha"]["nominal"], **EIGHT_DIGITS
    )
    for kappa, weights in KAPPAS.items():
        if kappa in expected:
            result = agreement(data, weights=weights, replicates=0)["q"]
            mean = result.coefficients["cohen_kappa_mean"].value
            assert mean == pytest.approx(expected[kappa], **EIGHT_DIGITS)
            assert result.pairs[0].kappa == pytest.approx(mean, rel=1e-12)


def test_alpha_of_sets_with_missing_labels(golden: dict, made_of: Callable) -> None:
    example = golden["set_alpha_ragged"]
    said = [
        (item, annotator, json.dumps(sorted(members)))
        for annotator, item, members in example["annotations"]
    ]
    for distance, expected in example["expected"]["krippendorff_alpha"].items():
        found = agreement(made_of(said, "set"), distance=distance, replicates=0)["q"]
        assert found.coefficients["krippendorff_alpha"].value == pytest.approx(expected, **CLOSE)


def test_distances_of_sets(golden: dict) -> None:
    """Passonneau (2006), table 1."""
    a, b = np.array([0]), np.array([1])
    for first, second, masi, jaccard in golden["masi_distances"]["pairs"]:
        sets = (frozenset(first), frozenset(second))
        assert SetDistance.of(sets, "masi").between(a, b)[0] == pytest.approx(masi, **CLOSE)
        assert SetDistance.of(sets, "jaccard").between(a, b)[0] == pytest.approx(jaccard, **CLOSE)
