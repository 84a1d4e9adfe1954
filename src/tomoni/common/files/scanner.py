"""Looking for viruses with ClamAV, where the machine has it.

clamd listens on a socket of the machine (setting CLAMAV: a path, or host:port). The bytes are handed over in pieces
with their length in front (its INSTREAM command), so that clamd needs no right to read our folder.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

PIECE = 64 * 1024
PATIENCE = 60.0  # seconds


class ScannerFailed(Exception):
    """The scanner did not give an answer; the file stays unchecked and is tried again."""


class Scanner:
    def __init__(self, address: str) -> None:
        self.address = address

    def look_at(self, path: Path) -> str:
        """The name of what was found; empty for a clean file."""
        try:
            with self._line() as line, path.open("rb") as file:
                line.sendall(b"zINSTREAM\0")
                while piece := file.read(PIECE):
                    line.sendall(len(piece).to_bytes(4) + piece)
                line.sendall(bytes(4))
                answer = b"".join(iter(lambda: line.recv(4096), b"")).rstrip(b"\0").decode(errors="replace")
        except OSError as trouble:
            raise ScannerFailed(str(trouble)) from trouble
        return self._understood(answer)

    @staticmethod
    def _understood(answer: str) -> str:
        words = answer.removeprefix("stream: ")
        if words == "OK":
            return ""
        if words.endswith(" FOUND"):
            return words.removesuffix(" FOUND")
        raise ScannerFailed(answer)

    @contextmanager
    def _line(self) -> Iterator[socket.socket]:
        host, colon, port = self.address.rpartition(":")
        if colon and not self.address.startswith("/"):
            line = socket.create_connection((host, int(port)), timeout=PATIENCE)
        else:
            line = socket.socket(socket.AF_UNIX)
            line.settimeout(PATIENCE)
            line.connect(self.address)
        with line:
            yield line


def scanner() -> Scanner | None:
    """The scanner of this machine, or None when it has none."""
    address = settings.CLAMAV
    if not address or (address.startswith("/") and not Path(address).exists()):
        return None
    return Scanner(address)
