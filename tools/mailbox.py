"""The mail server of a demo: takes every mail on a loopback port and keeps it as a file, sends nothing on."""

import signal
import sys
import threading
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

KEPT = 200  # the newest mails that stay


class Keeper:
    """Writes each mail to FOLDER, named by the time of arrival."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        whole = self.folder / f"{time.time_ns()}.eml"
        part = whole.with_suffix(".part")
        part.write_bytes(envelope.original_content or b"")
        part.rename(whole)
        for old in sorted(self.folder.glob("*.eml"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return "250 OK"


def main(port: int, folder: Path) -> None:
    stopped = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopped.set())
    controller = Controller(Keeper(folder), hostname="127.0.0.1", port=port)
    controller.start()
    stopped.wait()
    controller.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
