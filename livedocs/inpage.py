"""What runs Python in the page, as ``make runtime`` built it: its files, for the site."""

import json

from livedocs import ROOT
from livedocs.record import VERSION

FOLDER = ROOT / ".runtime" / f"sqlalchemy-{VERSION}"


def manifest():
    """{"lock", "files": {key: {"file": name, "bytes": size}}, …}, or None if it was not built."""
    path = FOLDER / "manifest.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else None
