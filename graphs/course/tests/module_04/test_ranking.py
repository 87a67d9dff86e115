"""Tests of module 04 (ranking)."""

from searchkit import ranking


def test_ranking_is_there():
    assert ranking.__doc__
