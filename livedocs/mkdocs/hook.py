"""The MkDocs hook: two languages in one build, and the expansion of each page.

Everything that needs MkDocs itself is here, and nothing else is.
"""

import logging
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mkdocs.commands import build, serve
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation

from livedocs import EXAMPLES, LANGUAGES, Diagnostic, read_text
from livedocs.check.pages import check_page, misplaced_pages
from livedocs.check.site import orphans, unshown_output
from livedocs.content import error_index, examples, markdown_blocks, related
from livedocs.execution import record
from livedocs.execution.runner import Runner
from livedocs.labels import LABELS
from livedocs.matrix import render as matrix_render
from livedocs.mkdocs import offline, styles
from livedocs.mkdocs.incremental import Kept, everything
from livedocs.render import browser_runtime, highlight, html_postprocess, preview, search_index
from livedocs.render.expand import expand, put_panels
from livedocs.render.markdown import as_markdown, llms_txt

log = logging.getLogger("mkdocs.hooks.livedocs")

DEFAULT = LANGUAGES[0]
ELSEWHERE = "en"  # for readers of any other language
# What Material brings and our templates do not use, and the files that `styles` joins.
NOT_PUBLISHED = re.compile(
    r"assets/(javascripts/.*|stylesheets/palette\..*|images/favicon\.png|.*\.map)|styles/.*"
)

serving = False
problems = []  # of the build that is under way
referenced = set()  # the examples that its pages show
shown = {}  # path of an example -> it, and its lines whose results pages show
panels = {}  # page -> what stands in it once its Markdown is HTML
navigation = {}  # language -> its Navigation
markdowns = {}  # file of a page below docs/ -> the page as plain Markdown
linked = {}  # file of a page below docs/ -> how often it links to each other page
headlines = {}  # file of a page below docs/ -> what its preview picture says
indexes = {}  # language -> what the search finds in it
kept = Kept()
runners = ()  # while serving: they record an example that was edited
again = False  # whether the build under way builds upon the last one


def on_startup(*, command, dirty):
    global serving, runners
    serving = command == "serve"
    if serving:
        runners = Runner(), Runner()
        for runner in runners:
            runner.start()
        serve.build = rebuild
        build.log.addFilter(lambda entry: not str(entry.msg).startswith("A 'dirty' build"))


def on_shutdown():
    for runner in runners:
        runner.close()


def rebuild(config, *, dirty=False, **given):
    """In the place of MkDocs' `build`: only what has changed since the last one, if that one succeeded.

    MkDocs calls this dirty: it leaves what is not modified, and asks each file, which `on_files` makes answer.
    """
    global again
    again = kept.begin(everything(Path(config.config_file_path), Path(config.docs_dir)))
    try:
        build.build(config, dirty=again, **given)
    except BaseException:
        kept.forget()
        raise


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
            for name in (*markdown_blocks.CHECKED_LANGUAGES, "text")
        ]
    }
    return config


def on_pre_build(*, config):
    problems.clear()
    referenced.clear()
    shown.clear()
    if not again:
        indexes.update({language: search_index.Index() for language in LANGUAGES})
    if serving:  # a writer who edits a script sees its new results
        for problem in record.record_stale(
            say=lambda text="", end="": text.strip() and log.info(text.strip()), runners=runners
        ):
            log.warning(str(problem))


