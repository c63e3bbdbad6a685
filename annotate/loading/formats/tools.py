"""The tools whose exports are understood, in the order in which they are tried."""

from __future__ import annotations

from annotate.loading.formats import (
    appen,
    argilla,
    doccano,
    inception,
    label_studio,
    mturk,
    pairs,
    potato,
    prodigy,
    toloka,
)
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
    Tool("prodigy", prodigy.TITLE, prodigy.claims, prodigy.read),
    Tool("mturk", mturk.TITLE, mturk.claims, mturk.read),
    Tool("toloka", toloka.TITLE, toloka.claims, toloka.read),
    Tool("appen", appen.TITLE, appen.claims, appen.read),
    Tool("inception", inception.TITLE, inception.claims, inception.read),
    Tool("pairs", pairs.TITLE, pairs.claims, pairs.read),
)
