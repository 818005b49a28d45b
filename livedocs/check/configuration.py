"""``mkdocs.yml``: the navigation, and the settings that the checks of links rely on."""

import difflib
from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from livedocs import Diagnostic

# MkDocs' own checks. Without `validation`, most of them only inform, which fails no build.
VALIDATION = {
    "nav": {"omitted_files": "warn", "not_found": "warn"},
    "links": {
        "absolute_links": "relative_to_docs",
        "anchors": "warn",
        "not_found": "warn",
        "unrecognized_links": "warn",
    },
}


def configuration_diagnostics(text: str, path: Path, pages: Collection[str]) -> Iterator[Diagnostic]:
    """Pages that `nav` lists twice, in vain or not at all, and validation that is switched off.

    `text` is that of mkdocs.yml, `pages` are the files of one language, such as "deleting/orphans.md".
    """
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        yield Diagnostic(path, line, f"this is not valid YAML ({error.problem})")
        return
    yield from _navigation_diagnostics(_value(root, "nav"), path, pages)
    validation = _value(root, "validation")
    for group, expected in VALIDATION.items():
        settings = _value(validation, group)
        for name, level in expected.items():
            node = _value(settings, name)
            if not isinstance(node, yaml.ScalarNode) or node.value != level:
                nearest = next((n for n in (node, settings, validation, root) if n is not None), None)
                line = nearest.start_mark.line + 1 if nearest is not None else 1
                yield Diagnostic(
                    path,
                    line,
                    f"a check of MkDocs is switched off. Write `{name}: {level}` in validation, {group}",
                )


def _navigation_diagnostics(
    nav: yaml.Node | None, path: Path, pages: Collection[str]
) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    for node in _entries(nav):
        line = node.start_mark.line + 1
        if node.value in seen:
            yield Diagnostic(
                path, line, f"nav has {node.value} in line {seen[node.value]} already. Remove one"
            )
        elif node.value not in pages:
            near = difflib.get_close_matches(node.value, pages, n=1)
            hint = f"did you mean {near[0]}?" if near else "write the page, or remove the line"
            yield Diagnostic(path, line, f"nav has {node.value}, and there is no such page; {hint}")
        seen.setdefault(node.value, line)
    at = nav.start_mark.line if nav is not None else 1  # the line above the first entry: `nav:`
    for page in sorted(set(pages) - seen.keys()):
        yield Diagnostic(path, at, f"nav does not have {page}; add it where readers should find it")


def _entries(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """The pages below a node of `nav`, in order."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            yield from _entries(inner)
    elif isinstance(node, yaml.MappingNode):
        for _, inner in node.value:
            yield from _entries(inner)


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """The value of a key of a mapping, None without it."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in node.value if key.value == name), None)
