"""Whose address a request bears when it came through proxies of the place; nobody's word but theirs is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def true_address(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """REMOTE_ADDR is the visitor's, for locks, the log and the list of devices alike (setting TAIZHANG_PROXIES)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.PROXIES:
            said = request.META.get("HTTP_X_FORWARDED_FOR", "")
            request.META["REMOTE_ADDR"] = visitor(request.META.get("REMOTE_ADDR", ""), said, settings.PROXIES)
        return get_response(request)

    return middleware


def visitor(peer: str, said: str, proxies: Iterable[Network]) -> str:
    """The address that the nearest of `proxies` was asked from; `peer` itself where it is none of them.

    `said` is X-Forwarded-For, to which each proxy adds at its end whom it was asked by: it is read from there, and no
    further than an address that is no proxy of ours, for what stands before that anybody may have written.
    """
    trusted = tuple(proxies)
    found = peer
    for part in reversed(said.split(",")):
        if not _is_of(_read(found), trusted):
            break
        told = _read(part)
        if told is None:
            break
        found = str(told)
    return found


def _is_of(address: Address | None, networks: Iterable[Network]) -> bool:
    return address is not None and any(address in network for network in networks)


def _read(text: str) -> Address | None:
    """An address, as some proxies write it with a port (1.2.3.4:80, [::1]:80) or as IPv4 within IPv6."""
    bare = text.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
