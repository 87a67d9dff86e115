"""Tests of module 06 (phrases)."""

from searchkit import phrases


def test_phrases_is_there():
    assert phrases.__doc__
