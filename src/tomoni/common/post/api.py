"""What the other rings may use of the post: `send` writes a message, the worker carries it after commit."""

from .actions import Words, send
from .addresses import PostalAddress, address_of, envelope_window
from .models import Message
from .queries import messages_for

__all__ = ["Message", "PostalAddress", "Words", "address_of", "envelope_window", "messages_for", "send"]
