"""The SQLAlchemy versions that every example is recorded with. Supporting another one begins here."""

import sqlalchemy

VERSIONS = ("2.1", "2.0")  # newest first
MAIN_VERSION = VERSIONS[0]  # the pages show its results,
OLDER_VERSIONS = VERSIONS[1:]  # and those of each other one where they differ

INSTALLED_VERSION = ".".join(sqlalchemy.__version__.split(".")[:2])  # in this environment
