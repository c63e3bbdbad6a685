"""Agreement: can these labels be trusted, where do the annotators differ, how sure is this."""

import streamlit as st

from annotate.errors import AnnotateError
from annotate.ui.agreement.asked import ask
from annotate.ui.agreement.certainty import certainty
from annotate.ui.agreement.coefficients import coefficients
from annotate.ui.agreement.places import places
from annotate.ui.agreement.verdict import verdict
from annotate.ui.computed import alpha_of, confusion_of, counts_of
from annotate.ui.parts import heading
from annotate.ui.session import require_project
from annotate.ui.text import plain

project, data = require_project()
heading("Agreement", project.name)
if data.spans:
    marked = plain(", ".join(f"“{name}”" for name in data.spans))
    st.caption(
        f"Marked parts of the items ({marked}) are shown while reading; agreement on them is not"
        " computed yet."
    )
asked = ask(project, data)
what = (asked.key, asked.question.name, asked.round, data)
try:
    result = alpha_of(*what)
except AnnotateError as error:  # labels that do not fit the level of their question
    st.error(str(error))
    st.stop()

counts = counts_of(*what)
verdict(asked.question, result, counts.answers, confusion_of(*what) if asked.by_answers else None)

st.header("Where is the disagreement", anchor=False)
places(asked)
st.header("How sure is this", anchor=False)
certainty(result, counts.items_with)
coefficients(asked)
