"""From a decision taken back to the items that flip, and from a draw to what is kept of it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from annotate.ablation import flipped, together
from annotate.follow_up import plan_in
from annotate.loading import read
from annotate.projects import create
from annotate.workspace import Workspace

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "labels.csv"
NAME = "Sample"

pytestmark = pytest.mark.browser


@pytest.fixture
def project(serve):
    server = serve()
    return server, create(Workspace(server.home), NAME, read([SAMPLE]), [])


def test_a_link_shows_what_flips_and_the_reading_desk_has_just_these(
    project, page: Page, settled
) -> None:
    server, kept = project
    page.goto(server.address("ablations", project=NAME, take="annotator:Kofi"))
    settled(page)
    expect(page.get_by_text("Without Kofi: 1,683 labels on 295 items are left.")).to_be_visible(
        timeout=60_000
    )
    cases = flipped(kept.data(), "tone", together(["annotator:Kofi"]))
    page.get_by_role("button", name="Read these").click()
    desk = page.get_by_test_id("reader")
    expect(desk).to_have_attribute("data-count", str(len(cases)), timeout=60_000)
    expect(desk).to_have_attribute("data-item", cases[0].item_id)


def test_an_annotator_in_the_chart_opens_their_ablation(project, page: Page, settled) -> None:
    server, _ = project
    page.goto(server.address("ablations", project=NAME))
    settled(page)
    row = page.locator('.st-key-picture-without-each .mark-rect path[aria-label*="Jonas"]').last
    row.click(position={"x": 6, "y": 6}, timeout=60_000)
    page.wait_for_url("**take=annotator**", timeout=60_000)
    assert parse_qs(urlsplit(page.url).query)["take"] == ["annotator:Jonas"]
    expect(page.get_by_text(re.compile(r"Without Jonas: 1,\d+ labels"))).to_be_visible(
        timeout=60_000
    )


def test_a_draw_is_on_disk_before_the_page_says_so(project, page: Page, settled) -> None:
    server, kept = project
    page.goto(server.address("rounds", project=NAME))
    settled(page)
    page.get_by_role("button", name="Draw who gets a letter first").click(timeout=60_000)
    expect(page.get_by_text("Chance drew who gets a letter about round 2 first.")).to_be_visible(
        timeout=60_000
    )
    plan = plan_in(kept, "2")
    expect(page.get_by_text(f"Now ({len(plan.first)}): {', '.join(plan.first)}")).to_be_visible()
