"""Posting JSON to a robot's address: known hosts by HTTPS on public addresses alone, or hosts that the operator named.

The name is looked up once and that address is connected to, so that it cannot become another one in between; nobody
is followed elsewhere, and no more of an answer is read than is needed.
"""

from __future__ import annotations

import ipaddress
import json
import socket
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ssl import create_default_context
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

KNOWN_HOSTS = frozenset({"qyapi.weixin.qq.com", "oapi.dingtalk.com", "open.feishu.cn", "open.larksuite.com"})
SECONDS = 10
LONGEST = 65_536


class NotPosted(Exception):  # noqa: N818 -- it is an answer, not an error
    """Nothing arrived, or nobody says that it did; the words are for the log and hold no key."""


def allowed(address: str) -> bool:
    """Whether anything may be posted there: HTTPS to a known host, or a host (with its port) the operator named."""
    parts = urlsplit(address)
    if parts.username or parts.password or not parts.hostname:
        return False
    if _is_named(parts.hostname, _port(address)):
        return parts.scheme in ("http", "https")
    return parts.scheme == "https" and parts.hostname in KNOWN_HOSTS and _port(address) == 443


def host_of(address: str) -> str:
    """The part of an address that may be shown."""
    return urlsplit(address).netloc


def post(address: str, content: dict[str, Any]) -> dict[str, Any]:
    """The answer to JSON posted there; NotPosted."""
    if not allowed(address):
        raise NotPosted("host")
    parts = urlsplit(address)
    host, port = parts.hostname or "", _port(address)
    body = json.dumps(content, ensure_ascii=False).encode()
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    headers = {"Content-Type": "application/json; charset=utf-8", "Host": parts.netloc}
    connection = _connection(parts.scheme, host, port)
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        told = answer.read(LONGEST)
    except (OSError, HTTPException) as error:
        raise NotPosted(type(error).__name__) from error
    finally:
        connection.close()
    if answer.status != 200:
        raise NotPosted(f"HTTP {answer.status}")
    try:
        found = json.loads(told)
    except ValueError as error:
        raise NotPosted("JSON") from error
    return found if isinstance(found, dict) else {}


def _port(address: str) -> int:
    parts = urlsplit(address)
    try:
        return parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return 0


def _is_named(host: str, port: int) -> bool:
    return host in settings.WEBHOOK_HOSTS or f"{host}:{port}" in settings.WEBHOOK_HOSTS


def _connection(scheme: str, host: str, port: int) -> HTTPConnection:
    target = _looked_up(host, port)
    if scheme == "https":
        return _Pinned(target, host, port)
    return HTTPConnection(target, port, timeout=SECONDS)


def _looked_up(host: str, port: int) -> str:
    """The first address of the host; NotPosted where one of them is no public one, unless the host was named."""
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError as error:
        raise NotPosted("DNS") from error
    if not _is_named(host, port) and not all(ipaddress.ip_address(one.split("%")[0]).is_global for one in found):
        raise NotPosted("address")
    return found[0]


class _Pinned(HTTPSConnection):
    """HTTPS to an address, with the certificate of the host's name."""

    def __init__(self, target: str, host: str, port: int) -> None:
        super().__init__(host, port, timeout=SECONDS, context=create_default_context())
        self._target = target

    def connect(self) -> None:
        """To the address that was looked up."""
        raw = socket.create_connection((self._target, self.port), self.timeout)
        self.sock = create_default_context().wrap_socket(raw, server_hostname=self.host)
