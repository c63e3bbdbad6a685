"""The diagnosis table of INCEpTION."""

HEAD = ["Type", "Collection", "Document", "Layer", "Feature", "Position", "Flags", "ana", "ben"]


def test_places_are_items_and_features_questions(as_table, rows):
    data = as_table(
        HEAD,
        ["SPAN", "", "a.txt", "NE", "value", "0-3", "DISAGREE", "PER", "ORG"],
        ["SPAN", "", "a.txt", "NE", "value", "8-9", "", "PER", "<no annotation>"],
        ["SPAN", "", "b.txt", "NE", "value", "0-3", "", "<no label>", "ORG"],
        ["SPAN", "", "a.txt", "NE", "link", "0-3", "", "x", "x"],
    )
    assert sorted(rows(diagnosis__csv=data)) == [
        ("a.txt 0-3", "ana", "NE.link", "x", "submitted"),
        ("a.txt 0-3", "ana", "NE.value", "PER", "submitted"),
        ("a.txt 0-3", "ben", "NE.link", "x", "submitted"),
        ("a.txt 0-3", "ben", "NE.value", "ORG", "submitted"),
        ("a.txt 8-9", "ana", "NE.value", "PER", "submitted"),
        ("b.txt 0-3", "ben", "NE.value", "ORG", "submitted"),
    ]
