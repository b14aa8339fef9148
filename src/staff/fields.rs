//! What a form or an address carries: names and values, in their order.

use axum::body::Body;

/// The largest form. A text pasted by mistake is to be answered at its field,
/// so far more is read than any field may hold.
const LARGEST: usize = 8 * 1024 * 1024;

/// Names and values.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// From a form's body or an address's query.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(bytes).into_owned().collect())
    }

    /// The body of a form; `None` when it is too large or broke off.
    pub(super) async fn read(body: Body) -> Option<Self> {
        axum::body::to_bytes(body, LARGEST).await.ok().map(|bytes| Self::parse(&bytes))
    }

    /// Everything, as it was sent.
    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// The value of a field; empty where it is not there.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }

    /// The same without blanks around it.
    pub(super) fn trimmed(&self, name: &str) -> &str {
        self.get(name).trim()
    }

    /// Every value of a field, such as ticked boxes.
    pub(super) fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Whether the field is there at all.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    /// The lines of a field that say something.
    pub(super) fn lines(&self, name: &str) -> Vec<&str> {
        self.get(name).lines().map(str::trim).filter(|line| !line.is_empty()).collect()
    }
}
