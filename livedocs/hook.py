"""The MkDocs hook: two languages in one build, and the expansion of each page.

Everything that needs MkDocs itself is here, and nothing else is.
"""

import json
import logging
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation

from livedocs import (
    EXAMPLES,
    LANGUAGES,
    Problem,
    examples,
    highlight,
    inpage,
    messages,
    pages,
    read_text,
    record,
    results,
)
from livedocs.expand import expand, put_panels
from livedocs.labels import LABELS
from livedocs.matrix import show

log = logging.getLogger("mkdocs.hooks.livedocs")

DEFAULT = LANGUAGES[0]
# What Material brings and our templates do not use.
UNUSED = re.compile(r"assets/(javascripts/.*|stylesheets/palette\..*|images/favicon\.png|.*\.map)")

serving = False
problems = []  # of the build that is under way
referenced = set()  # the examples that its pages show
shown = {}  # path of an example -> it, and its lines whose results pages show
panels = {}  # page -> what stands in it once its Markdown is HTML
navigation = {}  # language -> its Navigation


def on_startup(*, command, dirty):
    global serving
    serving = command == "serve"


def on_config(config):
    """Repeats the navigation, which is written once, for each language."""
    titles = config.extra.get("sections") or {}
    if not config.repo_url:
        config.edit_uri = None  # nothing to edit at

    def localise(items, language):
        for item in items:
            if isinstance(item, dict):
                ((name, inner),) = item.items()
                if not set(LANGUAGES) <= set(titles.get(name) or ()):
                    raise PluginError(f"mkdocs.yml: extra.sections has no titles for the section {name!r}")
                yield {titles[name][language]: list(localise(inner, language))}
            else:
                yield f"{language}/{item}"

    if not config.nav:
        raise PluginError("mkdocs.yml: nav is missing; it lists the pages, each once")
    config.nav = [{language: list(localise(config.nav, language))} for language in LANGUAGES]
    config.mdx_configs["pymdownx.superfences"] = {
        "custom_fences": [
            {"name": name, "class": "highlight", "format": highlight.fence}
            for name in (*pages.CHECKED_LANGUAGES, "text")
        ]
    }
    return config


def on_pre_build(*, config):
    problems.clear()
    referenced.clear()
    shown.clear()
    if serving:  # a writer who edits a script sees its new results
        for problem in record.record_stale(
            say=lambda text="", end="": text.strip() and log.info(text.strip())
        ):
            log.warning(str(problem))


def on_files(files, *, config):
    """Publishes the scripts, and checks that each page exists in each language with the same structure."""
    for file in list(files):
        if file.src_dir != config.docs_dir and UNUSED.fullmatch(file.src_uri):
            files.remove(file)
    for path in sorted(EXAMPLES.glob("*/*.py")):
        try:
            example = examples.load(path)
        except Problem as problem:
            problems.append(problem)
            continue
        files.append(File.generated(config, f"examples/{example.name}.py", content=example.source))
        for name in example.modules:
            place = f"examples/{example.path.parent.name}/{name}"
            files.append(File.generated(config, place, content=example.code(name)))

    matrix = f"assets/matrix/{show.MATRIX.name}.json"
    files.append(File.generated(config, matrix, content=show.data()))
    files.append(File.generated(config, "assets/messages.json", content=messages.data()))

    runtime = inpage.manifest()
    for entry in runtime["files"].values() if runtime else ():
        place = f"assets/runtime/{entry['file']}"
        files.append(File.generated(config, place, abs_src_path=str(inpage.FOLDER / entry["file"])))
    if not runtime:
        log.info("There is no Run button on the site: `make runtime` builds what it needs.")

    docs = Path(config.docs_dir)
    paths = {
        language: {p.relative_to(docs / language).as_posix() for p in (docs / language).rglob("*.md")}
        for language in LANGUAGES
    }
    for name in sorted(set.union(*paths.values())):
        try:
            problems.extend(check_page(docs, name))
        except Problem as problem:  # it cannot be read at all
            raise PluginError(str(problem)) from problem
    problems.extend(misplaced_pages(docs))
    return files


