"""What the site says, apart from its pages: a catalogue for each language, ``<code>.json`` in this folder.

A catalogue has sections: ``build`` for what the build puts into pages, ``explorer`` and ``matrices`` for what
is shown of the matrices, and ``run``, ``search``, ``offline``, which only scripts in the page use. The build
publishes `PUBLISHED` as a JavaScript module for each language.

A text may hold placeholders, ``{name}``. All catalogues have the same keys, and the same placeholders in each
text: `livedocs.check.languages` compares them.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from livedocs import Diagnostic, read_text
from livedocs.databases import DATABASES

SECTIONS = ("build", "run", "search", "offline", "explorer", "matrices")
PUBLISHED = ("run", "search", "offline", "explorer")
FOLDER = Path(__file__).parent


class Words(dict):
    """The texts of a catalogue, or of a part of it. To ask for one that it lacks raises a `Diagnostic`."""

    def __init__(self, path: Path, place: str, texts: dict[str, Any]) -> None:
        self.path, self.place = path, place
        super().__init__(
            (key, Words(path, f"{place}.{key}".lstrip("."), value) if isinstance(value, dict) else value)
            for key, value in texts.items()
        )

    def __missing__(self, key: str) -> Any:
        where = f" in {self.place!r}" if self.place else ""
        raise Diagnostic(self.path, 1, f"there is no text {key!r}{where}")


def read(path: Path) -> Words:
    """The catalogue in the file `path`. Raises `Diagnostic` if it cannot be read or has another form."""
    try:
        data = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise Diagnostic(path, error.lineno, f"this is not valid JSON: {error}") from error
    if not isinstance(data, dict) or not all(isinstance(section, dict) for section in data.values()):
        raise Diagnostic(path, 1, "a catalogue is an object of sections, and each section an object of texts")
    return Words(path, "", data)


@cache
def catalogue(language: str) -> Words:
    """The catalogue of a language, by its code: ``catalogue("en")["build"]["menu"]``. Raises `Diagnostic`."""
    return read(FOLDER / f"{language}.json")


def words_script(language: str) -> str:
    """The JavaScript module for scripts in the page: what is `PUBLISHED`, and the databases' titles."""
    exported = {section: catalogue(language)[section] for section in PUBLISHED}
    exported["databases"] = {database.name: database.title for database in DATABASES.values()}
    return "".join(
        f"export const {name} = {json.dumps(values, ensure_ascii=False, separators=(',', ':'))};\n"
        for name, values in exported.items()
    )
