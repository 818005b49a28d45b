"""The pytest plugin that executes pages and examples.

* ``pytest examples/deleting/default.py`` runs the script on each database and compares the result with the
  recorded one.
* ``pytest docs/en/deleting/parent-deleted.md`` checks the page in one item: that each of its blocks is what a
  run gives, and that the page's HTML shows these blocks and no others. Commands and code written in the page
  itself are items of their own.

A block that no checker knows fails. A run of all pages also builds the site, and fails if a page is missing
anywhere: in the navigation, among the collected or executed pages, or on the site. Without a database server,
what needs it is not checked, with one line in the summary that says why; where the environment has CI set it
fails.
"""

pytest_plugins = ["tests.harness.plugin"]
