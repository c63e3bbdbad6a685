"""From anything that stands for items to the reading desk with those items."""

from __future__ import annotations

from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

from annotate.reading import Queue
from annotate.ui.shell import page_path
from annotate.workspace import Project


def read(project: Project, queue: Queue, item_id: str | None = None) -> NoReturn:
    """Open the reading desk with this queue, at this item if one is named."""
    st.switch_page(page_path("read"), query_params=address(project, queue, item_id))


def address(project: Project, queue: Queue, item_id: str | None = None) -> dict[str, str]:
    """The query of a link to the reading desk."""
    query = {"project": project.name, **queue.to_params()}
    return query if item_id is None else {**query, "item": item_id}


def item_href(project: Project, item_id: str) -> str:
    """The address of one item at the reading desk, for a link in text."""
    return f"read?{urlencode({'project': project.name, 'item': item_id})}"
