"""Module 2: Tokens."""

import re


def tokens(text):
    """Return the words of text in lower case."""
    return re.findall(r"\w+", text.lower())
