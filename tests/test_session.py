"""What holds for every test run, shown to small runs of its own."""

PLUGIN = "tests.session"
# Starts a process that outlives the one that started it.
LEAVES = """
    import subprocess, sys

    def test_something():
        start = "import subprocess; subprocess.Popen(['python3', '-c', 'import time; time.sleep(60)'])"
        subprocess.run([sys.executable, "-c", start], check=True)
"""


def test_a_process_that_is_left_behind_fails_the_run(pytester, monkeypatch):
    monkeypatch.setattr("tests.session.PATIENCE", 0.5)
    pytester.makepyfile(LEAVES)
    done = pytester.runpytest_inprocess("-p", PLUGIN)
    assert done.ret == 1
    done.assert_outcomes(passed=1, errors=1)
    done.stdout.re_match_lines(
        [r".*still running when the tests had ended, now killed:", r"  \d+: .*time\.sleep\(60\)"]
    )


def test_what_ends_in_time_is_no_failure(pytester):
    pytester.makepyfile(LEAVES.replace("sleep(60)", "sleep(0.5)"))
    done = pytester.runpytest_inprocess("-p", PLUGIN)
    assert done.ret == 0
    done.assert_outcomes(passed=1)


def test_markers_are_given_by_what_a_test_uses(pytester):
    pytester.makepyfile(
        """
        import pytest

        @pytest.fixture
        def chromium():
            pass

        @pytest.fixture
        def open_page(chromium):
            pass

        def test_in_a_browser(open_page):
            pass

        def test_without():
            pass
        """
    )
    for expression, name in (("browser", "test_in_a_browser"), ("not browser", "test_without")):
        done = pytester.runpytest_inprocess("-v", "-p", PLUGIN, "-m", expression)
        done.assert_outcomes(passed=1, deselected=1)
        done.stdout.fnmatch_lines(f"*::{name} PASSED*")
