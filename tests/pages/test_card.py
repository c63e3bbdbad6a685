"""The data card is shown as it will be taken away."""

from __future__ import annotations


def test_it_shows_the_card_with_the_decisions_that_were_picked(app, tone, said) -> None:
    test = app("card", project="Tone")
    assert not test.exception
    words = said(test)
    assert "What was labelled" in words
    assert "Without round 1" in words
    test = test.multiselect[0].set_value([]).run()
    assert "Without round 1" not in said(test)
    assert "Agreement" in said(test)
