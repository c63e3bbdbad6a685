"""How loading stands damaged files: python benchmarks/fuzzing.py [--inputs N] [--seed N] [--processes N]

Real exports of every tool, plain tables, a workbook, Parquet and archives are cut off, mixed up
and bent; each result must be data or one sentence of ours, within 5 seconds, and no temporary
file left behind. Prints how many were loaded and refused, the slowest, and everything else.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests" / "loading"
EXPORTS = TESTS / "formats" / "exports"
sys.path[:0] = [str(ROOT), str(TESTS)]

from damaged_tables import bases, hurt  # noqa: E402 - beside the tests
from mutation import mutated  # noqa: E402

from annotate.errors import AnnotateError  # noqa: E402
from annotate.loading import members_of, read  # noqa: E402
from annotate.loading.long import write_long  # noqa: E402

Files = tuple[tuple[str, bytes], ...]
SLOW = 5.0
BATCH = 200


@dataclass(frozen=True)
class Outcome:
    """What became of one input: loaded, refused, or the place and words of another exception."""

    seed: int
    name: str
    said: str
    seconds: float


@cache
def corpus() -> tuple[Files, ...]:
    """The undamaged inputs, each one or several files that are dropped together."""
    return tuple(_inputs())


def _inputs() -> Iterator[Files]:
    users = {"label-studio": "api_users.json", "argilla": "users.json", "potato": "items.jsonl"}
    for folder in sorted(EXPORTS.iterdir()):
        beside = users.get(folder.name, "")
        for path in sorted(folder.iterdir()):
            if path.name not in ("truth.csv", beside):
                yield _files(path)
                if beside and path.is_file():
                    yield (*_files(path), *_files(folder / beside))
    yield from _tables()
    yield from (((name, content),) for name, content in bases().items())


def _files(path: Path) -> Files:
    return tuple((member.path, member.content) for member in members_of(path))


def _tables() -> Iterator[Files]:
    """The sample labels as text, workbook, Parquet, JSON and in an archive."""
    import pandas as pd

    content = (ROOT / "sample_data" / "labels.csv").read_bytes()
    frame = pd.read_csv(io.BytesIO(content), dtype="str", nrows=60).fillna("")
    plain = frame.to_csv(index=False).encode()
    yield (("labels.csv", plain),)
    yield (("labels.tsv", frame.to_csv(index=False, sep="\t").encode("utf-16")),)
    yield (("labels.jsonl", frame.to_json(orient="records", lines=True).encode()),)
    parquet, workbook, archive = io.BytesIO(), io.BytesIO(), io.BytesIO()
    frame.to_parquet(parquet)
    yield (("labels.parquet", parquet.getvalue()),)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a/labels.csv", plain)
    yield (("labels.zip", archive.getvalue()),)
    try:
        frame.to_excel(workbook, index=False)
    except ImportError:
        return
    yield (("labels.xlsx", workbook.getvalue()),)


def attempt(seed: int) -> Outcome:
    """Damage one input and load it."""
    chance = random.Random(seed)
    files = list(chance.choice(corpus()))
    at = chance.randrange(len(files))
    name, content = files[at]
    files[at] = (name, chance.choice((mutated, hurt))(content, chance))
    started = time.perf_counter()
    try:
        found = read(files)
        write_long(found.annotations, io.StringIO())
        found.report.to_text()
        said = "loaded"
    except AnnotateError as error:
        text = str(error)
        said = "refused" if text.endswith(".") and "\n" not in text else f"no sentence: {text}"
    except Exception as error:  # noqa: BLE001 - finding these is the purpose
        said = _placed(error)
    return Outcome(seed, name, said, time.perf_counter() - started)


def _placed(error: Exception) -> str:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "annotate" in f.filename]
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {where}: {str(error)[:120]}"


def batch(first: int) -> list[Outcome]:
    """The outcomes of some inputs."""
    return [attempt(seed) for seed in range(first, first + BATCH)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    before = set(Path(tempfile.gettempdir()).iterdir())
    starts = range(arguments.seed, arguments.seed + arguments.inputs, BATCH)
    started = time.perf_counter()
    with ProcessPoolExecutor(arguments.processes) as pool:
        outcomes = [one for some in pool.map(batch, starts) for one in some]
    # A machine that does other things too makes some wait: those are tried again by themselves.
    outcomes = [attempt(one.seed) if one.seconds > SLOW else one for one in outcomes]
    return report(outcomes, time.perf_counter() - started, before)


def report(outcomes: list[Outcome], seconds: float, before: set[Path]) -> int:
    """Print what became of them; 1 where anything was neither loaded nor refused in time."""
    said = Counter(one.said if one.said in ("loaded", "refused") else "other" for one in outcomes)
    slowest = max(outcomes, key=lambda one: one.seconds)
    print(f"inputs {len(outcomes):,} in {seconds:,.0f} s:", dict(said))
    print(f"slowest {slowest.seconds:.2f} s: {slowest.name}, seed {slowest.seed}")
    bad = {one.said: one for one in outcomes if one.said not in ("loaded", "refused")}
    for words, one in sorted(bad.items()):
        print(f"  seed {one.seed}, {one.name}: {words}")
    slow = [one for one in outcomes if one.seconds > SLOW]
    left = set(Path(tempfile.gettempdir()).iterdir()) - before
    print(f"over {SLOW:.0f} s: {len(slow)}; new files in the temporary folder: {len(left)}")
    return int(bool(bad or slow))


if __name__ == "__main__":
    sys.exit(main())
