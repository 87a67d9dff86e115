"""Tests of module 08 (server)."""

from searchkit import server


def test_server_is_there():
    assert server.__doc__
