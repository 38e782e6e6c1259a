"""Names of accounts and groups of this machine."""

import sys

import pytest

from towpath.transfer.owners import Owners

if sys.platform == "win32":
    pytest.skip("has them otherwise", allow_module_level=True)

import grp
import pwd

NOBODYS = 3_999_999_999


def test_each_number_has_its_own_name() -> None:
    owners = Owners()
    for _ in range(2):
        assert [owners.user(one.pw_uid) for one in pwd.getpwall()] == [
            pwd.getpwuid(one.pw_uid).pw_name for one in pwd.getpwall()
        ]
        assert [owners.group(one.gr_gid) for one in grp.getgrall()] == [
            grp.getgrgid(one.gr_gid).gr_name for one in grp.getgrall()
        ]


def test_what_has_no_name_is_called_by_its_number() -> None:
    owners = Owners()
    assert owners.user(NOBODYS) == owners.group(NOBODYS) == str(NOBODYS)
    assert owners.user(1 << 70) == str(1 << 70), "a server may tell any number"
