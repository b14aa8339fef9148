//! What every response says to the browser: nothing of anybody else's, no
//! copy kept, no frame but where the settings allow one.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::Shared;

/// Our own files and nothing else; no script or style inside a page, so that
/// words which slip through as markup still cannot run.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; \
                      connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors ";

/// The same on every response.
const ALWAYS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Wherever a link leads, nobody there learns that it was tapped here.
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    (header::X_DNS_PREFETCH_CONTROL, "off"),
];

/// Adds them, for the page and whatever it refuses.
pub(super) async fn set(State(site): State<Shared>, request: Request, next: Next) -> Response {
    let framed = request.uri().path() == "/embed";
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // What may be kept says so itself: the typeface, the styles.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let ancestors = if framed { ancestors(&site.web.embed_hosts) } else { "'none'".to_owned() };
    if ancestors == "'none'" {
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    if let Ok(policy) = HeaderValue::from_str(&format!("{POLICY}{ancestors}")) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The hosts that may frame `/embed`. What is not a plain host name is left
/// out: a semicolon in a setting must not end the policy.
fn ancestors(hosts: &[String]) -> String {
    let plain = |host: &&String| {
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte))
    };
    let sources: Vec<String> = hosts
        .iter()
        .filter(plain)
        .map(|host| if is_loopback(host) { format!("http://{host}") } else { format!("https://{host}") })
        .collect();
    if sources.is_empty() { "'none'".to_owned() } else { sources.join(" ") }
}

/// Pages on the same machine are tried out without a certificate.
fn is_loopback(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or(host);
    name == "localhost" || name == "127.0.0.1"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_hosts_may_frame_the_chat() {
        let check = |hosts: &[&str], expected: &str| {
            let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
            assert_eq!(ancestors(&hosts), expected);
        };
        check(&[], "'none'");
        check(&["www.council.example"], "https://www.council.example");
        check(&["a.example", "b.example"], "https://a.example https://b.example");
        check(&["*; script-src *", "", "https://evil.example/"], "'none'");
        check(&["localhost:3000"], "http://localhost:3000");
    }
}
