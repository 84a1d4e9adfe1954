"""Days, moments and stored texts of a case, for templates."""

from django import template

from .. import words
from ..questions import spoken

register = template.Library()
register.filter("short_day", words.short_day)
register.filter("moment", words.moment)
register.filter("short_moment", words.short_moment)
register.filter("clock_time", words.clock_time)
register.filter("spoken", spoken)
