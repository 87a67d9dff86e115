"""Tests of module 07 (storage)."""

from searchkit import storage


def test_storage_is_there():
    assert storage.__doc__
