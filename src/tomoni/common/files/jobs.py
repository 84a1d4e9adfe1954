"""What the clockwork does for files: checks what is still unchecked, sweeps away bytes that nothing speaks of."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from tomoni.base.jobs import hourly, nightly

from .actions import erase
from .checking import check
from .models import StoredFile
from .scanner import ScannerFailed, scanner
from .storing import kept_folder

A_DAY = dt.timedelta(days=1)
AT_A_TIME = 500


@hourly
def check_what_is_unchecked(now: dt.datetime) -> int:
    """Files that came while the scanner was away, or before there was one; the newest first."""
    at_hand = scanner()
    if at_hand is None:
        return 0
    checked = 0
    unchecked = StoredFile.objects.there().filter(finding=StoredFile.Finding.UNCHECKED)
    for file in unchecked.order_by("-kept_at")[:AT_A_TIME]:
        try:
            check(file, at_hand)
        except ScannerFailed:
            return checked
        checked += 1
    return checked


@nightly
def erase_what_is_over(now: dt.datetime) -> int:
    """Files that were to be kept until a day that has passed: bytes and name go, the row says when and why."""
    today = timezone.localdate(now)
    over = list(StoredFile.objects.there().filter(keep_until__lt=today)[:AT_A_TIME])
    for file in over:
        erase(file, who=None, why=f"保存期限 {file.keep_until} が過ぎた")
    return len(over)


@nightly
def sweep(now: dt.datetime) -> int:
    """Bytes a day old whose row never came (the form was not sent, the machine fell over), or has been erased."""
    old = [path for path in _files() if path.stat().st_mtime < (now - A_DAY).timestamp()]
    known = set(StoredFile.objects.there().values_list("token", flat=True)) if old else set()
    lost = [path for path in old if path.name not in known]
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)


def _files() -> Iterator[Path]:
    folder = kept_folder()
    return (path for path in folder.glob("*/*") if path.is_file()) if folder.exists() else iter(())
