//! Where a request comes from. What a header says about it is believed only as far as the
//! operator has proxies of their own.

use super::Web;
use axum::extract::{ConnectInfo, FromRequestParts};
use http::{HeaderMap, Uri, header::HOST, request::Parts, uri::Authority};
use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

/// The address of whoever asks, where it is known.
#[derive(Debug, Clone, Copy)]
pub struct Client(pub Option<IpAddr>);

impl Client {
    /// Reads it from the connection and, behind `proxies` proxies, from what they added.
    pub fn of(headers: &HeaderMap, peer: Option<IpAddr>, proxies: usize) -> Self {
        if proxies == 0 {
            return Self(peer);
        }
        let listed: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .collect();
        // Each proxy adds whom it heard from at the end; what stands before them anybody may
        // have written.
        let added = listed.len().checked_sub(proxies).and_then(|index| listed.get(index));
        Self(added.and_then(|text| text.parse().ok()).or(peer))
    }

    /// Whether it is certainly this machine itself, and no proxy on it: that would say for whom it asks, or ask
    /// for the name under which the world knows us.
    pub fn is_this_machine(uri: &Uri, headers: &HeaderMap, peer: Option<IpAddr>) -> bool {
        let said = || headers.get(HOST).and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
        let host = uri.authority().cloned().or_else(said);
        peer.is_some_and(|peer| peer.to_canonical().is_loopback())
            && !PASSED_ON.iter().any(|name| headers.contains_key(*name))
            && host.is_none_or(|host| is_here(host.host()))
    }
}

/// What a proxy adds to what it passes on.
const PASSED_ON: [&str; 6] =
    ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/// Whether a name is what this machine calls itself.
fn is_here(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.to_canonical().is_loopback())
}

/// The other end of the connection.
pub fn peer(extensions: &http::Extensions) -> Option<IpAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip())
}

impl FromRequestParts<Web> for Client {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers, peer(&parts.extensions), web.trusted_proxies))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn only_what_our_own_proxies_added_is_believed() {
        let peer = Some(IpAddr::from([127, 0, 0, 1]));
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", HeaderValue::from_static("6.6.6.6, 203.0.113.9"));
        headers.append("x-forwarded-for", HeaderValue::from_static("10.0.0.7"));
        for (proxies, expected) in [(0, "127.0.0.1"), (1, "10.0.0.7"), (2, "203.0.113.9"), (4, "127.0.0.1")] {
            assert_eq!(Client::of(&headers, peer, proxies).0, expected.parse().ok(), "{proxies}");
        }
    }

    #[test]
    fn a_proxy_on_this_machine_is_not_this_machine() {
        let here = |headers: &[(&'static str, &'static str)], peer: [u8; 4]| {
            let headers = headers
                .iter()
                .map(|(name, value)| (http::HeaderName::from_static(name), HeaderValue::from_static(value)));
            Client::is_this_machine(&Uri::from_static("/metrics"), &headers.collect(), Some(IpAddr::from(peer)))
        };
        for host in ["127.0.0.1:3000", "localhost:3000", "[::1]:3000"] {
            assert!(here(&[("host", host)], [127, 0, 0, 1]), "{host}");
            assert!(!here(&[("host", host)], [192, 0, 2, 1]), "{host}");
            for name in PASSED_ON {
                assert!(!here(&[("host", host), (name, "203.0.113.9")], [127, 0, 0, 1]), "{host} {name}");
            }
        }
        assert!(!here(&[("host", "estrade.example.org")], [127, 0, 0, 1]), "as HAProxy passes it on");
        assert!(!here(&[("host", "localhost.example.org")], [127, 0, 0, 1]));
    }
}
