"""Exports are known by what is in them; what the user says comes first."""

import shutil
import zipfile
from pathlib import Path

import pytest

from annotate.errors import ColumnError, FileFormatError
from annotate.loading import open_files, read
from annotate.loading.formats import NAMES, TOOLS

EXPORTS = Path(__file__).parent / "exports"
TASKS = EXPORTS / "label-studio" / "p1_sentiment_JSON.json"
ROWS = EXPORTS / "label-studio" / "p1_sentiment_CSV.csv"
POTATO = EXPORTS / "potato" / "annotations.csv"


@pytest.mark.parametrize(
    ("path", "tool"),
    [
        (TASKS, "Label Studio"),
        (ROWS, "Label Studio"),
        (EXPORTS / "doccano" / "sentiment_individual_CSV.zip", "doccano"),
        (POTATO, "Potato"),
        (EXPORTS / "argilla" / "datasets_to_json.jsonl", "Argilla"),
    ],
)
def test_a_tool_is_recognised_whatever_the_file_is_called(path, tool):
    (table,) = open_files([(f"x{path.suffix}", path.read_bytes())])
    assert table.known.tool == tool


def test_every_tool_has_a_name_for_the_command_line():
    assert ("table", *(tool.name for tool in TOOLS)) == NAMES
    assert len(set(NAMES)) == len(NAMES)


def test_table_takes_an_export_for_a_plain_table():
    (table,) = open_files([ROWS], "table")
    assert table.known is None
    found = read([ROWS], format="table", item="item_id", annotator="annotator", labels="sentiment")
    assert found.annotations.question("sentiment").answers == ("Negative", "Neutral", "Positive")


def test_a_format_that_the_files_are_not_is_refused():
    with pytest.raises(FileFormatError, match="looks like an export of Potato"):
        open_files([TASKS], "potato")
    with pytest.raises(FileFormatError, match="The formats are"):
        open_files([TASKS], "nonesuch")


def test_exports_of_two_tools_are_not_mixed():
    with pytest.raises(FileFormatError, match="several tools"):
        open_files([TASKS, POTATO])


def test_columns_and_levels_can_be_corrected():
    found = read(
        [TASKS],
        item="text",
        labels=["rating"],
        gold={"rating": "source"},
        levels={"rating": "nominal"},
    )
    assert found.report.columns["item"] == "text"
    assert [(q.name, q.level.value) for q in found.annotations.questions] == [("rating", "nominal")]
    assert "text" not in found.report.columns["fields"]
    assert found.report.columns["gold"] == {"rating": "source"}
    with pytest.raises(ColumnError, match="no column “nonesuch”"):
        read([TASKS], item="nonesuch")


def test_items_in_a_file_of_their_own_are_joined_to_an_export(tmp_path):
    items = tmp_path / "more.csv"
    items.write_text("item_id,topic\nT001,boxes\nT002,faults\n")
    found = read([TASKS, items]).annotations
    assert found.items.set_index("item_id").loc["T001", "topic"] == "boxes"


def test_what_lies_beside_an_export_in_an_archive_is_left_out_and_told(tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(TASKS, "export/tasks.json")
        archive.writestr("export/guideline.txt", "Be careful.")
    found = read([path])
    assert found.report.n_items == 29
    assert any("guideline.txt" in problem.message for problem in found.report.problems)


def test_a_folder_is_read_like_an_archive(tmp_path):
    folder = tmp_path / "potato"
    shutil.copytree(EXPORTS / "potato" / "annotation_output", folder / "annotation_output")
    (folder / "config.yaml").write_text("port: 8000\n")
    assert read([folder]).report.n_annotators == 3


def test_a_folder_that_is_empty_is_refused(tmp_path):
    with pytest.raises(FileFormatError, match="holds no files"):
        open_files([tmp_path])
