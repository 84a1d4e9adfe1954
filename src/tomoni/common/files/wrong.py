"""Why a file is not taken. Each says to the person what to do next."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .types import FileType


class WrongFile(Exception):
    """The file cannot be taken; `str()` of it is a sentence for the person who handed it in."""

    def __str__(self) -> str:
        return _("このファイルは開けませんでした。もう一度保存してから選んでください。")


class EmptyFile(WrongFile):
    def __str__(self) -> str:
        return _("ファイルの中身がありません。別のファイルを選んでください。")


class TooLarge(WrongFile):
    def __init__(self, most_bytes: int) -> None:
        super().__init__(most_bytes)
        self.most_bytes = most_bytes

    def __str__(self) -> str:
        size = self.most_bytes // (1024 * 1024)
        return ngettext(
            "ファイルが大きすぎます。%(size)dMBまでのファイルを選んでください。",
            "ファイルが大きすぎます。%(size)dMBまでのファイルを選んでください。",
            size,
        ) % {"size": size}


class NotTaken(WrongFile):
    """Not one of the types that this purpose takes, whatever its name says."""

    def __init__(self, types: Sequence[FileType]) -> None:
        super().__init__(*(kind.key for kind in types))
        self.types = types

    def __str__(self) -> str:
        names = "、".join(str(kind.title) for kind in self.types)
        return _("この種類のファイルは受け取れません。受け取れるのは、%(names)sです。") % {"names": names}


class TooManyPixels(WrongFile):
    def __str__(self) -> str:
        return _("画像の縦横が大きすぎます。小さくしてから選んでください。")


class HasMacros(WrongFile):
    def __str__(self) -> str:
        return _("マクロや埋め込みの入ったファイルは受け取れません。マクロのない形で保存してから選んでください。")


class Swells(WrongFile):
    """Small when packed, far too large when opened."""

    def __str__(self) -> str:
        return _("開くと大きくなりすぎるファイルです。PDFにして保存してから選んでください。")


class Locked(WrongFile):
    def __str__(self) -> str:
        return _("パスワードの付いたファイルは開けません。パスワードを外してから選んでください。")
