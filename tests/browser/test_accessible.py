"""No page has a fault that axe-core calls serious, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from annotate.loading import read
from annotate.projects import create
from annotate.ui import shell
from annotate.workspace import Key, Kind, Workspace

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "labels.csv"
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
PAGES = [address for _, _, address, _ in shell.PAGES]
# Faults of Streamlit's own widgets, which no page can mend.
OF_STREAMLIT = "[data-testid=stDataFrame], [data-testid=stHeader], [data-testid=stToolbar]"


def faults(page: Page) -> list[str]:
    page.add_script_tag(path=AXE)
    found = page.evaluate(
        """async (outside) => (await axe.run({ exclude: outside.split(", ") }, { resultTypes: ["violations"] })).violations""",
        OF_STREAMLIT,
    )
    return [
        f"{one['id']}: {node['target']} {node['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def test_axe_finds_no_serious_fault_on_any_page(
    serve: Callable[..., Any], browser: Browser, settled: Callable[[Page], Page]
) -> None:
    server = serve()
    store = create(Workspace(server.home), "Sample", read([SAMPLE]), []).store
    store.put(Key(Kind.GUIDELINE), "1. Calm is the absence of anger.")
    store.put(Key(Kind.VERDICT, "T-0087", "judge-1", "tone"), "error")
    store.put(Key(Kind.ERROR_TYPE, "T-0087", "judge-1", "tone"), "irony")
    found: dict[str, list[str]] = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 900})
        page = context.new_page()
        for name in PAGES:
            page.goto(server.address(name, project="Sample", item="T-0087", annotator="judge-1"))
            settled(page)
            if name == "read":
                page.get_by_test_id("label-row").first.wait_for()
            page.wait_for_timeout(300)
            found[f"{name}, {scheme}"] = faults(page)
        context.close()
    assert {name: some for name, some in found.items() if some} == {}
