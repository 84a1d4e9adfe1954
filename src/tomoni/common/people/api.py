"""What the other rings may use of people: records, who is asking, rights, duties, and the trays of the desk."""

from .actions import seen
from .assurance import LEVELS, MAIL, NOBODY, PROVEN, SECOND, Level, Need, Standing, StepUp, standing_of
from .duties import declare_duty, duties
from .models import (
    Absence,
    Account,
    Clerk,
    Holding,
    Membership,
    Organisation,
    Post,
    PostDuty,
    Rank,
    Resident,
    Section,
    Sight,
)
from .person import Person, may, person_of, posts_of
from .queries import absent, charged_with, holders, holders_of, standing_in_for
from .rights import DEMO, RESIDENT, SIGNED_IN, STAFF, SignedIn, duty
from .verbs import name_verb
from .waiting import Note, Waiting, count_on_desk, noting, on_desk, waiting

__all__ = [
    "DEMO",
    "LEVELS",
    "MAIL",
    "NOBODY",
    "PROVEN",
    "RESIDENT",
    "SECOND",
    "SIGNED_IN",
    "STAFF",
    "Absence",
    "Account",
    "Clerk",
    "Holding",
    "Level",
    "Membership",
    "Need",
    "Note",
    "Organisation",
    "Person",
    "Post",
    "PostDuty",
    "Rank",
    "Resident",
    "Section",
    "Sight",
    "SignedIn",
    "Standing",
    "StepUp",
    "Waiting",
    "absent",
    "charged_with",
    "count_on_desk",
    "declare_duty",
    "duties",
    "duty",
    "holders",
    "holders_of",
    "may",
    "name_verb",
    "noting",
    "on_desk",
    "person_of",
    "posts_of",
    "seen",
    "standing_in_for",
    "standing_of",
    "waiting",
]
