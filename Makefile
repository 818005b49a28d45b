# `make serve` shows the site, `make test` checks it. Both set up what they need first, once.
#
#   make serve [ADDRESS=127.0.0.1:8000]
#   make test   [SQLALCHEMY=2.0|all] [ARGS=docs/en/index.md]
#   make record [SQLALCHEMY=2.0|all] [ONLY=examples/deleting/default.py]
#   make matrix [SQLALCHEMY=2.0|all] [ONLY=one-to-many]    every combination of settings, run again
#   make build                         the site, in site/
#   make runtime [SQLALCHEMY=2.0]      what runs Python in the page, in .runtime/; serve, test and build do so too
#   make benchmark                     how fast the examples run
#   make runtime-benchmark [ROUNDS=3] [ONLY="ours stock"]    how fast Python runs in the page, beside what else does that
#   make search-benchmark [MISSED=1] [ONLY="site material pagefind"]    how well the search finds the page that answers a question
#   make figures [ONLY="weight axe"] [ARGS="--pages deleting post"]    weight, Lighthouse, axe, build time, beside others
#   make picture                       the README's picture of a page
#   make check                         how Python, scripts and style sheets are written, and types; make format writes them so
#   make check-web, make format-web    the same for scripts and style sheets alone
#   make lock                          newer versions into requirements/*.txt

SQLALCHEMY ?= 2.1
ADDRESS ?= 127.0.0.1:8000
ARGS ?=
ONLY ?=
ROUNDS ?= 3

ifeq ($(SQLALCHEMY),2.1)
VENV ?= .venv
else
VENV ?= .venv-sqlalchemy-$(SQLALCHEMY)
endif
LOCK := requirements/sqlalchemy-$(SQLALCHEMY).txt
STAMP := $(VENV)/.installed-$(SQLALCHEMY)
BIN := $(VENV)/bin
RUNTIME := .runtime/sqlalchemy-$(SQLALCHEMY)/manifest.json

# The first Python on the PATH that is new enough.
FIND_PYTHON = for p in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done
export NO_MKDOCS_2_WARNING = 1
export SQLALCHEMY

.PHONY: serve test record matrix build runtime check check-web format format-web benchmark runtime-benchmark search-benchmark figures picture lock clean
.DELETE_ON_ERROR:

# Without it, the site is complete but for its Run buttons: serving and testing go on, publishing does not.
TRY_RUNTIME = @$(MAKE) --no-print-directory runtime || true

# By another name: with its own, `make --dry-run` would run the whole line.
SUBMAKE = $(MAKE)

# The pages get their Run buttons once the runtime is built.
serve: $(STAMP)
	@$(SUBMAKE) --no-print-directory runtime & runtime=$$!; trap "kill $$runtime 2>/dev/null" EXIT INT TERM; \
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

ifeq ($(SQLALCHEMY),all)
test record matrix:
	$(MAKE) $@ SQLALCHEMY=2.1
	$(MAKE) $@ SQLALCHEMY=2.0
else
test: $(STAMP)
	$(TRY_RUNTIME)
	$(BIN)/python -m tests.lanes $(ARGS)

record: $(STAMP)
	$(BIN)/python -m livedocs record $(ONLY)

matrix: $(STAMP)
	$(BIN)/python -m livedocs matrix $(ONLY)
endif

build: runtime
	$(BIN)/mkdocs build --strict

runtime: $(RUNTIME)

$(RUNTIME): $(STAMP) $(wildcard runtime/*.* runtime/page/*.*) $(wildcard livedocs/*.py livedocs/*/*.py)
	@$(BIN)/python -m runtime.build

$(STAMP): $(LOCK)
	@python=$$($(FIND_PYTHON)); \
	test -n "$$python" || { echo "This needs Python 3.11 or newer, and found none. Name yours: make PYTHON=/path/to/python3" >&2; exit 1; }; \
	test -x $(BIN)/python || $$python -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$$python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Installing $(LOCK) into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r $(LOCK)
	@touch $@

$(LOCK):
	@echo "There is no $(LOCK): SQLALCHEMY is one of $(patsubst requirements/sqlalchemy-%.txt,%,$(wildcard requirements/sqlalchemy-*.txt))" >&2; exit 1

benchmark: $(STAMP)
	$(BIN)/python -m benchmarks.examples

runtime-benchmark: runtime
	$(BIN)/python -m benchmarks.runtime --rounds $(ROUNDS) $(ONLY)

search-benchmark: $(STAMP)
	$(BIN)/python -m benchmarks.search $(if $(MISSED),--missed) $(ONLY)

figures: $(STAMP)
	$(TRY_RUNTIME)
	$(BIN)/python -m benchmarks.website $(ONLY) $(ARGS)

picture: $(STAMP)
	$(BIN)/python -m benchmarks.picture

check: check-web
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: format-web
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Biome checks scripts and style sheets, and TypeScript the types in the scripts' comments. Both find Node on the PATH.
NPM_TOOLS := .cache/npm
NPM_RUN = PATH="$(abspath $(BIN)):$$PATH" $(NPM_TOOLS)/node_modules/.bin/
BIOME = $(NPM_RUN)biome

check-web: $(NPM_TOOLS)/.installed
	$(BIOME) ci --error-on-warnings
	$(NPM_RUN)tsc --project tsconfig.json
	$(NPM_RUN)tsc --project tsconfig.worker.json
	$(NPM_RUN)tsc --project tsconfig.node.json

format-web: $(NPM_TOOLS)/.installed
	$(BIOME) check --write

$(NPM_TOOLS)/.installed: requirements/npm/package.json requirements/npm/package-lock.json $(STAMP)
	@mkdir -p $(@D)
	@cp requirements/npm/*.json $(@D)
	@cd $(@D) && PATH="$(abspath $(BIN)):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

lock: $(STAMP)
	$(BIN)/python -m pip install --quiet uv
	for version in 2.1 2.0; do \
		$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-emit-find-links --no-header \
			requirements/sqlalchemy-$$version.in --output-file requirements/sqlalchemy-$$version.txt || exit 1; \
	done

clean:
	rm -rf .venv .venv-* .runtime site