def on_files(files, *, config):
    """Publishes the scripts, and checks that each page exists in each language with the same structure."""
    for file in list(files):
        if file.src_dir != config.docs_dir and NOT_PUBLISHED.fullmatch(file.src_uri):
            files.remove(file)

    def publish(place, content):
        file = File.generated(config, place, content=content)
        if serving:
            same = kept.same_file(place, content)
            file.is_modified = lambda: not same
        files.append(file)

    sources = {}  # a module may belong to several scripts
    for path in sorted(EXAMPLES.glob("*/*.py")):
        try:
            example = examples.load(path)
        except Diagnostic as problem:
            problems.append(problem)
            continue
        sources[f"examples/{example.name}.py"] = example.source
        for name in example.modules:
            sources[f"examples/{example.path.parent.name}/{name}"] = example.code(name)
    for place, source in sources.items():
        publish(place, source)

    matrix = f"assets/matrix/{matrix_render.MATRIX.name}.json"
    publish(matrix, kept.files[matrix] if again else matrix_render.data())
    publish("assets/error-index.json", error_index.data())
    for name in styles.SHEETS:
        try:
            publish(f"assets/{name}.css", styles.joined(name))
        except Diagnostic as problem:
            problems.append(problem)

    runtime = browser_runtime.manifest()
    for entry in runtime["files"].values() if runtime else ():
        place = f"assets/runtime/{entry['file']}"
        files.append(File.generated(config, place, abs_src_path=str(browser_runtime.FOLDER / entry["file"])))
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
        except Diagnostic as problem:  # it cannot be read at all
            raise PluginError(str(problem)) from problem
    misplaced = list(misplaced_pages(docs))
    problems.extend(misplaced)
    for file in files.documentation_pages():
        if Path(file.abs_src_path) in {problem.path for problem in misplaced}:
            files.remove(file)  # it has no language to be shown in
    for file in files.documentation_pages() if serving else ():
        is_current = kept.is_current(file.src_uri, file.abs_src_path)
        file.is_modified = lambda is_current=is_current: not is_current
    return files


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
    for file in files.documentation_pages() if again else ():
        if not file.is_modified():
            kept.restore(file.page, files.get_file_from_path)
            count(file.page.url, kept.made[file.src_uri].expansion)
    return nav


def on_page_markdown(markdown, *, page, config, files):
    """Expands the page's references. The numbers in messages are lines of the file, front matter included."""
    path = Path(page.file.abs_src_path)
    source = read_text(path)
    expansion = expand(source, path, language_of(page.url), lenient=serving)
    markdowns[page.file.src_uri] = as_markdown(
        source,
        page.file.src_uri,
        language_of(page.url),
        config.site_url or "/",
        expansion,
        page.meta.get("title", ""),
        page.meta.get("description", ""),
    )
    linked[page.file.src_uri] = related.links(source, page.file.src_uri)
    headlines[page.file.src_uri] = headline(page, source)
    problems.extend(preview.diagnostics(path, source, headlines[page.file.src_uri]))
    count(page.url, expansion)
    if serving:
        kept.add(page.file.src_uri, source, language_of(page.url), expansion)
    return re.sub(r"\A---[ \t]*\n.*?\n---[ \t]*\n", "", expansion.text, count=1, flags=re.DOTALL)


def count(url, expansion):
    """Notes what a page shows, for what can be said only of all pages."""
    panels[url] = expansion.panels
    problems.extend(expansion.problems)
    referenced.update(expansion.named)
    for reference in expansion.references:
        if reference.shows_results:
            example = reference.example
            shown.setdefault(example.path, (example, set()))[1].update(example.lines(reference.section))


def on_page_content(html, *, page, config, files):
    return html_postprocess.joined(html_postprocess.tables(html))


def headline(page, source):
    """The page's title; a language's first page says what the site is, in its heading."""
    heading = re.search(r"^# (.+?)\s*\{", source, re.MULTILINE)
    return heading[1].replace("`", "") if heading and page.file.name == "index" else page.title


def on_env(env, *, config, files):
    """Stops the build if anything has to be mended; while serving, says so and goes on."""
    problems.extend(orphans(referenced))
    problems.extend(unshown_output(referenced, shown))
    messages = list(dict.fromkeys(str(problem) for problem in problems))
    if messages and not serving:
        raise PluginError(f"{len(messages)} to mend:\n" + "\n".join(f"  {message}" for message in messages))
    for message in messages:
        log.warning(message)
    env.globals["labels"] = LABELS
    env.globals["runtime"] = browser_runtime.manifest()
    env.globals["offline"] = not serving  # what is being written changes too often to be stored
    env.globals["first_run"] = browser_runtime.first_run
    env.globals["serving"] = serving
    if serving:
        keep(files.documentation_pages())
    return env


