"""Module 7: Storage."""

import json
from pathlib import Path


def save(index, path):
    Path(path).write_text(json.dumps(index, sort_keys=True))


def load(path):
    return json.loads(Path(path).read_text())
