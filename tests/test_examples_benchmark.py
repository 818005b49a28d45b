"""What the benchmark of the examples samples, and when it stops. The times themselves are not tested."""

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.examples import in_turn, lines, sample, sample_line, topic, write_scripts
from benchmarks.timing import Duration, timed
from livedocs.content import examples
from livedocs.content.examples import Example


def example(name):
    return Example(Path(f"/root/{name}.py"), "", [])


MANY = [example(f"{name}/{number}") for name, count in (("big", 40), ("small", 2)) for number in range(count)]


def test_the_sample_has_the_same_share_of_each_topic_and_one_at_least():
    chosen = sample(MANY, 0.1, seed=1)
    assert [topic(example) for example in chosen] == ["big"] * 4 + ["small"]
    assert sample_line(chosen, MANY, 1) == "sampled 5 of 42 examples, from each of 2 topics, seed 1"


def test_the_seed_decides_which_are_sampled():
    assert sample(MANY, 0.1, seed=1) == sample(MANY[::-1], 0.1, seed=1)
    assert len({tuple(e.name for e in sample(MANY, 0.1, seed)) for seed in range(20)}) > 10


def test_every_topic_of_the_site_is_sampled():
    every = examples.all_examples()
    assert {topic(example) for example in sample(every, 0.01, 1)} == {topic(example) for example in every}


def test_every_other_round_goes_backwards():
    order = []
    taken = in_turn({name: lambda name=name: order.append(name) for name in "ab"}, rounds=3, limit=60)
    assert "".join(order) == "abbaab" and {name: len(of) for name, of in taken.items()} == {"a": 3, "b": 3}


def test_no_round_begins_that_would_end_after_the_limit(capsys):
    taken = in_turn({"a": lambda: time.sleep(0.2)}, rounds=9, limit=0.5)
    assert len(taken["a"]) == 2 and "no round 3: it would end after 0.5 s" in capsys.readouterr().err
    assert len(in_turn({"a": lambda: time.sleep(0.02)}, rounds=3, limit=0.01)["a"]) == 1


def test_a_ratio_compares_the_same_round_and_the_same_number_of_runs():
    reference = [Duration(10, 8), Duration(20, 8)]
    taken = {
        "a process for each": reference,
        "as tested": [Duration(1, 2), Duration(4, 2)],
        "more": reference,
    }
    _, one, tested, more = lines(taken, {"a process for each": 10, "as tested": 10, "more": 30})
    assert tested.split()[-4:] == ["0.15", "(0.10–0.20)", "0.25", "(0.25–0.25)"]
    assert one.endswith("–") and more.endswith("–")


def test_processor_time_is_that_of_the_processes_started():
    def busy():
        subprocess.run(
            [sys.executable, "-c", "while __import__('time').process_time() < 0.3: pass"], check=True
        )

    assert timed(busy).processor >= 0.3
    assert timed(lambda: sum(range(3_000_000))).processor < 0.05


def test_scripts_are_written_with_their_modules(tmp_path):
    with_modules = next(example for example in examples.all_examples() if example.modules)
    (script,) = write_scripts([with_modules], tmp_path)
    assert script.read_text("utf-8") == with_modules.source and "--8<--" not in with_modules.source
    for name in with_modules.modules:
        assert (script.parent / name).read_text("utf-8") == with_modules.code(name)
