"""Private addresses are not reached, however they are written, named or wrapped."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.networks.addresses import Allowed

NOBODY = Allowed()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0",  # noqa: S104  (nothing listens there)
        "255.255.255.255", "224.0.0.1", "240.0.0.1", "198.18.0.1", "192.0.2.1",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff0e::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::",
        "2002:a00:1::", "2001:db8::1", "2001:0:53aa:64c::1", "5f00::1",
    ],
)  # fmt: skip
def test_no_private_address_may_be_reached(address: str) -> None:
    assert not NOBODY.may("example.org", address)


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::93.184.216.34"],
)
def test_public_addresses_may(address: str) -> None:
    assert NOBODY.may("example.org", address)


def test_an_allowed_name_may_be_reached_wherever_it_is_and_no_other() -> None:
    allowed = Allowed.of(["GoToSocial.lan", " ", ""])
    assert allowed.may("gotosocial.lan", "10.0.0.7")
    assert allowed.may("GOTOSOCIAL.lan.", "10.0.0.7")
    assert not allowed.may("other.lan", "10.0.0.7")
    assert not allowed.may("x.gotosocial.lan", "10.0.0.7")
    assert not allowed.may("", "10.0.0.7")


def test_an_allowed_network_may_be_reached_by_any_name_and_wrapping() -> None:
    allowed = Allowed.of(["10.0.0.0/8", "[fd00::]", "192.168.1.9"])
    assert allowed.may("any.lan", "10.200.0.1")
    assert allowed.may("any.lan", "::ffff:10.200.0.1")
    assert allowed.may("any.lan", "fd00::")
    assert allowed.may("any.lan", "192.168.1.9")
    assert not allowed.may("any.lan", "192.168.1.10")
    assert not allowed.may("any.lan", "127.0.0.1")


@given(st.ip_addresses(v=4))
def test_wrapping_changes_nothing(address: ipaddress.IPv4Address) -> None:
    public = NOBODY.may("example.org", str(address))
    wrapped = int(address)
    assert NOBODY.may("example.org", f"::ffff:{address}") == public
    assert (
        NOBODY.may("example.org", str(ipaddress.IPv6Address((0x64FF9B << 96) | wrapped))) == public
    )
    assert (
        NOBODY.may("example.org", str(ipaddress.IPv6Address((0x2002 << 112) | wrapped << 80)))
        == public
    )
    assert not NOBODY.may("example.org", str(ipaddress.IPv6Address(wrapped)))
