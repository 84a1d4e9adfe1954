"""Why something cannot be done with money. The exceptions carry facts, the screens word them."""


class NotPossible(Exception):
    """The base of all of them."""


class NothingToPay(NotPossible):
    """The invoice is paid, free of charge or called off."""


class AlreadyPaid(NotPossible):
    """Money has arrived: what is called off then is sent back, not forgotten."""


class TooMuch(NotPossible):
    """More than what is left of a payment."""

    def __init__(self, left_yen: int) -> None:
        super().__init__(f"{left_yen} yen are left")
        self.left_yen = left_yen


class NeedsAnother(NotPossible):
    """Whoever asked for a refund does not approve it."""


class AlreadyDone(NotPossible):
    """It has been approved or sent."""


class ReasonMissing(NotPossible):
    """Who calls something off or sends money back says why."""
