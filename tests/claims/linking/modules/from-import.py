# at: linking/modules#modules
# en: If both files import the other's class with `from … import`, Python stops with an `ImportError`.
# ko: 두 파일이 `from … import`로 서로의 클래스를 임포트하면 파이썬이 `ImportError`로 멈춥니다.
# at: linking/modules#future-annotations
# en: If both do so with `from … import`, Python stops: at least one of the two has to be under `TYPE_CHECKING`.
# ko: 양쪽에서 `from … import`를 쓰면 파이썬이 멈추므로, 둘 중 적어도 하나는 `TYPE_CHECKING` 아래에 있어야 합니다.
# databases: sqlite
# vary: author_imports = "from", "module", "checking"
# vary: book_imports = "from", "module", "checking"
# vary: first = "author", "book"
# vary: future = True, False
import importlib
import sys
import tempfile
from pathlib import Path

from sqlalchemy.orm import configure_mappers

author_imports = "from"
book_imports = "from"
first = "author"
future = True
FILES = {"author": ("Author", "book", "Book"), "book": ("Book", "author", "Author")}

folder = Path(tempfile.mkdtemp())
(folder / "base.py").write_text(
    "from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n"
)
for name, (class_, other, other_class) in FILES.items():
    how = author_imports if name == "author" else book_imports
    imports = {
        "from": f"from {other} import {other_class}\n",
        "module": f"import {other}\n",
        "checking": f"if TYPE_CHECKING:\n    from {other} import {other_class}\n",
    }
    given = f"{other}.{other_class}" if how == "module" else other_class
    inner = f'list["{given}"]' if name == "author" else f'"{given}"'
    if future:
        inner = inner.replace('"', "")
    key = "" if name == "author" else '    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))\n'
    (folder / f"{name}.py").write_text(
        ("from __future__ import annotations\n" if future else "")
        + "from typing import TYPE_CHECKING\nfrom sqlalchemy import ForeignKey\n"
        + "from sqlalchemy.orm import Mapped, mapped_column, relationship\nfrom base import Base\n"
        + imports[how]
        + f'\n\nclass {class_}(Base):\n    __tablename__ = "{name}s"\n'
        + f"    id: Mapped[int] = mapped_column(primary_key=True)\n{key}"
        + f'    {other}: Mapped[{inner}] = relationship(back_populates="{name}")\n'
    )

sys.path.insert(0, str(folder))
stopped = None
try:
    importlib.import_module(first)
    importlib.import_module("book" if first == "author" else "author")
except ImportError as error:
    stopped = str(error)

imports = {"author": author_imports, "book": book_imports}
second = "book" if first == "author" else "author"
if "checking" in imports.values():
    assert stopped is None
    configure_mappers()
elif imports[second] == "from":  # what comes first is not complete yet
    assert stopped and "partially initialized module" in stopped
else:
    assert stopped is None
    configure_mappers()
