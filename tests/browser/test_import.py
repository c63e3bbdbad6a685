"""Columns are corrected where they are shown, and stay corrected for the next file."""

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

pytestmark = pytest.mark.browser

ROWS = "item_id,worker,tone,care\n" + "".join(
    f"{n},{who},{'calm' if (n + k) % 3 else 'angry'},{(n + k) % 4}\n"
    for n in range(20)
    for k, who in enumerate(("ana", "ben", "chi"))
)
ROW, HEADER = 35, 35  # pixels of the table


def drop(page, name):
    inputs = page.get_by_test_id("stFileUploaderDropzoneInput")
    inputs.first.set_input_files({"name": name, "mimeType": "text/csv", "buffer": ROWS.encode()})


def summary(page, words):
    page.get_by_role("heading", name=words).wait_for(timeout=60_000)


def open_cell(page, row):
    """Open the list of the second column; a table that is drawn anew meanwhile takes no clicks."""
    for _ in range(10):
        box = page.get_by_test_id("stDataFrame").first.bounding_box()
        x, y = box["x"] + 0.3 * box["width"], box["y"] + HEADER + (row + 0.5) * ROW
        page.mouse.click(x, y)
        page.wait_for_timeout(300)
        page.mouse.click(x, y)
        try:
            page.locator("#portal input").first.wait_for(timeout=3_000)
        except PlaywrightTimeout:
            continue
        return
    pytest.fail("the list of the cell does not open")


def test_a_label_is_made_something_else_in_the_table_of_columns(serve, page, settled):
    page.set_viewport_size({"width": 1440, "height": 1400})
    page.goto(serve().address())
    settled(page)
    drop(page, "labels.csv")
    summary(page, "2 questions")
    settled(page)
    open_cell(page, row=3)
    page.keyboard.type("kept")
    page.get_by_role("option", name="kept").first.wait_for()
    page.keyboard.press("Enter")
    summary(page, "one question (tone")
    settled(page)
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("button", name="Start reading").wait_for(timeout=60_000)
    drop(page, "next.csv")
    page.get_by_text("Read as you had it").wait_for(timeout=60_000)
    summary(page, "one question (tone")
