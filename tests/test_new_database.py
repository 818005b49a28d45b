"""A database is an entry of the table; what else it needs is named in one diagnostic, not once for each example."""

import re
import shutil

from livedocs import ROOT
from tests.support.processes import NO_SERVERS, build, run
from tests.support.small_site import plant

LAST = "\n)\n\nDATABASES: dict[str, Database]"
ENTRY = """
    Database(
        name="fakedb",
        title="FakeDB",
        driver="fakedb",
        packages=("fakedb",),
        drivername="fakedb+driver",
        async_drivername="fakedb+aiodriver",
        list_tables="SELECT 1",
        url_variable="FAKEDB_URL",
        default_url="fakedb+driver://127.0.0.1:1/",
        url_schemes=("fakedb",),
    ),"""


def test_what_a_new_database_lacks_is_said_once(small_site, tmp_path):
    site = shutil.copytree(small_site, tmp_path / "site")
    for path in ("compose.yaml", ".github/workflows/check.yml"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, site / path)
    plant(site, "livedocs/databases.py", LAST, ENTRY + LAST)
    status, output = build(tmp_path / "out", cwd=site, **NO_SERVERS)
    assert status != 0
    assert output.count("FakeDB lacks") == 1 and "found 1 problem(s)" in output, output
    for part in (
        r"livedocs/databases\.py:\d+: FakeDB lacks its driver fakedb: add .* to requirements/common\.in, .*; results of examples: run `make record SQLALCHEMY=all`; ",
        r"results of the matrices one-to-many, .*: run `make matrix SQLALCHEMY=all`; ",
        r"a service called fakedb in compose\.yaml; a service called fakedb in \.github/workflows/check\.yml\n",
    ):
        assert re.search(part, output), output
    assert "no result for fakedb" not in output and "Traceback" not in output


def test_a_run_without_its_driver_says_so_in_a_line(small_site, tmp_path):
    site = shutil.copytree(small_site, tmp_path / "site")
    plant(site, "livedocs/databases.py", LAST, ENTRY + LAST)
    status, output = run("-m", "pytest", "examples/deleting/default.py", cwd=site, **NO_SERVERS)
    assert "FakeDB needs the driver fakedb, which cannot be imported" in output, output
    assert "INTERNALERROR" not in output and "Traceback" not in output
