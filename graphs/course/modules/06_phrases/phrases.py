"""Module 6: Phrases."""

from searchkit.queries import matches
from searchkit.tokens import tokens


def phrase(index, documents, text):
    """Return the documents that hold the words of text in a row."""
    wanted = " ".join(tokens(text))
    return {name for name in matches(index, text) if wanted in " ".join(tokens(documents[name]))}
