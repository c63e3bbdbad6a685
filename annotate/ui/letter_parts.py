"""Parts of the letters page: whose letter, the board of all, how it looks, what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from annotate.feedback import Casebook, Finding, example_line
from annotate.feedback.length import length
from annotate.letters import SENT, Letters, Plan, letter_key
from annotate.ui.parts import clicked_row
from annotate.ui.text import count, plain
from annotate.workspace import LETTER_STATES, Project

STATES = ("none", *LETTER_STATES)

# The preview takes its colours from the page around it, so that it is right in both themes.
# On a narrow page the tray goes below the letter: three columns would cramp all of them.
STYLE = """<style>
.letter { max-width: 38rem; line-height: 1.6; overflow-wrap: anywhere; }
.letter h1 { font-size: 1.3rem; } .letter h2 { font-size: 1.1rem; } .letter h3 { font-size: 1rem; }
.letter figure { margin: 1rem 0; padding: .75rem 1rem; border: 1px solid rgba(128,128,128,.35);
  border-radius: 6px; }
.letter figcaption, .letter .label, .letter .field, .letter .cut { opacity: .75; font-size: .85rem; }
.letter blockquote { margin: .5rem 0; padding: 0; padding-inline-start: .75rem; white-space: pre-wrap;
  border: 0; border-inline-start: 3px solid rgba(128,128,128,.35); }
.letter a { color: inherit; }
.letter p.said { margin: .25rem 0; }
.letter pre { white-space: pre-wrap; font-size: .85rem; }
@media (max-width: 1200px) {
  .st-key-letter-desk > [data-testid=stLayoutWrapper] > [data-testid=stHorizontalBlock] { flex-wrap: wrap; }
  .st-key-letter-desk > [data-testid=stLayoutWrapper] > [data-testid=stHorizontalBlock]
    > [data-testid=stColumn]:first-child { flex: 1 1 100%; min-width: 100%; order: 2; }
}
</style>"""


def choose_annotator(book: Casebook, letters: Letters) -> str:
    """Whose letter is at hand: the address's, else the first with something to say."""
    names = _in_order(book)
    asked = st.query_params.get("annotator")
    judged = {name: len(book.reviewed.of(name)) for name in names}
    name = st.selectbox(
        "Annotator",
        names,
        index=names.index(asked) if asked in names else 0,
        key=f"letter-of-{asked}",
        width=280,
        format_func=lambda one: (
            f"{one} · {letters.state(one)}" + (f" · {judged[one]} judged" if judged[one] else "")
        ),
    )
    st.query_params["annotator"] = name  # for a refresh, and for links back
    waiting = _next_waiting(names, letters, name)
    if st.button(
        "Next",
        disabled=waiting is None,
        key="next-letter",
        shortcut="n",
        help="The next letter that is not sent yet.",
    ):
        st.query_params["annotator"] = str(waiting)
        st.rerun()
    return name


def _in_order(book: Casebook) -> list[str]:
    """All annotators by name; whom the reviewer has spoken about first: those are waiting."""
    names = sorted(book.sources.data.annotator_ids, key=str.casefold)
    return sorted(names, key=lambda name: not book.reviewed.of(name))


def _next_waiting(names: Sequence[str], letters: Letters, name: str) -> str | None:
    """The next annotator whose letter is not on its way, going round; None if there is none."""
    at = names.index(name)
    others = [*names[at + 1 :], *names[:at]]
    open_ = (one for one in others if letters.state(one) not in SENT)
    return next(open_, None)


def show_board(book: Casebook, letters: Letters) -> None:
    """All letters with their states; a click on one opens it."""
    names = _in_order(book)
    states = Counter(letters.state(name) for name in names)
    title = " · ".join(f"{states[state]} {state}" for state in STATES if states[state])
    with st.popover(title or "No letters", help="All letters; a click opens one."):
        table = pd.DataFrame(
            {
                "annotator": names,
                "letter": [letters.state(name) for name in names],
                "judged": [len(book.reviewed.of(name)) for name in names],
                "words": [length(letters.texts.get(name, "")).words or None for name in names],
            }
        )
        row = clicked_row(table, "board", height=min(38 * (len(names) + 1), 420))
    if row is not None:
        st.query_params["annotator"] = names[row]
        st.rerun()


def offer_chosen(project: Project, letters: Letters, name: str, plan: Plan, reviewer: str) -> None:
    """Put what was chosen at the end of a letter that was edited; a draft has it by itself."""
    text = letters.texts.get(name)
    lines = [example_line(*each) for each in plan.choice.chosen]
    missing = [line for line in lines if text and line not in text]
    if missing and st.button(f"Add {count(len(missing), 'example')} to the end of the letter"):
        key = letter_key(name, letters.round)
        project.store.put(key, "\n\n".join([str(text).rstrip(), *missing]) + "\n", reviewer)
        st.rerun()


def show_changed(items: Sequence[str]) -> None:
    """Say which examples show something else than when the letter was last saved."""
    if not items:
        return
    shown = ", ".join(plain(item) for item in items[:5]) + (" …" if len(items) > 5 else "")
    st.info(
        f"Since this letter was saved you said something else about {shown}. Its examples show"
        " what you say now; see whether the text around them still fits.",
        icon=":material/update:",
    )


def show_findings(text: str, findings: Sequence[Finding]) -> None:
    """How long the letter is, and what to look at before it is sent."""
    how_long = length(text)
    verdict = (
        f"{count(len(findings), 'thing')} to look at before sending:"
        if findings
        else "Nothing to look at before sending."
    )
    st.caption(
        f"{count(how_long.words, 'word')} with its examples · {how_long.minutes} min to read · {verdict}"
    )
    for finding in findings:
        st.markdown(f"• {plain(finding.message)}")
