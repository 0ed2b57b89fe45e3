"""A private PostgreSQL for tests: a cluster in a temporary folder on a free port of the loopback, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.tools import postgresql

# The cluster lives for minutes and holds nothing: what guards data against a power cut only costs time here.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=127.0.0.1")


@contextmanager
def server(begin: Path | None = None, keep: Path | None = None) -> Iterator[str]:
    """Start a cluster and give the address of its database, postgresql://taizhang@127.0.0.1:PORT/taizhang.

    It is empty, or as another was that was kept in the folder `begin`; in the end it is kept in the folder `keep`.
    PostgreSQL refuses to run as root; there it runs as the user `postgres` that its package makes.
    """
    programs = postgresql()
    assert programs, "mark the test with needs('postgresql')"
    owner = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    folder = Path(tempfile.mkdtemp(prefix="taizhang-postgres-"))
    data, port = folder / "data", str(free_port())
    settings = (*SETTINGS, f"port={port}", f"unix_socket_directories={folder}")
    options = " ".join(f"-c {setting}" for setting in settings)
    try:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        if begin:
            copy(begin / "data", data)
        else:
            run(owner, folder, programs / "initdb", "-D", data, "-U", "taizhang", "-A", "trust", "-E", "UTF8", "-N")
        run(owner, folder, programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
        try:
            if not begin:
                run(owner, folder, programs / "createdb", "-h", "127.0.0.1", "-p", port, "-U", "taizhang", "taizhang")
            yield f"postgresql://taizhang@127.0.0.1:{port}/taizhang"
        finally:
            mode = "fast" if keep else "immediate"
            run(owner, folder, programs / "pg_ctl", "-D", data, "-m", mode, "stop")
        if keep:
            copy(data, keep / "data")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copy(data: Path, to: Path) -> None:
    """Copy a cluster that is stopped; its owner stays who it is."""
    subprocess.run(["cp", "-a", data, to], check=True)


def free_port() -> int:
    """Give a port of the loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def run(owner: pwd.struct_passwd, folder: Path, *command: str | Path) -> None:
    """Run one of PostgreSQL's programs as `owner`; its words are shown when it fails."""
    user = owner.pw_uid if os.geteuid() == 0 else None
    group = owner.pw_gid if os.geteuid() == 0 else None
    with (folder / "output").open("w+") as words:  # a pipe would be held open by the server that pg_ctl leaves behind
        done = subprocess.run(command, cwd=folder, stdout=words, stderr=words, check=False, user=user, group=group)
        words.seek(0)
        assert done.returncode == 0, words.read()
