"""The sample data as the tests see them, read with the csv module alone.

A row is a dict of texts. Only the latest row of an annotator on an item counts.
"""

import csv
import json
import statistics
from functools import cached_property
from pathlib import Path

import pytest


class Sample:
    """labels.csv and truth.json."""

    folder = Path(__file__).parents[2] / "sample_data"

    @cached_property
    def all_rows(self) -> list[dict[str, str]]:
        with (self.folder / "labels.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        return list({(row["annotator_id"], row["item_id"]): row for row in self.all_rows}.values())

    @cached_property
    def truth(self) -> dict:
        return json.loads((self.folder / "truth.json").read_text("utf-8"))

    @cached_property
    def texts(self) -> dict[str, str]:
        return {row["item_id"]: row["text"] for row in self.all_rows}

    def realised(self, name: str, habit: str) -> dict:
        return self.truth["annotators"][name]["habits"][habit]["realised"]

    def planted(self, name: str, habit: str) -> dict:
        return self.truth["annotators"][name]["habits"][habit]["planted"]

    def item(self, row: dict[str, str]) -> dict:
        return self.truth["items"][row["item_id"]]

    def by(self, name: str) -> list[dict[str, str]]:
        return [row for row in self.rows if row["annotator_id"] == name]

    def others(self, name: str) -> list[dict[str, str]]:
        return [row for row in self.rows if row["annotator_id"] != name]

    def clear(self, chosen: list[dict[str, str]]) -> list[dict[str, str]]:
        return [row for row in chosen if self.item(row)["ambiguous"] is None]

    def in_round(self, chosen: list[dict[str, str]], number: str) -> list[dict[str, str]]:
        return [row for row in chosen if row["round"] == number]

    def is_wrong(self, row: dict[str, str]) -> bool:
        return row["tone"] != self.item(row)["tone"]

    def bias(self, chosen: list[dict[str, str]]) -> float:
        return statistics.fmean(int(row["urgency"]) - self.item(row)["urgency"] for row in chosen)


@pytest.fixture(scope="session")
def sample() -> Sample:
    return Sample()
