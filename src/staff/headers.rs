//! What every staff page says to the browser: nothing of anybody else's, no
//! script at all, no copy kept, no frame anywhere.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// No script may run here, so that words which slip through as markup cannot.
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Adds them to everything.
pub(super) async fn set(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Whether a page of somebody else's sent this form.
pub(super) fn is_foreign(headers: &HeaderMap) -> bool {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = value("sec-fetch-site") {
        return site != "same-origin" && site != "none";
    }
    // Browsers of before 2023 send only the origin.
    let Some(origin) = value("origin") else { return false };
    origin.split_once("://").map(|(_, host)| host) != value("host")
}

/// Whether the page was opened on this very machine without encryption: the
/// only case in which a cookie may travel so.
pub(super) fn is_plain_loopback(headers: &HeaderMap) -> bool {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let forwarded =
        ["forwarded", "x-forwarded-for", "x-forwarded-proto"].iter().any(|name| headers.contains_key(*name));
    let host = value("host").unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    !forwarded && ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        list.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_our_own_pages_may_send_a_form() {
        for (list, expected) in [
            (&[("sec-fetch-site", "same-origin")][..], false),
            (&[("sec-fetch-site", "cross-site")], true),
            (&[("sec-fetch-site", "same-site")], true),
            (&[("host", "airt.example"), ("origin", "https://airt.example")], false),
            (&[("host", "airt.example"), ("origin", "https://evil.example")], true),
            (&[("host", "airt.example"), ("origin", "null")], true),
        ] {
            assert_eq!(is_foreign(&headers(list)), expected, "{list:?}");
        }
    }

    #[test]
    fn a_cookie_travels_in_the_clear_on_this_machine_alone() {
        for (list, expected) in [
            (&[("host", "127.0.0.1:8080")][..], true),
            (&[("host", "localhost")], true),
            (&[("host", "[::1]:8080")], true),
            (&[("host", "airt.example")], false),
            (&[("host", "localhost.evil.example:80")], false),
            (&[("host", "127.0.0.1:8080"), ("x-forwarded-for", "192.0.2.1")], false),
            (&[], false),
        ] {
            assert_eq!(is_plain_loopback(&headers(list)), expected, "{list:?}");
        }
    }
}
