"""Amounts in templates: `{{ invoice.total_yen|yen }}`."""

from django import template

from tomoni.base.money_amount import written

register = template.Library()
register.filter("yen", written)
