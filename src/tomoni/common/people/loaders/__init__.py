"""What a city's files say of people: sections, posts with their duties, and the invented people of a demo.

    sections.csv            code, name, kana, parent, kind (部, 課, 係), phone, email, mark, source
    posts.csv               key, title, section, rank (市長 … 主事), seal_name, duties, shared
    demo/clerks.csv         number, family, given, kana, email, posts, since
    demo/residents.csv      name, kana, born_on, postal_code, town, address, building, ward, phone, email, language
    demo/organisations.csv  key, name, kana, kind, postal_code, address, phone, email
    demo/memberships.csv    organisation, resident, role, since

Several values in one cell stand apart by blanks: `groups.examine groups.decide`. The first of a clerk's posts is the
main one. A resident with a mail address can sign in, one without cannot.
"""

from . import demo, house

__all__ = ["demo", "house"]
