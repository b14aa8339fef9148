//! Whose request it is, as far as a limit needs to know: an address, hashed at
//! once with a key that dies with the process. Addresses are never written.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};

/// The header in which a proxy names whom it speaks for.
const FORWARDED: &str = "x-forwarded-for";

/// A hashed address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct AddressKey(u64);

/// Hashes addresses under a key of its own.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    trusted_proxies: Vec<IpAddr>,
    key: RandomState,
}

impl Addresses {
    /// `trusted_proxies` are believed when they name somebody else.
    pub(super) fn new(trusted_proxies: &[IpAddr]) -> Self {
        Self { trusted_proxies: trusted_proxies.iter().map(IpAddr::to_canonical).collect(), key: RandomState::new() }
    }

    /// Who sent a request; `None` where the server was not told.
    pub(super) fn of(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<AddressKey> {
        let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
        let forwarded = headers.get_all(FORWARDED).iter().filter_map(|value| value.to_str().ok()).collect::<Vec<_>>();
        let person = self.person(peer.ip().to_canonical(), &forwarded.join(","));
        Some(AddressKey(self.key.hash_one(household(person))))
    }

    /// The address nearest to us that is no proxy of ours. What stands to the
    /// left of it was written by the person and may be anything.
    fn person(&self, peer: IpAddr, forwarded: &str) -> IpAddr {
        let mut person = peer;
        for named in forwarded.rsplit(',') {
            if !self.trusted_proxies.contains(&person) {
                break;
            }
            let Ok(address) = named.trim().parse::<IpAddr>() else { break };
            person = address.to_canonical();
        }
        person
    }
}

/// One line to the internet has a whole network of IPv6 addresses: whoever
/// counts them one by one counts nobody.
fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() & !u128::from(u64::MAX)).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(peer: &str, forwarded: &str, expected: &str) {
        let addresses = Addresses::new(&["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()]);
        let person = addresses.person(peer.parse().unwrap(), forwarded);
        assert_eq!(person, expected.parse::<IpAddr>().unwrap(), "{peer} for {forwarded}");
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        check("192.0.2.7", "", "192.0.2.7");
        check("192.0.2.7", "198.51.100.1", "192.0.2.7");
        check("10.0.0.1", "198.51.100.1", "198.51.100.1");
        check("10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1");
        check("10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1");
        check("10.0.0.1", "unknown", "10.0.0.1");
        check("10.0.0.1", "", "10.0.0.1");
    }

    #[test]
    fn one_line_to_the_internet_is_one_person() {
        assert_eq!(household("2001:db8::1".parse().unwrap()), household("2001:db8::ffff:2".parse().unwrap()));
        assert_ne!(household("2001:db8:0:1::1".parse().unwrap()), household("2001:db8:0:2::1".parse().unwrap()));
        assert_ne!(household("192.0.2.1".parse().unwrap()), household("192.0.2.2".parse().unwrap()));
    }
}
