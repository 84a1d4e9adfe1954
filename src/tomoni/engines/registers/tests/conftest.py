import pytest

from tomoni.common.people.api import Account, Clerk


@pytest.fixture
def clerk(db: None) -> Clerk:
    account = Account.objects.create_user("keeper@example.jp")
    return Clerk.objects.create(account=account, number="k1", family_name="見本", given_name="台帳")
