"""Code that readers paste: what of their projects the page stands in for, and what it says of the rest."""

import pytest

from tests.test_runtime import Page, pytestmark  # noqa: F401 - the marks are of this file, too

MODELS = """
class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
"""
HEAD = "from sqlalchemy import create_engine\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column\n"
OWN_BASE = "class Base(DeclarativeBase):\n    pass\n"
USE = """
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Author(name="Mina"))
    session.commit()
    print(session.query(Author).one().name)
"""
FLASK = """
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/app"
db = SQLAlchemy()
db.init_app(app)

tags = db.Table("tags", db.Column("post_id", db.ForeignKey("blog_post.id")), db.Column("tag", db.String(20)))

class Author(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)
    posts = db.relationship("BlogPost", back_populates="author", lazy="dynamic")

class BlogPost(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    author_id = db.Column(db.ForeignKey("author.id"))
    author = db.relationship("Author", back_populates="posts")

@app.route("/")
def home():
    return Author.query.count()

with app.app_context():
    db.create_all()
    db.session.add(Author(name="Mina", posts=[BlogPost()]))
    db.session.commit()
    print(Author.query.one().name, BlogPost.__tablename__, home())
"""
PASTES = {
    "the project's base": (
        "from app.db.base import Base\n" + HEAD + MODELS + "engine = create_engine('sqlite://')" + USE,
        [("name", "app.db.base.Base")],
    ),
    "the project's base, engine and sessions": (
        HEAD
        + "from myapp.database import Base, SessionLocal, engine\nfrom myapp.mixins import TimestampMixin\n"
        + MODELS
        + "Base.metadata.create_all(engine)\nwith SessionLocal() as session:\n"
        "    session.add(Author(name='Mina'))\n    session.commit()\n    print(session.query(Author).one().name)\n",
        [
            ("name", "myapp.database.Base"),
            ("name", "myapp.database.SessionLocal"),
            ("name", "myapp.database.engine"),
            ("name", "myapp.mixins.TimestampMixin"),
        ],
    ),
    "the project's base in a module": (
        "import app.db\nimport app.models.mixins as mixins\n"
        + HEAD
        + MODELS.replace("(Base)", "(mixins.NameMixin, app.db.Base)")
        + "engine = create_engine('sqlite://')"
        + USE.replace("Base", "app.db.Base"),
        [("name", "app.db.Base"), ("name", "app.models.mixins.NameMixin")],
    ),
    "a URL of PostgreSQL": (
        HEAD
        + OWN_BASE
        + MODELS
        + "engine = create_engine('postgresql+psycopg2://app:x@db/app', pool_size=5, pool_pre_ping=True)"
        + USE,
        [("url", "postgresql+psycopg2")],
    ),
    "a URL of MySQL": (
        "import pymysql\n"
        + HEAD
        + OWN_BASE
        + MODELS
        + "engine = create_engine('mysql+pymysql://app:x@db/app?charset=utf8mb4', pool_recycle=3600)"
        + USE,
        [("module", "pymysql"), ("url", "mysql+pymysql")],
    ),
    "a URL of the environment": (
        "import os\nfrom dotenv import load_dotenv\nload_dotenv()\n"
        + HEAD
        + OWN_BASE
        + MODELS
        + "engine = create_engine(os.environ['DATABASE_URL'])"
        + USE,
        [("environment", "DATABASE_URL"), ("module", "dotenv")],
    ),
    "settings of the project": (
        "from app.core.config import settings\n"
        + HEAD
        + OWN_BASE
        + MODELS
        + "engine = create_engine(settings.SQLALCHEMY_DATABASE_URI)"
        + USE,
        [("name", "app.core.config.settings")],
    ),
    "Flask-SQLAlchemy": (FLASK, [("module", "flask"), ("module", "flask_sqlalchemy")]),
    "sqlalchemy-utils": (
        "from sqlalchemy_utils import EmailType, UUIDType\n"
        + HEAD
        + OWN_BASE
        + MODELS
        + "    email = mapped_column(EmailType)\nengine = create_engine('sqlite://')"
        + USE,
        [("module", "sqlalchemy_utils")],
    ),
    "a file of SQLite": (
        HEAD
        + OWN_BASE
        + MODELS
        + "engine = create_engine('sqlite:///./test.db', connect_args={'check_same_thread': False})"
        + USE,
        [],
    ),
}


@pytest.fixture(scope="module")
def runtime(request):
    context = request.getfixturevalue("chromium").new_context(locale="en-US")
    page = context.new_page()
    page.goto(request.getfixturevalue("address") + "/en/tested/")
    yield Page(page)
    context.close()


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.parametrize("paste", PASTES)
def test_a_paste_runs(runtime, paste, database):
    source, replaced = PASTES[paste]
    done = runtime.run(source, database=database)
    assert done["error"] is None, done["error"]
    expected = "Mina blog_post 1\n" if paste == "Flask-SQLAlchemy" else "Mina\n"
    assert done["output"] == expected
    assert {(entry["kind"], entry["what"]) for entry in done["replaced"]} == set(replaced)
    assert done["run"]["dialects"] == [database]


def test_an_async_url_is_led_to_the_database(runtime):
    source = (
        "import asyncio\nfrom sqlalchemy import text\nfrom sqlalchemy.ext.asyncio import create_async_engine\n\n"
        "engine = create_async_engine('postgresql+asyncpg://app:x@db/app', pool_size=2)\n\n"
        "async def main():\n    async with engine.begin() as connection:\n"
        "        print(await connection.scalar(text('SELECT 1')))\n\nasyncio.run(main())\n"
    )
    done = runtime.run(source)
    assert done["error"] is None and done["output"] == "1\n"
    assert done["replaced"] == [{"kind": "url", "what": "postgresql+asyncpg"}]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("from sqlmodel import Field, SQLModel\n", "sqlmodel"),
        ("from app.models import Author\n", "app.models"),
        ("import app.models\napp.models.Author\n", "app"),
        ("import nothing\n", "nothing"),
        ("import js\njs.document\n", "js"),
        ("from js import document\n", "js"),
        ("import pandas as pd\npd.read_sql('SELECT 1', None)\n", "pandas"),
    ],
)
def test_what_cannot_be_stood_in_for_is_named(runtime, source, name):
    error = runtime.run(source)["error"]
    assert (error["type"], error["message"]) == ("ModuleNotFoundError", f"No module named '{name}'")


def test_a_file_of_the_reader_goes_before(runtime):
    modules = {"app/models.py": "class Author:\n    name = 'Mina'\n", "app/__init__.py": ""}
    done = runtime.run("from app.models import Author\n\nprint(Author.name)\n", modules=modules)
    assert (done["error"], done["output"], done["replaced"]) == (None, "Mina\n", [])


def test_a_library_that_misses_a_module_still_fails(runtime):
    source = "try:\n    import sqlalchemy.nothing\nexcept ModuleNotFoundError as error:\n    print(error)\n"
    done = runtime.run(source)
    assert (done["output"], done["replaced"]) == ("No module named 'sqlalchemy.nothing'\n", [])
