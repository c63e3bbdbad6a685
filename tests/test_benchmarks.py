import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pandas as pd
import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def beside(monkeypatch):
    """The folder of the benchmarks on the path, as it is when one of them is run."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="peaks are read from Linux")
def test_a_work_runs_from_the_checkout_with_nothing_set(tmp_path):
    frame = pd.DataFrame(
        {"item": list("aabb"), "annotator": list("xyxy"), "answer": list("1122")}, dtype="str"
    )
    frame.to_parquet(tmp_path / "frame.parquet")
    found = subprocess.run(
        [sys.executable, BENCHMARKS / "measuring.py", "alpha", tmp_path / "frame.parquet"],
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(found.stdout)["value"] == 1.0


def test_different_values_of_one_coefficient_are_refused(beside):
    from agreement import Measured, refuse_differences

    same = {"alpha": Measured(1, 1, 1, 0.5), "nltk": Measured(1, 1, 1, 0.5)}
    refuse_differences(same)
    with pytest.raises(SystemExit, match="krippendorff_alpha"):
        refuse_differences(same | {"nltk": Measured(1, 1, 1, 0.5001)})


def test_the_plot_is_an_svg_that_names_each_line_and_follows_dark(beside, tmp_path):
    from speed_plot import LINES, save

    seconds = {size: dict.fromkeys(LINES, size / 1e6) for size in (10**5, 10**6)}
    save(seconds, tmp_path / "speed.svg")
    text = (tmp_path / "speed.svg").read_text(encoding="utf-8")
    assert ET.fromstring(text).tag.endswith("svg")  # noqa: S314 - it was written just above
    assert all(title in text for title, _, _ in LINES.values())
    assert "prefers-color-scheme: dark" in text
