from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import annotate
from annotate import cli
from annotate.errors import NotFoundError


def frame(n_items: int = 60, seed: int = 0) -> pd.DataFrame:
    """Five annotators right in nine of ten; the sixth in half of their labels."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 3, n_items)
    table = []
    for item in range(n_items):
        for who in range(6):
            wrong = rng.random() > (0.5 if who == 5 else 0.9)
            answer = (truth[item] + wrong * rng.integers(1, 3)) % 3
            table.append((f"i{item}", f"w{who}", "abc"[answer], "abc"[truth[item]]))
    return pd.DataFrame(table, columns=["item_id", "annotator_id", "label", "truth"])


def loaded(table: pd.DataFrame) -> annotate.Annotations:
    return annotate.from_frame(
        table, item="item_id", annotator="annotator_id", labels=["label"],
        levels={"label": "nominal"},
    )  # fmt: skip


def test_each_label_has_a_row_and_the_wrong_ones_come_first() -> None:
    table = frame()
    found = annotate.suspects(loaded(table))
    assert list(found) == [
        "item_id", "annotator_id", "question", "label", "consensus", "p_wrong",
    ]  # fmt: skip
    assert len(found) == len(table)
    assert found["p_wrong"].is_monotonic_decreasing
    both = found.merge(table, on=["item_id", "annotator_id", "label"])
    wrong = both["label"] != both["truth"]
    assert wrong[:30].mean() > 0.9
    assert wrong[-200:].mean() < 0.02
    assert (both["consensus"] == both["truth"]).mean() > 0.97


def test_the_command_line_writes_the_same_with_gold_as_reference(tmp_path, capsys) -> None:
    table = frame().rename(columns={"truth": "gold"})
    table.loc[table["item_id"].str[1:].astype(int) >= 20, "gold"] = ""
    labels, out = tmp_path / "labels.csv", tmp_path / "suspects.csv"
    table.to_csv(labels, index=False)
    assert cli.main(["suspects", str(labels), "--out", str(out)]) == 0
    assert "360 labels written" in capsys.readouterr().out
    found = pd.read_csv(out)
    both = found.merge(table, on=["item_id", "annotator_id", "label"])
    known = both["gold"].notna() & (both["gold"] != "")
    assert known.sum() == 120
    assert (both["p_wrong"][known] == (both["label"] != both["gold"])[known]).all()


@pytest.mark.parametrize("model", ["majority", "wawa", "dawid-skene", "one-coin"])
def test_a_baseline_can_be_chosen(model: str) -> None:
    found = annotate.suspects(loaded(frame()), model=model)
    assert len(found) == 360
    assert found["p_wrong"].between(0, 1).all()


def test_a_model_that_does_not_exist_is_named_with_those_that_do(tmp_path, capsys) -> None:
    with pytest.raises(NotFoundError, match="hierarchical, majority"):
        annotate.suspects(loaded(frame()), model="oracle")
    with pytest.raises(SystemExit) as stopped:
        cli.main(["suspects", "labels.csv", "--out", str(tmp_path / "x"), "--model", "oracle"])
    assert stopped.value.code == 2
    assert "there are hierarchical" in capsys.readouterr().err
