"""The same work sent to a Dask and to a Ray cluster that run on this machine; what is said where none can be had."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from taizhang.batch import Item, Job, look
from taizhang.batch.engines import EngineError, cluster, look_at_packed, packed, same_version, unpacked
from tests.tools import environment

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))

# Each starts a cluster of two workers, prints its address, and ends when its input does.
DASK = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""
RAY = """
import sys
import ray
ray.init(num_cpus=2, include_dashboard=False, object_store_memory=80_000_000, _temp_dir=sys.argv[1])
print(ray.get_runtime_context().gcs_address, flush=True)
sys.stdin.read()
ray.shutdown()
"""


@pytest.fixture(scope="module", params=["dask", "ray"])
def running(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """A cluster on this machine: its kind and address."""
    with tempfile.TemporaryDirectory(prefix="tz-", ignore_cleanup_errors=True) as folder:
        program = Path(folder, "cluster.py")
        program.write_text(DASK if request.param == "dask" else RAY)
        started = subprocess.Popen(
            [sys.executable, str(program), folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=environment(RAY_AUTH_MODE="disabled", RAY_USAGE_STATS_ENABLED="0"),
        )
        with started:
            assert started.stdin
            assert started.stdout
            yield request.param, started.stdout.readline().strip()
            started.stdin.close()


def taizhang(*arguments: str) -> subprocess.CompletedProcess[str]:
    return python("-m", "taizhang.cli", *arguments)


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment(COLUMNS="120", RAY_AUTH_MODE="disabled"),
        timeout=120,
        check=False,
    )


def test_a_cluster_gives_what_this_machine_gives(running: tuple[str, str], tmp_path: Path) -> None:
    for sample in SAMPLES:
        (tmp_path / sample.name).write_bytes(sample.read_bytes())
    (tmp_path / "空.txt").write_bytes(b"")
    here = taizhang("check", str(tmp_path), "--json")
    there = taizhang("check", str(tmp_path), "--json", "--engine", *running)
    assert len(there.stdout.splitlines()) == len(SAMPLES) + 1
    assert (there.stdout, there.returncode) == (here.stdout, here.returncode)


# Kills one of the two workers after the first outcome, and prints how many documents were read all the same.
KILLED = """
import os, signal, sys
from distributed import LocalCluster
from taizhang.batch import gather, look_at_all
from taizhang.batch.engines import cluster
if __name__ == "__main__":
    items = list(gather(sys.argv[1:])) * 3
    read = {}
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as local:
        with cluster("dask", local.scheduler_address) as engine:
            for index, outcome in look_at_all(items, engine):
                if not read:
                    os.kill(local.workers[0].pid, signal.SIGKILL)
                read[index] = outcome.error is None
    print(len(read), all(read.values()))
"""


def test_a_worker_that_is_killed_costs_no_document(tmp_path: Path) -> None:
    program = tmp_path / "killed.py"
    program.write_text(KILLED)
    done = python(str(program), *map(str, SAMPLES))
    assert done.stdout.split() == [str(3 * len(SAMPLES)), "True"]


def test_what_travels_is_bytes_that_hold_the_file_itself() -> None:
    item, job = Item(SAMPLES[0].name, str(SAMPLES[0])), Job(check=True, make="rows")
    parcel = packed(item, job)
    assert SAMPLES[0].read_bytes() in parcel
    assert str(SAMPLES[0]).encode() not in parcel
    assert unpacked(look_at_packed(parcel)) == look(item, job)


def test_a_file_that_is_gone_is_told_as_such() -> None:
    outcome = unpacked(look_at_packed(packed(Item("无.txt", "no/such/file.txt"), Job())))
    assert outcome.name == "无.txt"
    assert outcome.error


@pytest.mark.parametrize("kind", ["dask", "ray"])
def test_an_address_where_nobody_answers_is_told_at_once(kind: str) -> None:
    done = taizhang("check", str(SAMPLES[0]), "--engine", kind, "127.0.0.1:1")
    assert done.returncode == 2
    assert "127.0.0.1:1 没有应答" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("address", ["cluster", "host:port", "tcp://", "[::1"])
def test_an_address_without_a_port_is_told(address: str) -> None:
    with pytest.raises(EngineError) as caught:
        cluster("dask", address)
    assert "HOST:PORT" in caught.value.words.en


@pytest.mark.parametrize("kind", ["dask", "ray"])
def test_a_door_that_is_not_a_clusters_is_told(kind: str) -> None:
    impatient = "from taizhang.batch import engines; engines.MAX_WAIT = 2; from taizhang.cli import main; main()"
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = f"127.0.0.1:{door.getsockname()[1]}"
        done = python("-c", impatient, "check", str(SAMPLES[0]), "--engine", kind, address)
    assert done.returncode == 2
    assert f"{address} 没有应答" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("kind", "package"), [("dask", "distributed"), ("ray", "ray")])
def test_a_missing_extra_is_told_with_its_remedy(kind: str, package: str) -> None:
    without = f"import sys; sys.modules[{package!r}] = None; from taizhang.cli import main; main()"
    done = python("-c", without, "check", str(SAMPLES[0]), "--engine", kind, "127.0.0.1:1")
    assert done.returncode == 2
    assert f"pip install 'taizhang[{kind}]'" in done.stderr


def test_workers_without_the_program_or_with_another_version_are_told() -> None:
    with pytest.raises(EngineError, match=r"0\.0\.9"):
        same_version(lambda: "0.0.9")

    def missing() -> str:
        raise ModuleNotFoundError("taizhang")

    with pytest.raises(EngineError, match="没有安装"):
        same_version(missing)
