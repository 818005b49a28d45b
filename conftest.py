"""Lets `pytest <page>` and `pytest <example>` find the harness from any directory of the repository."""

pytest_plugins = ["tests.harness", "tests.session", "pytester"]
