"""Module 8: The Search Server."""

from searchkit.queries import matches
from searchkit.storage import load


def answer(path, query):
    """Return what the server sends for a query against a stored index."""
    return sorted(matches(load(path), query))
