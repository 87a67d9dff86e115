"""Module 5: Queries."""

from searchkit.tokens import tokens


def matches(index, query):
    """Return the documents that hold every word of query."""
    found = [set(index.get(word, {})) for word in tokens(query)]
    return set.intersection(*found) if found else set()
