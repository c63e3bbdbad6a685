"""Time and memory of agreement against other programs, from one long DataFrame, in one run.

    python benchmarks/agreement.py [LABELS ...] [--irrcac PYTHON] [--interrater PYTHON]
                                   [--plot docs/speed.svg]

100,000 and 1,000,000 labels unless told. irrCAC needs an old SciPy and interrater is no
dependency, so each runs where PYTHON, an interpreter that has it and pyarrow, is named.
Every work runs in a process of its own (works.py says what it is, measuring.py how it is
timed); where two that compute the same differ by more than 1e-9 there is no table.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from works import ANNOTATORS, PER_ITEM, REPLICATES, WORKS, frame_of

OURS = (
    "factorize",
    "alpha",
    "three",
    "categorical",
    "integer",
    "drawn",
    "everyone",
    "pairs",
    "all",
)
COMPARED = {
    "krippendorff_alpha": (
        "alpha",
        ("krippendorff", "krippendorff wide", "nltk", "irrcac alpha", "interrater alpha"),
    ),
    "fleiss_kappa": (
        "fleiss",
        ("statsmodels", "statsmodels crosstab", "irrcac fleiss", "interrater fleiss"),
    ),
    "gwet_ac": ("ac", ("irrcac ac", "interrater ac")),
    "pairs": ("pairs", ("sklearn",)),
}


class Measured(NamedTuple):
    """Seconds to make the form and to compute the value, the peak in megabytes, the value."""

    form: float
    value_seconds: float
    peak: float
    value: float

    @property
    def seconds(self) -> float:
        return self.form + self.value_seconds

    @property
    def looped(self) -> float:
        """The value computed anew for each replicate, without the drawing of items."""
        return self.form + REPLICATES * self.value_seconds


def measure(name: str, path: Path, pythons: Mapping[str, str]) -> Measured:
    """The work in a process of its own."""
    python = pythons.get(WORKS[name].package, sys.executable)
    script = Path(__file__).with_name("measuring.py")
    done = subprocess.run([python, script, name, path], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stderr}")
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def measured(labels: int, pythons: Mapping[str, str]) -> dict[str, Measured]:
    """All works that can be run on so many labels."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frame.parquet"
        frame_of(labels).to_parquet(path)
        found = {}
        for name, work in WORKS.items():
            if labels <= work.most and (not work.package or work.package in pythons):
                print(f"{labels:,}: {work.title}", file=sys.stderr)
                found[name] = measure(name, path, pythons)
    refuse_differences(found)
    return found


def refuse_differences(found: Mapping[str, Measured]) -> None:
    """SystemExit where two works disagree about the same coefficient."""
    for name, one in found.items():
        what = WORKS[name].what
        if what:
            ours = found[COMPARED[what][0]].value
            if not np.isclose(one.value, ours, rtol=1e-9, atol=1e-9):
                raise SystemExit(f"{what}: ours is {ours}, that of “{name}” {one.value}")


def table(labels: int, found: Mapping[str, Measured]) -> str:
    """The times as a Markdown table: ours, then everybody who computes the same."""
    rows = [
        f"**{labels:,} labels** ({labels // PER_ITEM:,} items, {ANNOTATORS:,} annotators)\n",
        "| | form | value | together | peak | ours is |",
        "|---|--:|--:|--:|--:|---|",
    ]
    rows += [_row(f"Annotate: {WORKS[name].title}", found[name]) for name in OURS[1:]]
    rows.append(_row(WORKS["factorize"].title, found["factorize"]))
    for ours, peers in COMPARED.values():
        own = found[ours]
        rows += [
            _row(WORKS[name].title, found[name], _times(found[name], own))
            for name in peers
            if name in found
        ]
    rows += [
        "",
        f"{REPLICATES:,} times, from the same form:\n",
        "| | time | ours is |",
        "|---|--:|---|",
    ]
    drawn = found["drawn"].seconds
    for name in [name for _, peers in COMPARED.values() for name in peers]:
        if name in found and name != "sklearn":
            looped = found[name].looped
            rows.append(
                f"| {WORKS[name].title} | {_shown(looped)} | {looped / drawn:,.0f} x faster |"
            )
    return "\n".join(rows)


def _times(peer: Measured, own: Measured) -> str:
    return f"{peer.seconds / own.seconds:,.1f} x faster, {peer.peak / own.peak:,.1f} x smaller"


def _row(title: str, one: Measured, times: str = "") -> str:
    seconds = " | ".join(map(_shown, (one.form, one.value_seconds, one.seconds)))
    return f"| {title} | {seconds} | {one.peak:,.0f} MB | {times} |"


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms" if seconds < 1 else f"{seconds:,.1f} s"


def arguments() -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("labels", nargs="*", type=int, default=[100_000, 1_000_000])
    parser.add_argument("--irrcac", metavar="PYTHON")
    parser.add_argument("--interrater", metavar="PYTHON")
    parser.add_argument("--plot", type=Path, metavar="SVG")
    return parser.parse_args()


def main() -> None:
    asked = arguments()
    given = {"irrcac": asked.irrcac, "interrater": asked.interrater}
    pythons = {name: python for name, python in given.items() if python}
    print(f"Python {platform.python_version()}, {platform.machine()}, NumPy {np.__version__}\n")
    results = {}
    for labels in asked.labels:
        results[labels] = measured(labels, pythons)
        print(table(labels, results[labels]), end="\n\n", flush=True)
    if asked.plot:
        from speed_plot import save

        save(
            {size: {n: m.seconds for n, m in found.items()} for size, found in results.items()},
            asked.plot,
        )


if __name__ == "__main__":
    main()
