"""What the reviewer did, kept durably; projects on disk.

home        Workspace: all projects; create, open, rename, archive, export, import
project     Project: one folder; its data and its store
store       Store: current values by key, and the history of all changes
standing    what of it no longer fits the labels
changes     what goes in and out of the store, as data
rules       what a change may hold          deciding   what becomes of a batch of changes
wire        changes from a browser          record     entries -> judgements.Record
versions    imports: data and uploads       parquet    Annotations on disk (columns: one column)
packing     a project as one file           unpacking  and back (manifest: what may be in one)
database    SQLite, safely set              migration  its schema, version by version
renaming    another name for many entries
worked_on   the versions of a text
disk        files there whole or not at all names      names and folders of projects
"""

from annotate.workspace.changes import (
    Change,
    Conflict,
    Entry,
    Event,
    JsonValue,
    Key,
    Kind,
    Outcome,
    RefusedError,
    Saved,
)
from annotate.workspace.database import forget_engines
from annotate.workspace.home import Workspace, default_home
from annotate.workspace.listing import ProjectInfo
from annotate.workspace.project import Project
from annotate.workspace.renaming import rename
from annotate.workspace.rules import LETTER_STATES
from annotate.workspace.standing import Relabelled, Standing, effect, standing
from annotate.workspace.store import Store
from annotate.workspace.versions import StoredUpload, Upload, Version
from annotate.workspace.wire import changes_from_json, outcome_to_json
from annotate.workspace.worked_on import versions_of

__all__ = [
    "LETTER_STATES",
    "Change",
    "Conflict",
    "Entry",
    "Event",
    "JsonValue",
    "Key",
    "Kind",
    "Outcome",
    "Project",
    "ProjectInfo",
    "RefusedError",
    "Relabelled",
    "Saved",
    "Standing",
    "Store",
    "StoredUpload",
    "Upload",
    "Version",
    "Workspace",
    "changes_from_json",
    "default_home",
    "effect",
    "forget_engines",
    "outcome_to_json",
    "rename",
    "standing",
    "versions_of",
]
