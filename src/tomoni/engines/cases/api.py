"""What services may use of the cases engine."""

from . import ask
from .actions import Reasons, begin, grant, propose, refuse, submit
from .models import Case
from .procedures import Procedure, WrongAnswer
from .questions import Step
from .workflow import Kind

__all__ = [
    "Case", "Kind", "Procedure", "Reasons", "Step", "WrongAnswer", "ask", "begin", "grant", "propose", "refuse",
    "submit",
]  # fmt: skip
