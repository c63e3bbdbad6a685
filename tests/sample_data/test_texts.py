"""The texts are distinct, varied and worth reading, as far as a test can tell."""

import re
from collections import Counter
from itertools import combinations


def test_no_two_texts_share_their_words(sample):
    """At most a fifth of the smaller one's runs of five words, which is far below 60 %."""
    runs = {}
    for name, text in sample.texts.items():
        words = re.findall(r"\w+", text.lower())
        runs[name] = {tuple(words[at : at + 5]) for at in range(len(words) - 4)}
    for a, b in combinations(runs, 2):
        smaller = min(len(runs[a]), len(runs[b]))
        assert not smaller or len(runs[a] & runs[b]) / smaller < 0.2, (a, b)


def test_nothing_looks_like_filler_or_a_template(sample):
    for text in sample.texts.values():
        assert not re.search(r"lorem|ipsum|dolor sit|\{\w+\}|\[name\]|placeholder", text, re.I)
        assert text == text.strip()


def test_no_opening_is_used_again_and_again(sample):
    openings = Counter(" ".join(text.split()[:4]).lower() for text in sample.texts.values())
    assert openings.most_common(1)[0][1] <= 3


def test_lengths_languages_and_layouts_vary(sample):
    words = [len(text.split()) for text in sample.texts.values()]
    assert sum(n >= 300 for n in words) >= 3
    assert sum(n >= 120 for n in words) >= 30
    assert sum(n < 40 for n in words) >= 60
    languages = {row["item_id"]: row["language"] for row in sample.rows}
    assert {"en", "de", "es", "ar", "zh", "fr"} <= set(languages.values())
    together = "\n".join(sample.texts.values())
    for part in ("\n\n", '"', "🎉", "| pieces |", "GET /v1/rides"):
        assert part in together
    assert {row["channel"] for row in sample.rows} == {"email", "chat", "forum", "phone"}
