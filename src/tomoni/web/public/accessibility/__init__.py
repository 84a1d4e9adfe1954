"""The accessibility statement: what the city promises, and what the checks of its screens found for each criterion.

Nothing is claimed that was not tested. A criterion is met when the machine alone can tell and found nothing, or when a
person has tested it and the city's file says so; whatever nobody has tested is called untested.
"""
