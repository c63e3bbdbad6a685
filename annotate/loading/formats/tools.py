"""The tools whose exports are understood, in the order in which they are tried."""

from __future__ import annotations

from annotate.loading.formats import label_studio
from annotate.loading.formats.label_studio_people import is_users_file
from annotate.loading.formats.tool import Tool

TOOLS: tuple[Tool, ...] = (
    Tool(
        "label-studio",
        label_studio.TITLE,
        label_studio.claims,
        label_studio.read,
        helps=is_users_file,
    ),
)
