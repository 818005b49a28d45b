"""What runs Python in the page: the files that ``make runtime`` built, and the buttons under the code."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from livedocs import ROOT
from livedocs.content import provenance
from livedocs.databases import DATABASES
from livedocs.i18n import catalogue
from livedocs.versions import INSTALLED_VERSION, MAIN_VERSION

FOLDER = ROOT / ".runtime" / f"sqlalchemy-{INSTALLED_VERSION}"
# Written last by `runtime.build`. `mkdocs serve` watches its folder, which has few other files.
BUILT = FOLDER.with_name(f"{FOLDER.name}.built")
# The files that a first run loads.
FIRST = ("frame", "worker", "loader", "module", "decoder", "wasm", "snapshot")


def manifest() -> dict[str, Any] | None:
    """{"lock", "files": {key: {"file": name, "bytes": size}}, …}, or None if it was not built."""
    path = FOLDER / "manifest.json"
    return _read(path, path.stat().st_mtime_ns) if path.exists() else None


@cache
def _read(path: Path, _: int) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def databases() -> tuple[str, ...]:
    """The databases that can run in the page: none without the runtime."""
    built = manifest() or {}
    return tuple(d.name for d in DATABASES.values() if d.in_page and built.get(d.runtime_key))


def first_run(language: str) -> str:
    """The sentence on how much a first run loads; "" without the runtime."""
    built = manifest()
    if built is None:
        return ""
    files = built["files"]
    size = sum(files[name]["bytes"] for name in FIRST if name in files)
    return catalogue(language)["build"]["first_run"].format(size=f"{size / 1e6:.1f}")


def other_server(language: str) -> str:
    """The sentence on PostgreSQL where the records are of another version than the page runs; else ""."""
    page = (manifest() or {}).get("servers", {}).get("postgresql", "")
    noted = provenance.read().get(MAIN_VERSION, {}).get("postgresql")
    recorded = noted["server"] if noted else ""
    page, recorded = (version.partition(".")[0] for version in (page, recorded))
    if not page or not recorded or page == recorded:
        return ""
    return catalogue(language)["build"]["other_server"].format(recorded=recorded, page=page)


def bar(
    language: str,
    uid: str,
    offered: Sequence[str],
    *,
    name: str = "",
    title: str = "",
    buttons: Iterable[tuple[str, str]] = (),
) -> str:
    """The bar as HTML: Run, `buttons` as (class, text), and a choice where several databases are `offered`.

    theme/assets/run/run-panel.js makes it work when a reader means to use it; `uid` is unique in the page,
    and `name` tells its buttons from others for those who hear them.
    """
    label = catalogue(language)["build"]
    title = f' title="{escape(title)}"' if title else ""
    tools = f' data-name="{escape(name)}"' if name else ""
    html = [
        f'<div class="run"><div class="run-bar" role="group" aria-label="{label["run_tools"]}"{tools}>',
        f'<button type="button" class="run-button" value="{offered[0]}"{title}'
        f"{named(language, label['run'], name)}>{label['run']}</button>",
    ]
    html += [
        f'<button type="button" class="{kind}"{named(language, text, name)}>{text}</button>'
        for kind, text in buttons
    ]
    if len(offered) > 1:
        html.append(f'<fieldset class="run-databases"><legend>{label["run_on"]}</legend>')
        for i, name in enumerate(offered):
            checked = " checked" if i == 0 else ""
            html.append(
                f'<label><input type="radio" name="{uid}" value="{name}"{checked}>'
                f"{DATABASES[name].title}</label>"
            )
        html.append("</fieldset>")
    return "".join([*html, "</div></div>"])


def named(language: str, text: str, name: str) -> str:
    """The attribute that names a button with what it is about, `name`; "" without one."""
    said = catalogue(language)["run"]["button_of"].format(button=text, name=name)
    return f' aria-label="{escape(said)}"' if name else ""


def reason(language: str, name: str) -> str:
    """What is in the bar's place where a script cannot run in the page."""
    return f'<p class="run run-reason">{catalogue(language)["build"]["not_in_page"][name]}</p>'