def misplaced_pages(docs):
    """Markdown that the site would publish and the tests would not find."""
    for path in sorted(docs.rglob("*")):
        if path.suffix in (".markdown", ".mdown", ".mkdn", ".mkd"):
            yield Problem(path, 1, "a page's name ends in .md")
        elif path.suffix == ".md" and path.relative_to(docs).parts[0] not in LANGUAGES:
            yield Problem(
                path, 1, f"pages lie in {' and '.join(f'docs/{language}' for language in LANGUAGES)}"
            )


def check_page(docs, name):
    """The problems of one page's files: a missing language, a heading without id, a block that
    nothing would execute, another structure."""
    existing = [docs / language / name for language in LANGUAGES if (docs / language / name).exists()]
    blocks = {path: pages.scan(read_text(path)) for path in existing}
    found = []
    for path in existing:
        found += pages.heading_problems(blocks[path], path)
        found += pages.block_problems(blocks[path], path)
    for language in LANGUAGES:
        if docs / language / name not in blocks:
            found.append(
                Problem(existing[0], 1, f"this page is missing in {language}: write docs/{language}/{name}")
            )
    if len(existing) == len(LANGUAGES):
        first, second = existing
        different = pages.structure_problem(blocks[first], first, blocks[second], second)
        if different:
            found.append(different)
    return found


def on_nav(nav, *, config, files):
    """Gives each language a navigation of its own."""
    navigation.clear()
    for language, section in zip(LANGUAGES, nav.items):
        for child in section.children:
            child.parent = None
        own = [page for page in nav.pages if language_of(page.url) == language]
        for before, page, after in zip([None, *own], own, [*own[1:], None]):
            page.previous_page, page.next_page = before, after
        navigation[language] = Navigation(section.children, own)
        navigation[language].homepage = own[0] if own else None
    return nav


def on_page_markdown(markdown, *, page, config, files):
    """Expands the page's references. The numbers in messages are lines of the file, front matter included."""
    path = Path(page.file.abs_src_path)
    source = read_text(path)
    expansion = expand(source, path, language_of(page.url), lenient=serving)
    panels[page.url] = expansion.panels
    problems.extend(expansion.problems)
    referenced.update(expansion.named)
    for reference in expansion.references:
        if reference.shows_results:
            example = reference.example
            shown.setdefault(example.path, (example, set()))[1].update(example.lines(reference.section))
    return re.sub(r"\A---[ \t]*\n.*?\n---[ \t]*\n", "", expansion.text, count=1, flags=re.DOTALL)


def on_page_content(html, *, page, config, files):
    """Lets wide tables scroll on their own; what scrolls and holds no link can be reached by keyboard."""

    def wrapped(table):
        stop = "" if "<a " in table[0] else ' tabindex="0"'
        return f'<div class="table-scroll"{stop}>{table[0]}</div>'

    return re.sub(r"<table>.*?</table>", wrapped, html, flags=re.DOTALL)


def on_env(env, *, config, files):
    """Stops the build if anything has to be mended; while serving, says so and goes on."""
    problems.extend(orphans())
    problems.extend(hidden())
    messages = list(dict.fromkeys(str(problem) for problem in problems))
    if messages and not serving:
        raise PluginError(f"{len(messages)} to mend:\n" + "\n".join(f"  {message}" for message in messages))
    for message in messages:
        log.warning(message)
    env.globals["labels"] = LABELS
    env.globals["runtime"] = inpage.manifest()
    env.globals["first_run"] = inpage.first_run
    return env


