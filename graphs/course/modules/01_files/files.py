"""Module 1: Reading Files."""

from pathlib import Path


def read_all(folder):
    """Return {name: text} for every .txt file in folder."""
    return {path.name: path.read_text() for path in sorted(Path(folder).glob("*.txt"))}
