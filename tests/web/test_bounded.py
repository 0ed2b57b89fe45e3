"""Functions run in a process of their own: what they give comes back, what they break stays there."""

import os
import signal
import sys
import time
from collections.abc import Iterator

import pytest

from taizhang.reading import ReadError, read
from taizhang.web.bounded import Bounded
from tests.web.sample import FIRST


@pytest.fixture(scope="module")
def child() -> Iterator[Bounded]:
    made = Bounded(seconds=1, megabytes=2048)
    yield made
    made.stop()


def refusal(child: Bounded, function: object, *args: object) -> str:
    assert callable(function)
    with pytest.raises(ReadError) as caught:
        child.run(function, *args)
    assert caught.value.what.en
    return caught.value.what.zh


def test_what_a_function_gives_comes_back_from_one_lasting_process(child: Bounded) -> None:
    first = child.run(os.getpid)
    assert first != os.getpid()
    assert len(child.run(read, FIRST).ledger.tasks) == 4
    assert child.run(os.getpid) == first


def test_a_reader_s_own_refusal_comes_back_whole(child: Bounded) -> None:
    assert refusal(child, read, "各位同事：会议改到周五。") == "没有找到台账表格"


def test_what_takes_too_long_is_ended_and_the_next_call_works(child: Bounded) -> None:
    assert refusal(child, time.sleep, 60) == "读取超过1秒，已停止"
    assert child.run(abs, -3) == 3


def test_a_process_that_dies_is_told_and_the_next_call_works(child: Bounded) -> None:
    assert "进程中断" in refusal(child, sys.exit, 3)
    assert child.run(abs, -3) == 3


def test_memory_has_a_limit(child: Bounded) -> None:
    assert "内存不足" in refusal(child, bytes, 3_000_000_000)


def test_an_error_of_ours_is_named(child: Bounded, capfd: pytest.CaptureFixture[str]) -> None:
    assert refusal(child, int, "x") == "程序内部错误（ValueError）"


def test_a_process_killed_between_calls_is_begun_anew(child: Bounded) -> None:
    os.kill(child.run(os.getpid), signal.SIGKILL)
    time.sleep(0.2)
    assert child.run(abs, -3) == 3


def test_signs_of_life_are_given_while_a_function_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taizhang.web.bounded.BEAT", 0.05)
    beats: list[int] = []
    patient = Bounded(seconds=30, megabytes=2048)
    try:
        patient.watched(lambda: beats.append(1))(time.sleep, 0.3)
    finally:
        patient.stop()
    assert beats
