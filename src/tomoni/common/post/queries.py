from django.db.models import QuerySet

from tomoni.common.people.api import Resident

from .models import Message


def messages_for(resident: Resident) -> QuerySet[Message]:
    """What the city wrote to a resident, the newest first."""
    return Message.objects.filter(resident=resident)
