"""Tests of module 01 (files)."""

from searchkit import files


def test_files_is_there():
    assert files.__doc__
