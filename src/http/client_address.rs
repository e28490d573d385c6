//! Where a request comes from: the address of the peer, or what a trusted proxy says of whom it speaks for.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use actix_web::{HttpRequest, http::header};
use ipnet::IpNet;

/// The proxies whose `X-Forwarded-For` is believed.
#[derive(Clone, Debug)]
pub struct TrustedProxies(Arc<[IpNet]>);

impl TrustedProxies {
    pub fn new(networks: &[IpNet]) -> Self {
        Self(networks.into())
    }

    /// The address a request comes from.
    pub fn client(&self, request: &HttpRequest) -> IpAddr {
        let peer = request
            .peer_addr()
            .map_or(Ipv4Addr::UNSPECIFIED.into(), |peer| peer.ip());
        let lines = request.headers().get_all(header::X_FORWARDED_FOR);
        let hops: Vec<&str> = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .collect();
        self.beyond(peer, &hops)
    }

    /// The last address on the way that is no trusted proxy's; each of those wrote down whom it heard.
    fn beyond(&self, peer: IpAddr, hops: &[&str]) -> IpAddr {
        let mut address = peer.to_canonical();
        for hop in hops.iter().rev() {
            match address_of(hop.trim()) {
                Some(before) if self.trusts(address) => address = before,
                _ => break,
            }
        }
        address
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// Some proxies add the port.
fn address_of(hop: &str) -> Option<IpAddr> {
    let address = hop.parse::<IpAddr>().ok();
    let address = address.or_else(|| hop.parse::<SocketAddr>().map(|socket| socket.ip()).ok());
    address.map(|address| address.to_canonical())
}

/// Reads a network (`10.0.0.0/8`) or a single address.
pub fn network(text: &str) -> Result<IpNet, String> {
    let single = |_| text.parse::<IpAddr>().map(IpNet::from);
    let network = text.parse::<IpNet>().or_else(single);
    network.map_err(|_neither| "not an IP address or a network such as 10.0.0.0/8".to_owned())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    // Nobody is believed but the trusted.
    #[case("203.0.113.7", &["198.51.100.1"], "203.0.113.7")]
    #[case("10.0.0.1", &[], "10.0.0.1")]
    #[case("10.0.0.1", &["203.0.113.7"], "203.0.113.7")]
    #[case("::ffff:10.0.0.1", &["203.0.113.7"], "203.0.113.7")]
    #[case("10.0.0.1", &["203.0.113.7", " 10.9.9.9"], "203.0.113.7")]
    // What the client itself wrote stands before what the proxy wrote.
    #[case("10.0.0.1", &["198.51.100.1", "203.0.113.7"], "203.0.113.7")]
    #[case("10.0.0.1", &["198.51.100.1", "203.0.113.7", "10.9.9.9"], "203.0.113.7")]
    #[case("10.0.0.1", &["10.0.0.3", "10.0.0.2"], "10.0.0.3")]
    #[case("10.0.0.1", &["198.51.100.1", "unknown"], "10.0.0.1")]
    #[case("10.0.0.1", &["203.0.113.7:4711"], "203.0.113.7")]
    #[case("2001:db8::1", &["[2001:db8:1::7]:4711"], "2001:db8:1::7")]
    #[case("2001:db8::2", &["2001:db8:1::7"], "2001:db8::2")]
    fn a_request_comes_from_beyond_the_trusted(#[case] peer: &str, #[case] hops: &[&str], #[case] expected: &str) {
        let trusted = ["10.0.0.0/8", "2001:db8::1"].map(|text| network(text).unwrap());
        let client = TrustedProxies::new(&trusted).beyond(peer.parse().unwrap(), hops);
        assert_eq!(client, expected.parse::<IpAddr>().unwrap());
    }

    #[rstest]
    #[case("172.28.75.10", Some("172.28.75.10/32"))]
    #[case("172.28.0.0/16", Some("172.28.0.0/16"))]
    #[case("2001:db8::/32", Some("2001:db8::/32"))]
    #[case("::1", Some("::1/128"))]
    #[case("proxy", None)]
    #[case("10.0.0.0/33", None)]
    #[case("", None)]
    fn a_proxy_is_an_address_or_a_network(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(network(text).ok().map(|net| net.to_string()).as_deref(), expected);
    }
}
