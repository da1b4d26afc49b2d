//! Where a request comes from. What a header says about it is believed only as far as the
//! operator has proxies of their own.

use super::Web;
use axum::extract::{ConnectInfo, FromRequestParts};
use http::{HeaderMap, request::Parts};
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

    /// Whether it is certainly this machine itself, and no proxy on it.
    pub fn is_this_machine(headers: &HeaderMap, peer: Option<IpAddr>) -> bool {
        peer.is_some_and(|peer| peer.to_canonical().is_loopback())
            && !headers.contains_key("x-forwarded-for")
            && !headers.contains_key("forwarded")
    }
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
        assert!(!Client::is_this_machine(&headers, peer));
        assert!(Client::is_this_machine(&HeaderMap::new(), peer));
    }
}
