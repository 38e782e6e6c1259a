"""A home for a real browser, so that it keeps nothing of one test for another."""

from pathlib import Path


def folders(below: Path) -> dict[str, str]:
    """The environment for it; the folders are there."""
    named = {"HOME": "home", "XDG_CONFIG_HOME": "home/.config", "XDG_CACHE_HOME": "home/.cache"}
    named |= {"XDG_DATA_HOME": "home/.local/share", "XDG_RUNTIME_DIR": "run", "TMPDIR": "tmp"}
    for folder in named.values():
        (below / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    return {variable: str(below / folder) for variable, folder in named.items()}
