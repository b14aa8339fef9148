//! How many messages are answered in full: ten in ten seconds of one
//! conversation, fifty a second from one address. What goes over is refused
//! as an ordinary reply, but screened and never without the crisis contacts.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::http::{Extensions, HeaderMap};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::address::{AddressKey, Addresses};
use super::conversation_id::ConversationId;
use crate::config;

/// After so many messages, whoever has long been silent is forgotten: the
/// tables must not grow with everybody who ever wrote.
const SWEEP_EVERY: u32 = 1024;

/// Both limits.
pub(super) struct Limits {
    addresses: Addresses,
    per_address: DefaultKeyedRateLimiter<AddressKey>,
    per_conversation: DefaultKeyedRateLimiter<String>,
    checks: AtomicU32,
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Limits")
    }
}

impl Limits {
    /// As the settings say.
    pub(super) fn new(web: &config::Web) -> Self {
        let at_least_one = |count| NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        let conversation = at_least_one(web.per_conversation_in_10_seconds);
        // Refilled evenly over the ten seconds.
        let refill = Duration::from_secs(10) / conversation.get();
        let quota = Quota::with_period(refill).unwrap_or(Quota::per_second(NonZeroU32::MIN)).allow_burst(conversation);
        Self {
            addresses: Addresses::new(&web.trusted_proxies),
            per_address: RateLimiter::keyed(Quota::per_second(at_least_one(web.per_address_per_second))),
            per_conversation: RateLimiter::keyed(quota),
            checks: AtomicU32::new(0),
        }
    }

    /// Whether a message of this sender and conversation may be answered in full.
    pub(super) fn allow(
        &self,
        extensions: &Extensions,
        headers: &HeaderMap,
        conversation: Option<&ConversationId>,
    ) -> bool {
        self.sweep();
        let address = self.addresses.of(extensions, headers);
        address.is_none_or(|address| self.per_address.check_key(&address).is_ok())
            && conversation.is_none_or(|id| self.per_conversation.check_key(&id.as_str().to_owned()).is_ok())
    }

    fn sweep(&self) {
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.per_address.retain_recent();
            self.per_conversation.retain_recent();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Environment};

    #[test]
    fn a_conversation_is_slowed_after_ten_messages_and_others_are_not() {
        let config = Config::parse(std::path::Path::new("airt.toml"), "", &Environment::of(&[])).unwrap();
        let limits = Limits::new(&config.web);
        let (one, other) = (ConversationId::fresh().unwrap(), ConversationId::fresh().unwrap());
        let allow = |id| limits.allow(&Extensions::new(), &HeaderMap::new(), Some(id));
        assert!((0..10).all(|_| allow(&one)));
        assert!(!allow(&one));
        assert!(allow(&other));
    }
}
