"""What a reader can store to read offline: the list of files that `theme/service-worker.js` goes by.

``offline.json`` at the site's root: {"version": text, "site": files, "python": files}, where a file is
[address from the root, hash, bytes as stored]. `python` is what runs examples in the page.
"""

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import TypedDict

NAME = "offline.json"
PYTHON = "assets/runtime/"
UNNEEDED = re.compile(rf".*\.(map|xml)$|assets/previews/|{re.escape(NAME)}$|service-worker\.js$")
# Stored as they are; all others are compressed by the browser.
COMPRESSED = (".gz", ".zst", ".png", ".ico", ".woff2")
HASH_LENGTH = 32  # digits of SHA-256 in hexadecimal


Stored = tuple[str, str, int]  # address from the root, hash, bytes as stored


class Manifest(TypedDict):
    version: str  # another one when any file has changed
    site: list[Stored]
    python: list[Stored]


def manifest(site: Path) -> Manifest:
    """The list for the built site in the folder `site`."""
    files: list[Stored] = []
    python: list[Stored] = []
    whole = hashlib.sha256()
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if UNNEEDED.match(name):
            continue
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()[:HASH_LENGTH]
        stored = len(data) if name.endswith(COMPRESSED) else len(gzip.compress(data, 6, mtime=0))
        address = re.sub(r"(^|/)index\.html$", r"\1", name)
        (python if name.startswith(PYTHON) else files).append((address, digest, stored))
        whole.update(f"{address} {digest}\n".encode())
    return {"version": whole.hexdigest()[:HASH_LENGTH], "site": files, "python": python}


def publish(site: Path) -> None:
    """Writes the list into the built site."""
    (site / NAME).write_text(json.dumps(manifest(site), separators=(",", ":")), "utf-8")
