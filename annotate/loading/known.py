"""What an export of a tool says about itself, so that its columns need not be guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotate.annotations import Level
from annotate.loading.columns import Columns


@dataclass(frozen=True)
class Known:
    """The tool that a table came from, and what each of its columns is.

    levels, orders   of the questions where the tool fixes them; the others are guessed
    """

    tool: str
    columns: Columns
    levels: Mapping[str, Level] = field(default_factory=dict)
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