def orphans():
    """Files below ``examples/`` that belong to nothing."""
    for path in sorted(EXAMPLES.rglob("*")):
        if path.is_dir() or "__pycache__" in path.parts:
            continue
        if path.suffix == ".py":
            if path.parent == EXAMPLES:
                yield Problem(path, 1, "a script lies in examples/<topic>/<name>.py")
            elif path.parent.parent != EXAMPLES:  # a module of a script beside its folder
                if path not in referenced and read_text(path).strip():
                    topic, module = path.relative_to(EXAMPLES).as_posix().split("/", 1)
                    yield Problem(
                        path,
                        1,
                        f"no page shows this module. Write `::: code {topic}/<script> {module}` with the script that "
                        "imports it, or remove it",
                    )
            elif path not in referenced:
                yield Problem(
                    path,
                    1,
                    f"no page shows this script. Write `::: example {path.parent.name}/{path.stem}` in one, or remove it",
                )
        elif not path.name.endswith(".result.json"):
            yield Problem(path, 1, "neither a script nor a recorded result; it does not belong here")
        elif not path.with_name(path.name.replace(".result.json", ".py")).exists():
            yield Problem(path, 1, "the script of this result is gone; remove the result too")


def hidden():
    """What scripts printed, warned of or raised that no page shows."""
    for path in sorted(referenced - {None} - shown.keys()):
        if path.parent.parent == EXAMPLES:
            shown[path] = (examples.load(path), set())
    for example, lines in shown.values():
        for database in example.databases:
            try:
                events = results.said(example.run(database))
            except Problem:
                continue  # reported where the page is expanded
            unseen = [event for event in events if event["line"] and event["line"] not in lines]
            if unseen:
                yield example.problem(
                    unseen[0]["line"],
                    f"no page shows what this line printed, warned of or raised on {database}. "
                    f"Show the section that it is in, with `::: example {example.name} <section>`, or take it out",
                )
                break


def language_of(url):
    return url.split("/", 1)[0] if url.split("/", 1)[0] in LANGUAGES else None


def to_root(url):
    """The relative way from the page at `url` to the site's root."""
    return "/".join([".."] * url.count("/")) or "."


def set_language(context, config, language, url, rest):
    config.theme["language"] = language
    config.site_name = LABELS[language]["site_name"]
    config.extra["scope"] = to_root(url)  # the palette is chosen once for both languages
    context["language"] = language
    context["languages"] = [
        {
            "code": code,
            "name": LABELS[code]["language_name"],
            "url": f"{code}/{rest}",
            "absolute": f"{config.site_url or '/'}{code}/{rest}",
        }
        for code in LANGUAGES
    ]


def on_page_context(context, *, page, config, nav):
    page.content = put_panels(page.content, panels.pop(page.url))  # the search has read it by now
    language = language_of(page.url)
    rest = page.url[len(language) + 1 :]
    set_language(context, config, language, page.url, rest)
    context["nav"] = navigation[language]
    context["base_url"] = to_root(rest)  # where Material's script looks for the search index
    context["x_default"] = f"{config.site_url or '/'}{DEFAULT}/{rest}"
    return context


def on_template_context(context, *, template_name, config):
    set_language(context, config, DEFAULT, "", "")
    context["nav"] = navigation[DEFAULT]
    return context


def on_post_build(*, config):
    """Divides the search index by language."""
    site = Path(config.site_dir)
    (site / "sitemap.xml.gz").unlink(missing_ok=True)  # it would hold the time of the build
    whole = site / "search" / "search_index.json"
    index = json.loads(whole.read_text("utf-8"))
    whole.unlink()
    for language in LANGUAGES:
        docs = [
            {**entry, "location": entry["location"].removeprefix(f"{language}/")}
            for entry in index["docs"]
            if language_of(entry["location"]) == language
        ]
        part = {**index, "config": {**index["config"], "lang": [language]}, "docs": docs}
        path = site / language / "search" / "search_index.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(part, ensure_ascii=False, separators=(",", ":")), "utf-8")
