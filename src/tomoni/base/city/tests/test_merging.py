"""Three sides, field by field: every case of the table, and what holds for all of them."""

from hypothesis import given
from hypothesis import strategies as st

from tomoni.base.city.merging import merge, parted

values = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2))
whole = st.fixed_dictionaries({key: st.integers(0, 2) for key in "abc"})


@given(file=whole, last=values, database=whole, theirs=st.booleans())
def test_every_field_is_decided_once(file, last, database, theirs) -> None:
    merged = merge(file=file, last=last, database=database, theirs=theirs)
    decided = [*merged.changed, *merged.kept, *merged.conflicts]
    assert sorted(decided) == [key for key in "abc" if file[key] != database[key]]
    assert not (theirs and merged.conflicts)


@given(file=whole, last=values, database=whole)
def test_a_second_merge_changes_nothing(file, last, database) -> None:
    first = merge(file=file, last=last, database=database)
    after = database | {key: file[key] for key in first.changed}
    second = merge(file=file, last=first.said, database=after)
    assert second.changed == []
    assert (second.kept, second.conflicts, second.said) == (first.kept, first.conflicts, first.said)


@given(file=whole, last=values, database=whole)
def test_what_only_staff_changed_stays_even_when_the_file_may_win(file, last, database) -> None:
    merged = merge(file=file, last=file, database=database, theirs=True)
    assert merged.changed == []
    assert parted(file=file, last=file) == []
