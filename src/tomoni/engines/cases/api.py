"""What services may use of the cases engine."""

from . import ask
from .actions import Reasons, begin, propose, submit
from .models import Case
from .packs import api as packs
from .procedures import Procedure, WrongAnswer
from .questions import Step
from .workflow import Kind

__all__ = [
    "Case", "Kind", "Procedure", "Reasons", "Step", "WrongAnswer", "ask", "begin", "packs", "propose", "submit",
]  # fmt: skip
