"""Tests of module 03 (index)."""

from searchkit import index


def test_index_is_there():
    assert index.__doc__
