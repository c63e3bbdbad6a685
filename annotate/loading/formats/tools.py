"""The tools whose exports are understood, in the order in which they are tried."""

from __future__ import annotations

from annotate.loading.formats import argilla, doccano, label_studio, potato
from annotate.loading.formats.argilla_people import is_user_ids
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
    Tool("doccano", doccano.TITLE, doccano.claims, doccano.read, helps=doccano.helps),
    Tool("potato", potato.TITLE, potato.claims, potato.read, helps=potato.helps),
    Tool("argilla", argilla.TITLE, argilla.claims, argilla.read, helps=is_user_ids),
)
