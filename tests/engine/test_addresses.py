"""Which addresses a message may go to, however they are written: public ones, private ones by leave, some never."""

from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations.addresses import is_public, may_be_called, read_address

PUBLIC = ("1.1.1.1", "9.9.9.9", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101")
PRIVATE = (
    *("127.0.0.1", "127.255.255.254", "::1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.178.1"),
    *("100.64.0.1", "fd12:3456::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "64:ff9b::7f00:1"),
)
NEVER = (
    *("0.0.0.0", "::", "169.254.169.254", "169.254.0.1", "fe80::1", "fe80::1%eth0", "fd00:ec2::254"),  # noqa: S104
    *("100.100.100.200", "168.63.129.16", "224.0.0.1", "ff02::1", "255.255.255.255", "240.0.0.1"),
    *("::ffff:169.254.169.254", "::ffff:0.0.0.0", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1"),
)
NO_ADDRESS = ("", "localhost", "example.org", "127.1", "0x7f000001", "2130706433", "[::1]", "1.1.1.1:80", "/run/x.sock")


@pytest.mark.parametrize("address", PUBLIC)
def test_public_ones_are_for_everybody(address: str) -> None:
    assert may_be_called(address, private=False) and may_be_called(address, private=True)
    assert is_public(read_address(address))


@pytest.mark.parametrize("address", PRIVATE)
def test_private_ones_take_leave(address: str) -> None:
    assert not is_public(read_address(address))
    assert not may_be_called(address, private=False) and may_be_called(address, private=True)


@pytest.mark.parametrize("address", (*NEVER, *NO_ADDRESS))
def test_some_are_for_nobody(address: str) -> None:
    assert not is_public(read_address(address))
    assert not may_be_called(address, private=False) and not may_be_called(address, private=True)


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_an_address_within_another_counts_as_itself(address: IPv4Address) -> None:
    number = int(address)
    for form in (f"::ffff:{address}", f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}"):
        for private in (False, True):
            assert may_be_called(form, private=private) is may_be_called(str(address), private=private), form
    tunnelled = f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1"
    assert not may_be_called(tunnelled, private=False) or may_be_called(str(address), private=False)
