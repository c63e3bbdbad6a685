"""Data: drop a file, see what was understood, import; the projects on this machine."""

import streamlit as st

from annotate.ui.project_list import show_open, show_projects
from annotate.ui.session import SAMPLE, SAMPLE_NAME, listed, open_project, open_sample, remember
from annotate.ui.shell import page_path

project = open_project()
st.title("Data", anchor=False)
left, right = st.columns([3, 2], gap="large")
with left:
    files = st.file_uploader(
        "Drop the labels: CSV, Excel, Parquet, JSON, a zip of them, or the export of an annotation"
        " tool. Gold and item texts may come as files of their own.",
        accept_multiple_files=True,
        key=f"files-{st.session_state.get('imports', 0)}",
    )
with right, st.container(border=True):
    st.markdown("**Try it with the sample project**")
    st.markdown(
        "295 messages to a maker of e-bikes, labelled by 13 annotators in two rounds. Each of them"
        " has habits, and you can find out which."
    )
    if st.button("Open the sample project", disabled=not SAMPLE.exists(), width="stretch"):
        remember(open_sample().name)
        st.switch_page(page_path("read"), query_params={"project": SAMPLE_NAME})

if files:
    from annotate.ui.import_flow import import_dropped  # slow to import, and not needed before

    with st.container(border=True):
        import_dropped(project, files)
projects = listed()
if project is not None and not files:
    show_open(project, projects)
show_projects(project, projects)
