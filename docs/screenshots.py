"""Pictures of every page, light and dark: ``make screenshots`` writes docs/screenshots/.

A scripted reader works through part of the sample project first, so that the pages have
something to show.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]

from install import installed  # noqa: E402 - found on the path above
from serving import ARGUMENTS, Server  # noqa: E402

from annotate.annotations import Annotations  # noqa: E402
from annotate.letters import state_key  # noqa: E402
from annotate.loading import read  # noqa: E402
from annotate.projects import create  # noqa: E402
from annotate.reading import Queue, order_of  # noqa: E402
from annotate.workspace import Key, Kind, Project, Workspace  # noqa: E402

OUT = ROOT / "docs" / "screenshots"
SAMPLE = ROOT / "sample_data" / "labels.csv"
NAME = "Sample: support tone"
READ_ITEMS = 60
SIZES = {"1440": (1440, 900), "1024": (1024, 768)}
WHY = {
    ("angry", "annoyed"): "Sarcasm alone is rule 2b: annoyed, not angry.",
    ("calm", "annoyed"): "Polite words, but it is the third mail about it: annoyed.",
    ("annoyed", "angry"): "Accusations and threats go past annoyed: angry.",
}


def read_as_a_reviewer(project: Project, data: Annotations) -> str:
    """Read the first items of the shuffled queue, judge what the known truth contradicts."""
    truth = json.loads((ROOT / "sample_data" / "truth.json").read_text("utf-8"))["items"]
    question = data.question("tone")
    order = order_of(Queue.random(), data, salt=project.folder.name)
    last = ""
    for code in order.items[:READ_ITEMS]:
        item = data.item_ids[int(code)]
        read_entry = {"queue": order.queue.name, "probability": order.probability}
        project.store.put(Key(Kind.READ, item), read_entry)
        if truth[item]["ambiguous"]:
            continue
        for row in data.rows_of_item(int(code)):
            annotator = data.annotator_ids[int(data.table["annotator"].iloc[row])]
            label, expected = question.shown(int(data.labels["tone"][row])), truth[item]["tone"]
            if label in ("", expected):
                continue
            last = item
            project.store.put(Key(Kind.VERDICT, item, annotator, "tone"), "error")
            project.store.put(Key(Kind.RULING, item, question="tone"), expected)
            if why := WHY.get((label, expected)):
                project.store.put(Key(Kind.MESSAGE, item, annotator, "tone"), why)
    project.store.put(state_key("Aisha", data.rounds[-1]), "ready")
    return last


def pages(item: str) -> dict[str, str]:
    """Name of the picture -> address."""
    project = {"project": NAME}
    return {
        "data": f"?{urlencode(project)}",
        "read": f"read?{urlencode({**project, 'item': item})}",
        "annotators": f"annotators?{urlencode(project)}",
        "annotator": f"annotator?{urlencode({**project, 'annotator': 'Tomás'})}",
        "agreement": f"agreement?{urlencode(project)}",
        "letters": f"letters?{urlencode({**project, 'annotator': 'Tomás'})}",
    }


def settle(page: Page) -> None:
    """Wait until the page has run, drawn its charts and mounted its components."""
    page.locator(
        "[data-testid=stApp][data-test-script-state=notRunning]"
        "[data-test-connection-state=CONNECTED]"
    ).wait_for(timeout=60_000)
    page.wait_for_timeout(1_500)


def main() -> None:
    """Write all pictures; with names of pages as arguments, only theirs."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        project = create(Workspace(home), NAME, read([SAMPLE]), [])
        data = project.data()
        if data is None:
            raise RuntimeError("the project was made with data a line above")
        addresses = pages(read_as_a_reviewer(project, data))
        chosen = {name: addresses[name] for name in sys.argv[1:] or addresses}
        server = Server(ROOT / "app.py", home, dict(os.environ))
        server.start()
        try:
            browser = playwright.chromium.launch(executable_path=installed(), args=ARGUMENTS)
            for theme in ("light", "dark"):
                for size, (width, height) in SIZES.items():
                    viewport = {"width": width, "height": height}
                    context = browser.new_context(viewport=viewport, color_scheme=theme)
                    page = context.new_page()
                    for name, address in chosen.items():
                        page.goto(f"{server.url}/{address}")
                        settle(page)
                        page.screenshot(path=OUT / f"{name}-{theme}-{size}.png")
                        print(OUT / f"{name}-{theme}-{size}.png")
                    context.close()
            browser.close()
        finally:
            server.stop()


if __name__ == "__main__":
    main()
