"""The replies page: files in, objections dealt with."""

from __future__ import annotations

import json

from annotate.letters import current_round, letters_of
from annotate.workspace import Key, Kind


def reply(item: str, question: str) -> bytes:
    example = {"item": item, "question": question, "opinion": "object", "reason": "Rule *2*."}
    return json.dumps(
        {
            "format": "annotate-reply",
            "version": 1,
            "project": "Tone",
            "annotator": "Ana",
            "made": "2026-11-28T09:20:11Z",
            "examples": [example],
            "prediction": 85,
        }
    ).encode()


def test_before_any_reply_the_page_says_where_they_come_from(app, tone, said):
    test = app("replies", project="Tone")
    assert not test.exception
    assert "No reply has come back yet" in said(test)


def test_files_come_in_and_an_objection_is_dealt_with_at_a_click(app, tone, said):
    data = tone.data()
    question = data.questions[0].name
    item = str(data.item_ids[0])
    test = app("replies", project="Tone")
    test.file_uploader[0].upload("a.json", reply(item, question)).upload("b.json", b"no").run()
    assert not test.exception
    assert "b.json" in said(test)
    assert "it is no JSON" in said(test)
    assert "To read again (1)" in said(test)
    assert "“Rule *2*.”" in said(test)
    assert f"/read?project=Tone&item={item}" in said(test)
    assert "Expects to be right in 85%" in said(test)
    test.button(key="others_wrong-0").click().run()
    assert not test.exception
    assert "To read again (0)" in said(test)
    assert "overturned" in said(test)
    entry = tone.store.entry(Key(Kind.VERDICT, item, "Ana", question))
    assert entry.value == "others_wrong"
    assert letters_of(tone, current_round(data)).state("Ana") == "closed"
