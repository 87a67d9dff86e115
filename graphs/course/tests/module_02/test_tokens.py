"""Tests of module 02 (tokens)."""

from searchkit import tokens


def test_tokens_is_there():
    assert tokens.__doc__
