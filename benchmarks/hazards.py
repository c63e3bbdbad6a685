"""Files made to fill the memory or to take for ever: how long the refusal takes, with how much.

    python benchmarks/hazards.py

Each is written to a temporary folder and read by a process of its own. The memory is what
is taken beyond the imports, the bytes of the file itself among it. (Linux only.)
"""

import gzip
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

PROBE = """
import sys, time
import pandas, pyarrow.csv, pyarrow.parquet, openpyxl
from annotate.errors import AnnotateError
from annotate.loading import read
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
before = peak()
start = time.perf_counter()
try:
    said = "IMPORTED " + read(sys.argv[1]).report.summary
except AnnotateError as error:
    said = str(error)
took = time.perf_counter() - start
memory = peak() - before
print(f"{took:5.1f} s {memory:6,.0f} MB  {said}")
"""
GIGABYTE = 10**9
HEAD = b"item_id,annotator_id,label\n"
ROW = b"T1,ana,yes\n"


def long_cell(line: bytes, quote: bytes = b"") -> bytes:
    """A table with one cell of a gigabyte."""
    return HEAD + ROW * 5 + b"T2,ben," + quote + line * (GIGABYTE // len(line)) + quote + b"\n"


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return out.getvalue()


HAZARDS: dict[str, Callable[[], bytes]] = {
    "1 GB in a cell": lambda: long_cell(b"x" * 1000),
    "1 GB in a quoted cell of short lines": lambda: long_cell(b"some text\n", b'"'),
    "1 GB after a quote that is never closed": lambda: long_cell(b"T1,ana,yes\n", b'"')[:-2],
    "1 GB of zeros": lambda: bytes(GIGABYTE),
    "400 MB in a JSON text": lambda: b'[{"item": "' + b"x" * 400_000_000 + b'"}]',
    "100,000 lists within lists": lambda: b"[" * 100_000,
    "10,000 columns": lambda: (
        b",".join(b"c%d" % n for n in range(10_000)) + (b"\n" + b",".join([b"1"] * 10_000)) * 2000
    ),
    "10,000 columns in JSON": lambda: json.dumps(
        [{str(n): n for n in range(10_000)}] * 50
    ).encode(),
    "NUL bytes": lambda: HEAD + ROW * 100_000 + b"T2,\x00,no\n",
    "mixed encodings": lambda: (
        HEAD + "T1,zoë,ja\n".encode() * 100_000 + "T2,zoë,ja\n".encode("latin-1")
    ),
    "a zip bomb": lambda: zipped({"a.csv": bytes(GIGABYTE)}),
    "a gzip bomb": lambda: gzip.compress(bytes(GIGABYTE)),
    "a bomb in a workbook": lambda: zipped(
        {
            "[Content_Types].xml": b"",
            "xl/workbook.xml": b"",
            "xl/sharedStrings.xml": bytes(GIGABYTE),
        }
    ),
    "a path that leads out": lambda: zipped({"../../etc/cron.d/x": ROW}),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file.csv")
        for title, make in HAZARDS.items():
            path.write_bytes(make())
            done = subprocess.run(
                [sys.executable, "-c", PROBE, str(path)],
                check=False,
                capture_output=True,
                text=True,
            )
            said = done.stdout.strip() or done.stderr.strip().splitlines()[-1]
            print(f"{title:40} {path.stat().st_size / 1e6:7,.1f} MB {said[:150]}", flush=True)


if __name__ == "__main__":
    main()
