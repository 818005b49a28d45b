"""What stands ready in the memory snapshot: everything that the site's examples import."""

import gc
import importlib
import linecache
import re
import sys
import types

STANDARD = (
    "ast asyncio collections contextlib copy dataclasses datetime decimal enum functools inspect io "
    "itertools json logging math operator pprint random sqlite3 string textwrap threading time traceback "
    "typing uuid warnings weakref"
)
OURS = (
    "page_runner sqlalchemy.ext.associationproxy sqlalchemy.ext.hybrid sqlalchemy.ext.mutable "
    "sqlalchemy.ext.orderinglist"
)

# What captures a run also knows other databases. Their dialects are large and stay in the archive until a
# script needs them: see `page_runner.NEEDED_FIRST`.
others = ["sqlalchemy.dialects.mysql", "sqlalchemy.dialects.postgresql"]
sys.modules.update((name, types.ModuleType(name)) for name in others)
for name in f"{STANDARD} {OURS}".split():
    importlib.import_module(name)

for name in others:
    del sys.modules[name]
    vars(sys.modules["sqlalchemy.dialects"]).pop(name.rpartition(".")[2], None)
del others, name

sys._clear_internal_caches()
re.purge()
linecache.clearcache()
gc.collect()
