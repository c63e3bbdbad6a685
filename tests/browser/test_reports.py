"""Reports in a real browser: nothing in them runs or is fetched, and the reply finds its way back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

from annotate.feedback import Casebook, Outgoing, draft, files, gather, prepare
from annotate.feedback.pdf import Press
from annotate.feedback.report import report
from annotate.judgements import Judgement, Record, Verdict
from annotate.letters import letters_of
from annotate.loading import from_frame, read
from annotate.projects import create
from annotate.workspace import Key, Kind, Workspace

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "labels.csv"
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
ATTACKS = [
    "<script>window.pwned=1;console.log('pwned')</script>",
    "<img src=x onerror=window.pwned=1>",
    "\"><svg onload=window.pwned=1><style>@import 'http://evil.example/x.css'</style></svg>",
    "</style><style>body{background:url(http://evil.example/x.png)}</style>",
    "</script><script src=http://evil.example/x.js></script>",
    "[click](javascript:window.pwned=1) <javascript:window.pwned=1>",
    "![x](http://evil.example/x.png) ![y](data:image/svg+xml,<svg onload=window.pwned=1>)",
    "<iframe src=http://evil.example></iframe><base href=http://evil.example/>",
    "<link rel=stylesheet href=http://evil.example/x.css><meta http-equiv=refresh content=0>",
    "{{ 7*7 }}{% for x in y %}{{ example }}",
    "\u202egpj.exe\u2066 \u200f",
    "=HYPERLINK(\"http://evil.example\")",
    "' onfocus=window.pwned=1 autofocus '",
    "x" * 100_000,
]  # fmt: skip
NAMES = ["../../x", "CON", "🦊", "<b onclick=window.pwned=1>"]


def hostile_book(attack: str, name: str) -> Casebook:
    """Twelve items whose texts, answers, ids and messages hold the attack."""
    short = attack[:300]
    rows = [
        {"item": f"{n} {short}", "who": who, "answer": f"{answer} {short[:80]}", "text": attack}
        for n in range(12)
        for who, answer in ((name, "angry"), ("Ben", "calm"), ("Chi", "calm"))
    ]
    data = from_frame(pd.DataFrame(rows), item="item", annotator="who", labels=["answer"])
    said = (
        Judgement(f"0 {short}", name, "answer", Verdict.ERROR, message=attack),
        Judgement(f"1 {short}", name, "answer", Verdict.BOTH_ACCEPTABLE, message=attack),
    )
    return Casebook(prepare(data), Record(judgements=said))


def watched(page: Page) -> list[str]:
    """What a page does that a report must not: say something, load something, stop to ask."""
    seen: list[str] = []
    page.on("console", lambda message: seen.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (seen.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(("file:", "blob:"))
            else seen.append(f"request: {request.url[:80]}")
        ),
    )
    return seen


def test_nothing_in_a_report_runs_or_is_fetched_whatever_it_is_made_of(
    page: Page, tmp_path: Path
) -> None:
    seen = watched(page)
    for number, attack in enumerate(ATTACKS):
        book = hostile_book(attack, NAMES[number % len(NAMES)])
        name = str(book.sources.data.annotator_ids[0])
        letter = f"{draft(gather(book, name))}\n\n# {attack}\n\n{attack}\n\n- {attack}\n"
        path = tmp_path / f"{number}.html"
        path.write_text(report(book, name, letter, project=attack[:200]), encoding="utf-8")
        page.goto(path.as_uri())
        assert page.evaluate("window.pwned") is None, attack[:80]
        assert page.locator("#reply").is_visible(), attack[:80]
        assert page.locator("script").count() == 1
        for link in page.locator("a").all():
            assert str(link.get_attribute("href")).startswith(("http://", "https://", "mailto:"))
    assert seen == []


def test_even_the_overview_of_hostile_names_is_quiet(page: Page, tmp_path: Path) -> None:
    seen = watched(page)
    for number, attack in enumerate(ATTACKS[:-1]):
        outgoing = Outgoing(hostile_book(attack, attack), to=("html",), project=attack)
        made = dict(files(outgoing, Press()))
        path = tmp_path / f"{number}.html"
        path.write_bytes(made["lead/overview.html"])
        page.goto(path.as_uri())
        assert page.evaluate("window.pwned") is None
        assert page.locator("script").count() == 0
    assert seen == []


@pytest.fixture
def sample_report(tmp_path: Path) -> Path:
    """A report of the sample data, with pictures, practice items and a form."""
    data = read([SAMPLE]).annotations
    book = Casebook(prepare(data), Record())
    letter = draft(gather(book, "Aisha"))
    path = tmp_path / "Aisha.html"
    path.write_text(report(book, "Aisha", letter, project="Sample", round_name="2"), "utf-8")
    assert path.stat().st_size < 500_000
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [380, 1200])
def test_axe_finds_no_serious_fault_in_a_report(
    browser: Browser, sample_report: Path, scheme: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
        bypass_csp=True,  # so that axe, which is no part of the report, may run in it
    )
    page = context.new_page()
    page.goto(sample_report.as_uri())
    page.get_by_label("I see it differently").first.check()
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.add_script_tag(path=AXE)
    found = page.evaluate(
        "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"
    )
    faults = [
        f"{one['id']}: {node['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_on_paper_a_report_has_its_answers_and_no_form(page: Page, sample_report: Path) -> None:
    page.goto(sample_report.as_uri())
    page.emulate_media(media="print")
    assert not page.locator("#reply").is_visible()
    assert not page.locator(".reply").first.is_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".answers li").first.is_visible()


def test_without_scripts_a_report_is_complete_but_for_the_form(
    browser: Browser, sample_report: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sample_report.as_uri())
    assert page.get_by_role("heading", name="What went well").is_visible()
    assert not page.locator("#reply").is_visible()
    context.close()


def test_a_reply_goes_from_the_report_into_the_project(
    serve: Callable[..., Any], page: Page, settled: Callable[[Page], Page], tmp_path: Path
) -> None:
    server = serve()
    project = create(Workspace(server.home), "Sample", read([SAMPLE]), [])
    data = project.data()
    assert data is not None
    book = Casebook(prepare(data), project.store.record())
    outgoing = Outgoing(book, annotator_ids=["Aisha"], project="Sample", round=data.rounds[-1])
    path = tmp_path / "Aisha.html"
    path.write_bytes(next(iter(files(outgoing, Press())))[1])

    seen = watched(page)
    page.goto(path.as_uri())
    page.get_by_role("button", name="Save my reply").click()
    assert "nothing in your reply yet" in page.locator("#reply-said").inner_text()
    example = page.locator(".reply[data-kind=example]").first
    item = str(example.get_attribute("data-item"))
    question = str(example.get_attribute("data-question"))
    example.get_by_label("I see it differently").check()
    page.get_by_role("button", name="Save my reply").click()
    assert (
        f"reason for each item that you see differently: {item}"
        in page.locator("#reply-said").inner_text()
    )
    example.get_by_label("Your reason").fill("Rule 2 <b>says</b> so.")
    page.locator(".reply[data-kind=practice] input").first.check()
    page.get_by_label("Of your next 100 labels").fill("85")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my reply").click()
    assert download.value.suggested_filename == "reply-Aisha.json"
    reply = tmp_path / "reply-Aisha.json"
    download.value.save_as(reply)
    assert json.loads(reply.read_text("utf-8"))["prediction"] == 85
    assert seen == []

    other = page.context.new_page()
    other.goto(server.address("replies", project="Sample"))
    settled(other)
    other.locator("input[type=file]").set_input_files(reply)
    other.get_by_text("the reply of Aisha").wait_for()
    other.get_by_text("Rule 2 <b>says</b> so.").wait_for()
    other.get_by_role("button", name="They are right").click()
    other.get_by_text("overturned").wait_for()
    entry = project.store.entry(Key(Kind.VERDICT, item, "Aisha", question))
    assert entry is not None
    assert entry.value == "others_wrong"
    assert letters_of(project, data.rounds[-1]).state("Aisha") == "closed"
