"""Tests of module 05 (queries)."""

from searchkit import queries


def test_queries_is_there():
    assert queries.__doc__
