"""Whatever happens to an export on its way, it is loaded or refused with a sentence of ours."""

import io
import random
import sys
from pathlib import Path

import pytest

from annotate.errors import AnnotateError
from annotate.loading import read
from annotate.loading.containers import members
from annotate.loading.long import write_long
from annotate.loading.sources import members_of

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from mutation import mutated

EXPORTS = Path(__file__).parent / "exports"
ASIDE = {"truth.csv", "users.json", "api_users.json", "items.jsonl"}
FILES = sorted(p for p in EXPORTS.glob("*/*") if p.is_file() and p.name not in ASIDE)
GROUPS = [*((path,) for path in FILES), (EXPORTS / "potato" / "annotation_output",)]
EACH = 15


@pytest.mark.parametrize("paths", GROUPS, ids=lambda paths: paths[0].name)
def test_a_damaged_export_is_loaded_or_refused(paths):
    files = members([member for path in paths for member in members_of(path)])
    for seed in range(EACH):
        chance = random.Random(f"{paths[0].name}-{seed}")
        hurt = chance.randrange(len(files))
        contents = [
            (file.path, mutated(file.content, chance) if at == hurt else file.content)
            for at, file in enumerate(files)
        ]
        try:
            found = read(contents)
        except AnnotateError as error:
            sentence = str(error)
        else:
            sentence = found.report.summary
            assert write_long(found.annotations, io.StringIO()) >= len(found.annotations.table)
            assert found.report.to_text()
        assert "\n" not in sentence, seed
        assert sentence.endswith("."), seed
