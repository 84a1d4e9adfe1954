"""A pytest plugin: whatever runs under test may talk to this machine only.

No request path of Tomoni calls out to another host. A view, a template or a task that tries fails its test here.
"""

import ipaddress
import socket
from typing import Any

import pytest

_connect, _connect_ex, _look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo
HERE = {"localhost", "", None}


def _is_here(host: Any) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if host in HERE:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return bool(host == socket.gethostname())


def _refuse(host: Any) -> None:
    raise PermissionError(f"A test tried to reach {host}: no path of Tomoni calls out to another host.")


def _guarded(original: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
            _refuse(address[0])
        return original(self, address)

    return connect


def _guarded_look_up(host: Any, *more: Any, **named: Any) -> Any:
    if not _is_here(host):
        _refuse(host)
    return _look_up(host, *more, **named)


def pytest_configure(config: pytest.Config) -> None:
    socket.socket.connect = _guarded(_connect)  # type: ignore[method-assign]
    socket.socket.connect_ex = _guarded(_connect_ex)  # type: ignore[method-assign]
    socket.getaddrinfo = _guarded_look_up
