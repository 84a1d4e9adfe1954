"""What the other rings may use of the post: `send` writes a message, the worker carries it after commit."""

from .actions import Words, send
from .addresses import PostalAddress, address_of, envelope_window
from .letters import printable
from .models import Message
from .queries import messages_for

Urgency = Message.Urgency

__all__ = [
    "Message", "PostalAddress", "Urgency", "Words", "address_of", "envelope_window", "messages_for", "printable",
    "send",
]  # fmt: skip
