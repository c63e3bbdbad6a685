"""Parts of the letters page: who is next, what the letter rests on, how it looks."""

from __future__ import annotations

import math
from collections.abc import Sequence

import streamlit as st

from annotate.feedback import Case, Casebook, Evidence, Finding, example_line
from annotate.letters import LETTER_STATES, Letters
from annotate.ui.reading_links import item_href
from annotate.ui.text import count, plain, shortened
from annotate.workspace import Project

_WORDS_A_MINUTE = 220

# The preview takes its colours from the page around it, so that it is right in both themes.
STYLE = """<style>
.letter { max-width: 38rem; line-height: 1.6; overflow-wrap: anywhere; }
.letter h1 { font-size: 1.3rem; } .letter h2 { font-size: 1.1rem; } .letter h3 { font-size: 1rem; }
.letter figure { margin: 1rem 0; padding: .75rem 1rem; border: 1px solid rgba(128,128,128,.35);
  border-radius: 6px; }
.letter figcaption, .letter .label, .letter .field, .letter .cut { opacity: .75; font-size: .85rem; }
.letter blockquote { margin: .5rem 0; padding: 0 0 0 .75rem; white-space: pre-wrap;
  border-left: 3px solid rgba(128,128,128,.35); }
.letter a { color: inherit; }
.letter p.said { margin: .25rem 0; }
</style>"""


def choose_annotator(book: Casebook, letters: Letters) -> str:
    """Whose letter is at hand: the address's, else the first with something to say."""
    names = sorted(book.sources.data.annotator_ids, key=str.casefold)
    judged = {name: len(book.reviewed.of(name)) for name in names}
    # Whom the reviewer has spoken about comes first: those letters are waiting.
    names.sort(key=lambda name: judged[name] == 0)
    asked = st.query_params.get("annotator")
    start = names.index(asked) if asked in names else 0
    states = [letters.state(name) for name in names]
    name = st.selectbox(
        "Annotator",
        names,
        index=start,
        key=f"letter-of-{asked}",
        width=320,
        format_func=lambda one: (
            f"{one} · {letters.state(one)}" + (f" · {judged[one]} judged" if judged[one] else "")
        ),
    )
    st.query_params["annotator"] = name  # for a refresh, and for links back
    position = names.index(name)
    if st.button("Next", disabled=position + 1 >= len(names), key="next-letter"):
        st.query_params["annotator"] = names[position + 1]
        st.rerun()
    done = {state: states.count(state) for state in ("none", *LETTER_STATES)}
    st.caption(" · ".join(f"{number} {state}" for state, number in done.items()))
    return name


def show_evidence(project: Project, evidence: Evidence, height: int) -> None:
    """The tray: what the letter rests on, each with a link to its item."""
    st.markdown("**Evidence**")
    st.caption(
        f"{evidence.n_read:,} of {count(evidence.n_items, 'item')} read"
        f" · {evidence.n_judged:,} judged · {count(evidence.n_errors, 'error')}"
    )
    with st.container(height=height, border=False):
        for pattern in evidence.patterns:
            title = f"{pattern.answer} → {pattern.expected}" if pattern.expected else pattern.answer
            _group(project, f"{title} ({len(pattern.cases)})", pattern.cases or pattern.examples)
        _group(project, f"exemplary ({len(evidence.exemplary)})", evidence.exemplary)
        _group(project, f"right against the others ({evidence.n_alone})", evidence.alone)
        _group(project, f"guideline unclear ({len(evidence.unclear)})", evidence.unclear)
        _group(project, f"both acceptable ({len(evidence.both)})", evidence.both)
        _group(project, f"bad item ({len(evidence.bad_items)})", evidence.bad_items)
        _group(project, f"remarks ({len(evidence.remarks)})", evidence.remarks)
        if not evidence.patterns and not evidence.cases:
            st.caption("Nothing yet. Read some of their items and judge their labels.")


def _group(project: Project, title: str, cases: tuple[Case, ...]) -> None:
    if not cases:
        return
    with st.expander(plain(title)):
        for case in cases[:20]:
            text = case.message or (case.fields[0][1] if case.fields else "")
            st.markdown(
                f"[{plain(case.item_id)}](/{item_href(project, case.item_id)})"
                f" {plain(shortened(text, 70))}"
            )
            st.code(example_line(case.item_id, case.question), language=None)


def show_findings(text: str, findings: Sequence[Finding]) -> None:
    """How long the letter is, and what to look at before it is sent."""
    words = len(text.split())
    minutes = max(1, math.ceil(words / _WORDS_A_MINUTE))
    if findings:
        verdict = f"{count(len(findings), 'thing')} to look at before sending:"
    else:
        verdict = "Nothing to look at before sending."
    st.caption(f"{count(words, 'word')} · {minutes} min to read · {verdict}")
    for finding in findings:
        st.markdown(f"• {plain(finding.message)}")
