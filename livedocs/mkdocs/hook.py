"""The MkDocs hook: hands what MkDocs reads to `livedocs.site`, and hands back what that makes of it.

MkDocs calls each ``on_…`` function at one step of a build, in the order in which they are here.
"""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from jinja2 import Environment
from mkdocs.commands import build, serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from livedocs import Diagnostic
from livedocs.check.databases import incomplete_databases
from livedocs.check.languages import incomplete_languages
from livedocs.execution import record
from livedocs.execution.runner import Runner
from livedocs.mkdocs import context as template_context
from livedocs.mkdocs import log, navigation, publish, report
from livedocs.mkdocs.incremental import BuildCache, global_fingerprint, set_modified
from livedocs.render import browser_runtime, highlight
from livedocs.site import Site


class Build:
    """The build that is under way. While serving, the next one begins with the site that this one leaves."""

    def __init__(self) -> None:
        self.serving = False
        self.reuses_last = False
        self.runners: tuple[Runner, Runner] | None = None  # while serving: they record an edited example
        self.cache = BuildCache()
        self.begin()

    def begin(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.navigation: dict[str, Navigation] = {}
        if not self.reuses_last:
            self.site = Site()


current = Build()


def on_startup(*, command: str, dirty: bool) -> None:
    current.serving = command == "serve"
    if current.serving:
        current.runners = Runner(), Runner()
        for runner in current.runners:
            runner.start()
        serve.build = rebuild
        build.log.addFilter(lambda entry: not str(entry.msg).startswith("A 'dirty' build"))


def on_serve(server: LiveReloadServer, **_: Any) -> None:
    browser_runtime.BUILT.parent.mkdir(exist_ok=True)  # `make serve` builds the runtime meanwhile
    server.watch(str(browser_runtime.BUILT.parent), recursive=False)


def on_shutdown() -> None:
    for runner in current.runners or ():
        runner.close()


def rebuild(config: MkDocsConfig, *, dirty: bool = False, **given: Any) -> None:
    """In the place of MkDocs' `build`: only what has changed since the last one, if that one succeeded.

    MkDocs calls this dirty: it skips what is not modified, and asks each file, which `on_files` makes answer.
    """
    fingerprint = global_fingerprint(Path(config.config_file_path), Path(config.docs_dir))
    current.reuses_last = current.cache.begin(fingerprint)
    try:
        build.build(config, dirty=current.reuses_last, **given)
    except BaseException:
        current.cache.forget()
        raise


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    if not config.repo_url:
        config.edit_uri = None  # nothing to edit at
    titles = config.extra.get("sections") or {}
    needed = {name: titles.get(name) for name in navigation.section_names(config.nav or [])}
    lacking = list(incomplete_languages(Path(config.docs_dir), Path(config.config_file_path), needed))
    if not current.serving:  # then, what is missing is recorded
        lacking += incomplete_databases()
    report(lacking, stop=True)
    config.nav = navigation.localised(config.nav, titles)
    config.mdx_configs["pymdownx.superfences"] = {"custom_fences": highlight.custom_fences()}
    return config


def on_pre_build(*, config: MkDocsConfig) -> None:
    current.begin()
    if current.serving:  # a writer who edits a script sees its new results
        for diagnostic in record.record_stale(say=say, runners=current.runners):
            log.warning(str(diagnostic))


def say(text: str = "", end: str = "\n") -> None:
    if text.strip():
        log.info(text.strip())


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    for file in publish.unpublished(files, config.docs_dir):
        files.remove(file)
    known = current.cache.files if current.reuses_last else {}
    for place, content in publish.generated_files(current.diagnostics, known):
        file = File.generated(config, place, content=content)
        if current.serving:
            set_modified(file, not current.cache.is_unchanged(place, content))
        files.append(file)
    for place, source in publish.runtime_files():
        files.append(File.generated(config, place, abs_src_path=source))
    if browser_runtime.manifest() is None:
        log.info("There is no Run button on the site: `make runtime` builds what it needs.")
    for file in files.documentation_pages() if current.serving else ():
        set_modified(file, not current.cache.is_current(file.src_uri))
    return files


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    current.navigation = navigation.by_language(nav)
    if current.reuses_last:
        current.cache.restore(files)
    return nav


def on_page_markdown(markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Reads the file again: `markdown` lacks the front matter, and lines in messages would be off."""
    src_uri = page.file.src_uri
    path = Path(config.docs_dir, src_uri)
    try:
        own = current.site.add(path, src_uri, page.meta, page.title, lenient=current.serving)
    except Diagnostic as diagnostic:
        raise PluginError(str(diagnostic)) from diagnostic
    if current.serving:
        current.cache.add(own)
    return own.markdown


def on_page_content(html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    own = current.site.pages[page.file.src_uri]
    current.site.index(own, html)
    return own.html(html)


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Stops the build if anything is wrong; while serving, says so and goes on."""
    docs, configuration = Path(config.docs_dir), Path(config.config_file_path)
    found = [*current.diagnostics, *current.site.diagnostics(docs, configuration)]
    report(found, stop=not current.serving)
    env.globals.update(
        runtime=browser_runtime.manifest(),
        offline=not current.serving,
        first_run=browser_runtime.first_run,
        other_server=browser_runtime.other_server,
        serving=current.serving,
    )
    if current.serving:
        current.cache.finish(files.documentation_pages(), current.site, current.reuses_last)
    return env


def on_page_context(
    context: dict[str, Any], *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    own = current.site.pages[page.file.src_uri]
    template_context.set_page(context, config, page, own, current.site, current.navigation[own.language])
    return context


def on_template_context(
    context: dict[str, Any], *, template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    template_context.set_template(context, config, current.navigation)
    return context


def on_post_build(*, config: MkDocsConfig) -> None:
    folder, site_url = Path(config.site_dir), config.site_url or "/"
    try:
        publish.after_build(folder, current.site, current.navigation, site_url, current.serving)
    except Diagnostic as diagnostic:  # in the glossary; while serving, the last index stays until it is fixed
        report([diagnostic], stop=not current.serving)
