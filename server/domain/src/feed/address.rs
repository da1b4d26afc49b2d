//! Which addresses a feed or a push service may have.
//!
//! An administrator or a browser gives the address and the server goes there, which makes it a way to reach
//! what only the server can reach: its own machine, the network behind it, a cloud's metadata.
//! So only public addresses are spoken to. Names are looked up at **every** attempt and the
//! connection is made to exactly the addresses that were judged: a name cannot answer one thing
//! to the judge and another to the caller.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};
use url::{Host, Url};

/// Longest address, in bytes.
const URL_BYTES: usize = 2_000;

/// Why an address is not spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    NotAnAddress,
    NotHttps,
    Credentials,
    NotPublic,
    UnknownHost,
}

impl Refusal {
    /// The code by which texts are looked up.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::NotAnAddress => "not_an_address",
            Self::NotHttps => "not_https",
            Self::Credentials => "has_credentials",
            Self::NotPublic => "refused_address",
            Self::UnknownHost => "unknown_host",
        }
    }
}

/// Judges what can be judged without asking anybody. `loopback`: whether this machine may be
/// spoken to, and without encryption.
pub(crate) fn judge(text: &str, loopback: bool) -> Result<Url, Refusal> {
    let text = text.trim();
    if text.len() > URL_BYTES {
        return Err(Refusal::NotAnAddress);
    }
    // Also turns every way to write an IPv4 address (octal, hexadecimal, one number) into one.
    let url = Url::parse(text).map_err(|_| Refusal::NotAnAddress)?;
    let this_machine = match url.host() {
        Some(Host::Domain(name)) => is_localhost(name),
        Some(Host::Ipv4(ip)) => is_loopback(ip.into()),
        Some(Host::Ipv6(ip)) => is_loopback(ip.into()),
        None => return Err(Refusal::NotAnAddress),
    };
    match url.scheme() {
        "https" => {}
        "http" if loopback && this_machine => {}
        _ => return Err(Refusal::NotHttps),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refusal::Credentials);
    }
    let literal = match url.host() {
        Some(Host::Ipv4(ip)) => Some(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => Some(IpAddr::V6(ip)),
        _ => None,
    };
    let refused = match literal {
        Some(ip) => !may_reach(ip, loopback),
        None => this_machine && !loopback,
    };
    if refused { Err(Refusal::NotPublic) } else { Ok(url) }
}

/// Looks the host up. One address that is not public refuses them all: nothing good has both.
pub(crate) async fn look_up(url: &Url, loopback: bool) -> Result<Vec<SocketAddr>, Refusal> {
    let port = url.port_or_known_default().ok_or(Refusal::NotAnAddress)?;
    let found: Vec<SocketAddr> = match url.host().ok_or(Refusal::NotAnAddress)? {
        Host::Ipv4(ip) => vec![(ip, port).into()],
        Host::Ipv6(ip) => vec![(ip, port).into()],
        Host::Domain(name) => tokio::net::lookup_host((name, port)).await.map_err(|_| Refusal::UnknownHost)?.collect(),
    };
    let plain = url.scheme() != "https";
    if found.is_empty() {
        Err(Refusal::UnknownHost)
    } else if found.iter().all(|to| may_reach(to.ip(), loopback) && (!plain || is_loopback(to.ip()))) {
        Ok(found)
    } else {
        Err(Refusal::NotPublic)
    }
}

/// Answers every name with the addresses that were judged, and asks nobody.
pub(crate) struct Pinned(pub(crate) Vec<SocketAddr>);

impl Pinned {
    /// For [`reqwest::ClientBuilder::dns_resolver`].
    pub(crate) fn shared(addresses: Vec<SocketAddr>) -> Arc<Self> {
        Arc::new(Self(addresses))
    }
}

impl Resolve for Pinned {
    fn resolve(&self, _: Name) -> Resolving {
        let addresses: Addrs = Box::new(self.0.clone().into_iter());
        Box::pin(std::future::ready(Ok(addresses)))
    }
}

fn is_localhost(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    name == "localhost" || name.ends_with(".localhost")
}

