//! Who is counted as one, where something may be asked so often from one address.

use std::net::{IpAddr, Ipv6Addr};

/// The address that stands for all of a household: one of IPv4, or the first of the /64 that every household
/// has of IPv6, out of which it may take another address for every connection.
pub(crate) fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        },
        v4 @ IpAddr::V4(_) => v4,
    }
}
