"""The edge to MkDocs: the only modules that know it."""

import logging
from collections.abc import Iterable

from mkdocs.exceptions import PluginError

from livedocs import Diagnostic

log = logging.getLogger("mkdocs.hooks.livedocs")


def report(diagnostics: Iterable[Diagnostic], stop: bool) -> None:
    """Says each diagnostic once: as the error that stops the build, or as a warning while it goes on."""
    messages = list(dict.fromkeys(map(str, diagnostics)))
    if messages and stop:
        raise PluginError("\n  ".join([f"found {len(messages)} problem(s):", *messages]))
    for message in messages:
        log.warning(message)