fn is_loopback(ip: IpAddr) -> bool {
    ip.to_canonical().is_loopback()
}

fn may_reach(ip: IpAddr, loopback: bool) -> bool {
    // `::ffff:127.0.0.1` is 127.0.0.1 by another name.
    let ip = ip.to_canonical();
    match ip {
        _ if ip.is_loopback() => loopback,
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

/// Everything but the blocks of IANA's special-purpose registry (RFC 6890) and multicast.
fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(ip.is_private()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || matches!(
            (a, b, c),
            (0 | 127 | 240..=255, ..) | (100, 64..=127, _) | (192, 0, 0) | (192, 88, 99) | (198, 18 | 19, _)
        ))
}

/// Only global unicast (`2000::/3`), without what tunnels to an IPv4 address or documents.
/// NAT64 (RFC 6052) is judged by the IPv4 address it stands for, since networks without IPv4
/// reach the rest of the world that way.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    match ip.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            let [a, b] = high.to_be_bytes();
            let [c, d] = low.to_be_bytes();
            is_public_v4(Ipv4Addr::new(a, b, c, d))
        }
        // Protocol assignments with Teredo, documentation, 6to4, documentation again.
        [0x2001, 0..=0x1ff, ..] | [0x2001, 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_https_addresses_are_spoken_to() {
        for good in ["https://crm.example.org/hooks?a=1", "https://93.184.216.34/", "https://[2606:4700::1111]:8443/x"]
        {
            assert!(judge(good, false).is_ok(), "{good}");
        }
        for (bad, why) in [
            ("", Refusal::NotAnAddress),
            ("crm.example.org", Refusal::NotAnAddress),
            ("https://", Refusal::NotAnAddress),
            ("http://crm.example.org/", Refusal::NotHttps),
            ("ftp://crm.example.org/", Refusal::NotHttps),
            ("file:///etc/passwd", Refusal::NotAnAddress),
            ("http://127.0.0.1/", Refusal::NotHttps),
            ("https://key@crm.example.org/", Refusal::Credentials),
            ("https://a:b@crm.example.org/", Refusal::Credentials),
        ] {
            assert_eq!(judge(bad, false).err(), Some(why), "{bad}");
        }
    }

    #[test]
    fn no_way_to_write_an_inner_address_is_let_through() {
        for host in [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f.1",
            "0177.0.0.1",
            "0",
            "0.0.0.0",
            "localhost",
            "LOCALHOST.",
            "a.localhost",
            "10.0.0.8",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.192",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:a9fe:a9fe]",
            "[::127.0.0.1]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[fe80::1]",
            "[ff02::1]",
            "[64:ff9b::a9fe:a9fe]",
            "[64:ff9b:1::1]",
            "[2002:7f00:1::]",
            "[2001::1]",
            "[2001:db8::1]",
            "[fec0::1]",
        ] {
            assert_eq!(judge(&format!("https://{host}/"), false).err(), Some(Refusal::NotPublic), "{host}");
        }
    }

    #[test]
    fn a_test_may_speak_to_this_machine_and_to_nothing_else_inside() {
        for good in ["http://127.0.0.1:9/", "http://localhost/", "http://[::1]/", "https://localhost/"] {
            assert!(judge(good, true).is_ok(), "{good}");
        }
        assert_eq!(judge("http://10.0.0.8/", true).err(), Some(Refusal::NotHttps));
        assert_eq!(judge("https://10.0.0.8/", true).err(), Some(Refusal::NotPublic));
        assert_eq!(judge("http://crm.example.org/", true).err(), Some(Refusal::NotHttps));
    }

    #[tokio::test]
    async fn a_name_is_judged_by_where_it_leads() {
        // As if `crm.example.org` had begun to answer with this machine's address.
        let url = Url::parse("https://localhost/").expect("parses");
        assert_eq!(look_up(&url, false).await.err(), Some(Refusal::NotPublic));
        assert!(look_up(&url, true).await.is_ok_and(|found| found.iter().all(|to| to.ip().is_loopback())));
    }
}
