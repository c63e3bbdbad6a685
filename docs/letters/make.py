"""Six letters as somebody would get them: python docs/letters/make.py [FOLDER]

Five come from the sample data, read by the scripted reader; the sixth is to someone who gave one
label, in a set made up for it. Nothing in them is written by hand.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from annotate import load  # noqa: E402
from annotate.feedback import Casebook, draft, gather, prepare, to_markdown  # noqa: E402
from annotate.guideline import rules_of  # noqa: E402
from annotate.judgements import Record  # noqa: E402
from sample_data.scripted_reader import record  # noqa: E402

LETTERS = {
    "careful": "Mira",
    "rushed": "Jonas",
    "biased": "Tomás",
    "lenient": "Freya",
    "drifting": "Kofi",
    "llm-judge": "judge-1",
}
ONE_LABEL = """item_id,annotator_id,tone,text
B-1,Noor,calm,"The bell on my new bike rings twice when I ring it once. I rather like it. Is that meant?"
B-1,Ida,calm,"The bell on my new bike rings twice when I ring it once. I rather like it. Is that meant?"
B-1,Ole,annoyed,"The bell on my new bike rings twice when I ring it once. I rather like it. Is that meant?"
B-2,Ida,angry,"Third bell, third time it fell off. Keep your bells, you crooks."
B-2,Ole,angry,"Third bell, third time it fell off. Keep your bells, you crooks."
"""


def letter(book: Casebook, annotator_id: str, round_name: str) -> str:
    """The draft with its examples and answers written out."""
    evidence = gather(book, annotator_id)
    text = draft(evidence, reviewer="Ada", reply_to="ada@velund.example", round_name=round_name)
    return to_markdown(text, book.finder(annotator_id), book.practice, is_model=evidence.is_model)


def main(out: Path) -> None:
    """Write the letters into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    data = load(ROOT / "sample_data" / "labels.csv")
    rules = rules_of((ROOT / "sample_data" / "guideline.md").read_text("utf-8"))
    book = Casebook(prepare(data), record(data), rules)
    for name, annotator_id in LETTERS.items():
        (out / f"{name}.md").write_text(letter(book, annotator_id, "2"), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bells.csv"
        path.write_text(ONE_LABEL, encoding="utf-8")
        few = Casebook(prepare(load(path)), Record())
    (out / "one-label.md").write_text(letter(few, "Noor", ""), encoding="utf-8")
    print(*sorted(path.name for path in out.glob("*.md")), sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