def keep(made):
    """Keeps the pages for the next build; where one has another title or other links now, all are put into their
    template again: titles stand in the contents of each page, and links decide which pages are related."""
    for file in made:
        if file.is_modified() or not again:
            kept.remember(file.page)
    shown_elsewhere = [
        (file.src_uri, file.page.title, file.page.meta.get("description"), linked[file.src_uri]) for file in made
    ]
    if not kept.same_elsewhere(shown_elsewhere):
        for file in made:
            file.is_modified = lambda: True


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


def preview_place(page):
    """Where the page's preview picture lies on the site."""
    return f"assets/previews/{page.file.src_uri.removesuffix('.md')}.png"


def social(page, config, language):
    """What theme/partials/social-meta.html says to sites that show a link to the page."""
    title, site_name = headlines[page.file.src_uri], LABELS[language]["site_name"]
    return {
        "type": "website" if page.file.name == "index" else "article",
        "title": title,
        "description": page.meta.get("description"),
        "url": page.canonical_url or page.url,
        "image": f"{config.site_url or '/'}{preview_place(page)}",
        "width": preview.WIDTH,
        "height": preview.HEIGHT,
        "alt": LABELS[language]["preview_alt"].format(site_name=site_name, title=title),
    }


def related_pages(page, language):
    """The pages to go on with, as theme/partials/related.html shows them."""
    by_name = {other.file.src_uri: other for other in navigation[language].pages}
    if page.file.src_uri not in by_name:
        return []  # that the navigation lacks it is said elsewhere
    return [by_name[name] for name in related.related(page.file.src_uri, linked, list(by_name))]


def publish_previews(site):
    for language, nav in navigation.items():
        for page in nav.pages:
            section = page.parent.title if page.parent else ""
            path = site / preview_place(page)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(preview.picture(headlines[page.file.src_uri], section, language))


def on_page_context(context, *, page, config, nav):
    language = language_of(page.url)
    rest = page.url[len(language) + 1 :]
    indexes[language].add(rest, page.content, page.meta)
    page.content = put_panels(page.content, panels[page.url])
    set_language(context, config, language, page.url, rest)
    context["nav"] = navigation[language]
    context["contents"] = contents_of(page, navigation[language].homepage)
    context["related"] = related_pages(page, language)
    context["social"] = social(page, config, language)
    context["x_default"] = f"{config.site_url or '/'}{ELSEWHERE}/{rest}"
    return context


def on_template_context(context, *, template_name, config):
    set_language(context, config, DEFAULT, "", "")
    context["nav"] = navigation[DEFAULT]
    return context


def contents_of(page, homepage):
    """The headings below the page's own, as theme/partials/toc.html lists them. The first page is short."""
    headings = list(page.toc)
    if headings and headings[0].level == 1:
        headings = headings[0].children
    return [] if page == homepage else headings


def subjects():
    """The navigation as `llms_txt` takes it."""
    for language in reversed(LANGUAGES):
        by_heading = {}
        for page in navigation[language].pages:
            heading = page.parent.title if page.parent else LABELS[language]["site_name"]
            entry = (page.title, page.file.src_uri, page.meta.get("description", ""))
            by_heading.setdefault(f"{LABELS[language]['language_name']} · {heading}", []).append(entry)
        yield from by_heading.items()


def publish_markdown(site, site_url):
    for page in (page for nav in navigation.values() for page in nav.pages):
        write(site / page.file.src_uri, markdowns[page.file.src_uri])
    write(site / "llms.txt", llms_txt(site_url, subjects()))


def write(path, text):
    """Leaves a file alone that says so already: while serving, most do."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


def on_post_build(*, config):
    """Publishes what is made of the pages beside them: Markdown, preview pictures, the search's indexes."""
    site = Path(config.site_dir)
    (site / "sitemap.xml.gz").unlink(missing_ok=True)  # it would hold the time of the build
    if not serving:  # nobody shares a link to a page that is being written
        publish_previews(site)
    publish_markdown(site, config.site_url or "/")
    try:
        about = search_index.about()
        for language, index in indexes.items():
            write(site / language / search_index.PLACE, index.text(about))
    except Diagnostic as problem:  # the glossary has something to mend; until then, the last index stays
        if not serving:
            raise PluginError(str(problem)) from problem
        log.warning(str(problem))
    if not serving:
        offline.publish(site)  # last: it lists what the others have published
