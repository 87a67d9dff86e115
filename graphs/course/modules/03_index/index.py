"""Module 3: The Inverted Index."""

from searchkit.tokens import tokens


def build(documents):
    """Return {word: {document: how often}}."""
    index = {}
    for name, text in documents.items():
        for word in tokens(text):
            index.setdefault(word, {}).setdefault(name, 0)
            index[word][name] += 1
    return index
