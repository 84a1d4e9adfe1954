"""What the other rings may use of the post: `send` writes a message, the worker carries it after commit."""

from .actions import Words, send
from .models import Message
from .queries import messages_for

__all__ = ["Message", "Words", "messages_for", "send"]
