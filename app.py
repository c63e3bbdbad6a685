"""The entry: page set-up and navigation, nothing else."""

import streamlit as st

from annotate.ui.shell import PAGES, heartbeat, icon, legible

st.set_page_config(page_title="Annotate", page_icon=icon(), layout="wide")
page = st.navigation(
    [
        st.Page(path, title=title, url_path=url, default=url == "data", visibility=visibility)
        for path, title, url, visibility in PAGES
    ],
    position="top",
)
heartbeat()
legible()
page.run()
