"""The site's style sheets: each is published as one file, joined from what it imports in `theme/styles/`."""

import re

from livedocs import ROOT, Diagnostic, read_text
from livedocs.databases import DATABASES

FOLDER = ROOT / "theme" / "styles"
SHEETS = ("site", "search", "root")  # published as assets/<name>.css
_PER_DATABASE = re.compile(r'^( *\S.*"DATABASE".*) \{\n', re.MULTILINE)
_IMPORT = re.compile(r'@import "\./([\w-]+\.css)";')


def joined(name: str) -> str:
    """The text of a sheet, with each `@import` line replaced by the text of the file that it names.

    A selector with "DATABASE" is repeated for each database. Raises `Diagnostic` if there is no such file, or
    for any other form of import: browsers would fetch it.
    """
    path = FOLDER / f"{name}.css"
    parts = []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if "@import" not in line:
            parts.append(line)
        elif not (match := _IMPORT.fullmatch(line)):
            raise Diagnostic(path, number, f'{line.strip()!r} is not of the form @import "./name.css";')
        elif not (FOLDER / match[1]).is_file():
            raise Diagnostic(path, number, f"theme/styles has no file {match[1]}")
        else:
            parts.append(read_text(FOLDER / match[1]))
    return _PER_DATABASE.sub(_for_each_database, "\n".join(parts) + "\n")


def _for_each_database(selector: re.Match[str]) -> str:
    return ",\n".join(selector[1].replace('"DATABASE"', f'"{name}"') for name in DATABASES) + " {\n"
