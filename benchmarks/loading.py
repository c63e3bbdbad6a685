"""A million labels from CSV: how long loading takes, with how much memory, and beside pandas.

    python benchmarks/loading.py [ROWS]

The file has a text for each row (200 MB for a million rows). ``load`` runs in a process of its
own, so that its peak memory is its own; the ratio is to ``pandas.read_csv(engine="pyarrow")``
alone, which only parses. Both are the median of three runs, taken in turn.
"""

import argparse
import csv
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PROBES = {
    "annotate.loading.read": (
        "from annotate.loading import read; loaded = read(path); n = loaded.report.n_labels"
    ),
    "pandas.read_csv": (
        "import pandas; frame = pandas.read_csv(path, engine='pyarrow'); n = len(frame)"
    ),
}
PROBE = """
import resource, sys, time
import pandas, pyarrow.csv, annotate.loading
path = sys.argv[1]
start = time.perf_counter()
{}
took = time.perf_counter() - start
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, n)
"""


def write(path: Path, rows: int) -> None:
    """Items of five labels each, their text repeated with each label."""
    chance = random.Random(0)
    words = [f"word{n}" for n in range(2000)]
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["item_id", "annotator_id", "tone", "stars", "seconds", "text"])
        for item in range(rows // 5):
            text = " ".join(chance.choices(words, k=21)) + ', "as they say"'
            for who in chance.sample(range(200), 5):
                out.writerow(
                    [f"item-{item}", f"w{who}", chance.choice(["calm", "angry", "neutral"]),
                     chance.randrange(1, 6), round(chance.expovariate(0.1), 1), text]
                )  # fmt: skip


def probe(code: str, path: Path) -> tuple[float, float, int]:
    """Seconds, peak megabytes and rows of one run in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(code), str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    took, memory, number = done.stdout.split()
    return float(took), float(memory), int(number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "labels.csv")
        write(path, rows)
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB")
        runs: dict[str, list[tuple[float, float, int]]] = {name: [] for name in PROBES}
        for _ in range(3):
            for name, code in PROBES.items():
                runs[name].append(probe(code, path))
    medians = {}
    for name, found in runs.items():
        medians[name] = statistics.median(took for took, _, _ in found)
        memory = max(memory for _, memory, _ in found)
        print(f"{name:24} {medians[name]:6.2f} s  {memory:7,.0f} MB  {found[0][2]:,} labels")
    ours, theirs = medians.values()
    print(f"ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
