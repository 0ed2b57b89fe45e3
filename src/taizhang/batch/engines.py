"""Where documents are looked at: in processes of this machine, or on a cluster that already runs."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Collection
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

import msgspec

from taizhang import __version__
from taizhang.ledger import Bilingual

from .items import Item
from .work import Job, Outcome, look

Ticket = TypeVar("Ticket")

CLUSTERS = {"dask": "distributed", "ray": "ray"}
"""The kinds of cluster, and the package of each.  The optional extra has the kind's name."""

MAX_WAIT = 30
"""Seconds that a cluster has to answer when it is first called; some clients start a server for it."""

_KNOCK = 5


class Engine(Protocol[Ticket]):
    """Workers that look at documents, each document for a ticket; a context manager."""

    room: int
    """How many documents should be under way at once: enough for all workers, few enough for the memory."""

    def send(self, item: Item, job: Job) -> Ticket:
        """Have a worker look at a document."""
        ...

    def first(self, tickets: Collection[Ticket]) -> Ticket:
        """Wait until one of them is done; the ticket of that one."""
        ...

    def fetch(self, ticket: Ticket) -> Outcome | None:
        """What became of the document of a ticket that is done; None when its worker died."""
        ...

    def __enter__(self) -> Engine[Ticket]: ...

    def __exit__(self, *_: object) -> None: ...


class EngineError(Exception):
    """The cluster can't be used; `words` says why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.words = Bilingual(zh, en)


def cluster(kind: str, address: str) -> Engine[object]:
    """The engine of a cluster of that kind (a key of CLUSTERS) at its address.

    Raises EngineError when the extra isn't installed, nothing answers at the address, or the cluster can't work.
    """
    if not _installed(CLUSTERS[kind]):
        raise EngineError(
            f"没有安装 {kind}，请先执行 pip install 'taizhang[{kind}]'",
            f"{kind} is not installed; run pip install 'taizhang[{kind}]' first",
        )
    _knock(address)
    connect: Callable[[str], Engine[object]] = import_module(f".{kind}", __package__).connect
    return _in_time(connect, address)


def _in_time(connect: Callable[[str], Engine[object]], address: str) -> Engine[object]:
    """What `connect` gives.  At a door that isn't a cluster's the clients hang, so it is left behind in time."""
    done: queue.SimpleQueue[Engine[object] | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            done.put(connect(address))
        except Exception as error:  # what a client raises at a strange door is without number
            done.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        found = done.get(timeout=MAX_WAIT)
    except queue.Empty:
        found = TimeoutError(f"{MAX_WAIT} s")
    if isinstance(found, EngineError):
        raise found
    if isinstance(found, Exception):
        raise _no_answer(address, found) from found
    return found


def _installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ValueError:  # barred from being imported
        return False


def _knock(address: str) -> None:
    """Raise EngineError unless something listens there; the clients themselves wait for minutes."""
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        if not parts.hostname or not parts.port:
            raise ValueError
    except ValueError:
        raise EngineError(
            f"集群地址应写作“主机:端口”，如 10.0.0.8:8786；现为 {address}",
            f"a cluster's address is HOST:PORT, such as 10.0.0.8:8786; this is {address}",
        ) from None
    try:
        socket.create_connection((parts.hostname, parts.port), _KNOCK).close()
    except OSError as error:
        raise _no_answer(address, error) from error


def _no_answer(address: str, error: Exception) -> EngineError:
    """What to say of an address at which no such cluster answers."""
    cause = " ".join(str(error).split())[:200] or type(error).__name__
    return EngineError(
        f"集群 {address} 没有应答，请核对地址，并确认集群已启动（{cause}）",
        f"no cluster answers at {address}; check the address and that the cluster runs ({cause})",
    )


class _Parcel(msgspec.Struct, frozen=True):
    """What travels to a worker: a document with its bytes, and the job."""

    item: Item
    job: Job


_outcome = msgspec.msgpack.Decoder(Outcome)


def packed(item: Item, job: Job) -> bytes:
    """A document and a job as bytes, for `look_at_packed`."""
    return msgspec.msgpack.encode(_Parcel(item.carried(), job))


def unpacked(answer: bytes) -> Outcome:
    """The outcome in the bytes that `look_at_packed` gave."""
    return _outcome.decode(answer)


def look_at_packed(parcel: bytes) -> bytes:
    """`look`, as a cluster's worker is called: bytes in, bytes out, whatever else the two sides have installed."""
    sent = msgspec.msgpack.decode(parcel, type=_Parcel)
    return msgspec.msgpack.encode(look(sent.item, sent.job))


def version() -> str:
    """The version of the program; asked of a cluster before work is sent."""
    return __version__


def same_version(ask: Callable[[], str]) -> None:
    """Raise EngineError unless a worker has this very version of the program."""
    try:
        theirs = ask()
    except Exception as error:  # without the program a worker fails as its cluster pleases
        raise EngineError(
            f"集群的工作节点上没有安装 taizhang {__version__}（{type(error).__name__}）",
            f"the cluster's workers have no taizhang {__version__} installed ({type(error).__name__})",
        ) from error
    if theirs != __version__:
        raise EngineError(
            f"集群的工作节点上是 taizhang {theirs}，本机是 {__version__}，请装同一版本",
            f"the cluster's workers have taizhang {theirs}, this machine has {__version__}; install the same",
        )
