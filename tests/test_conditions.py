"""The tests are green in checkouts and environments that differ from the usual ones."""

import pytest

from tests.support.processes import NO_SERVERS, run

CHOSEN = ("docs/en/next.md", "examples/deleting/default.py")


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "tr_TR.UTF-8"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}],
    ids=["Turkish", "C"],
)
def test_another_locale(small_site, environment):
    status, output = run("-m", "pytest", *CHOSEN, cwd=small_site, **{**NO_SERVERS, **environment})
    assert status == 0, output


def test_a_checkout_without_a_place_for_pytests_cache(small_site):
    status, output = run(
        "-m", "pytest", "-o", "cache_dir=/dev/null/cache", *CHOSEN, cwd=small_site, **NO_SERVERS
    )
    assert status == 0, output


def test_a_random_order(small_site):
    order = ("--random-order", "--random-order-bucket=global")
    status, output = run("-m", "pytest", *order, "docs", "examples", cwd=small_site, **NO_SERVERS)
    assert status == 0, output
