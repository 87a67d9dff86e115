"""Finds each module's code by its name, wherever its number puts it."""
from pathlib import Path

_MODULES = Path(__file__).parent.parent / "modules"
__path__ += [str(folder) for folder in sorted(_MODULES.iterdir())]
