//! What staff decide about a group: what it is called, whose it is, why it is
//! left alone.

use chrono::Utc;

use super::gap::{gap_of, render};
use crate::staff::door::{Answer, Visit, go};
use crate::staff::store::Decided;

/// The longest label, reason and note, in letters.
const LONGEST: usize = 500;

/// One line of staff's words, or what is wrong with it.
pub(super) fn line(written: &str, what: &str) -> Result<String, String> {
    let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        Err(format!("Write {what}."))
    } else if line.chars().count() > LONGEST || line.chars().any(char::is_control) {
        Err(format!("Write {what} in at most {LONGEST} letters, without hidden ones."))
    } else {
        Ok(line)
    }
}

/// `POST /staff/unanswered/{id}/label`.
pub(in crate::staff) async fn label(visit: Visit) -> Answer {
    let gap = gap_of(&visit).await?;
    let kind = Some(visit.form.get("kind")).filter(|kind| ["no-service", "words", "record"].contains(kind));
    let label = visit.form.trimmed("label");
    let label = if label.is_empty() { None } else { Some(line(label, "what to call it")) };
    let label = match label.transpose() {
        Ok(label) => label,
        Err(what) => return render(&visit, Some(("label", what))).await,
    };
    let decided = Decided { state: &gap.state, kind, label: label.as_deref(), ..Decided::default() };
    visit.site.store.decide(&gap.id, &decided).await?;
    visit.log("group named", label.as_deref().unwrap_or(&gap.id), kind.unwrap_or_default()).await?;
    Ok(back(&gap.id, "saved"))
}

/// `POST /staff/unanswered/{id}/assign`.
pub(in crate::staff) async fn assign(visit: Visit) -> Answer {
    let gap = gap_of(&visit).await?;
    let name = visit.form.trimmed("to");
    let known = visit.site.store.accounts().await?.iter().any(|account| account.name == name && !account.disabled);
    let name = if known { name } else { "" };
    visit.site.store.assign(&gap.id, name).await?;
    visit.log("group assigned", &gap.id, name).await?;
    Ok(back(&gap.id, "saved"))
}

/// `POST /staff/unanswered/{id}/note`.
pub(in crate::staff) async fn note(visit: Visit) -> Answer {
    let gap = gap_of(&visit).await?;
    let note = match line(visit.form.get("note"), "a note") {
        Ok(note) => note,
        Err(what) => return render(&visit, Some(("note", what))).await,
    };
    visit.site.store.note(&gap.id, &visit.who.account.name, &note, Utc::now().timestamp_millis()).await?;
    visit.log("note written", &gap.id, "").await?;
    Ok(back(&gap.id, "saved"))
}

/// `POST /staff/unanswered/{id}/not-for-us`. The label is asked for because
/// the young people's words go: it alone tells such questions again.
pub(in crate::staff) async fn not_for_us(visit: Visit) -> Answer {
    let gap = gap_of(&visit).await?;
    let words = || {
        Ok::<_, String>((
            line(visit.form.get("label"), "a few words for what was asked")?,
            line(visit.form.get("reason"), "why it is not for us")?,
        ))
    };
    let (label, reason) = match words() {
        Ok(words) => words,
        Err(what) => return render(&visit, Some(("not-for-us", what))).await,
    };
    let decided = Decided { state: "not-for-us", label: Some(&label), reason: Some(&reason), ..Decided::default() };
    visit.site.store.decide(&gap.id, &decided).await?;
    visit.log("not for us", &label, &reason).await?;
    Ok(go("/staff/unanswered?done=closed"))
}

/// `POST /staff/unanswered/{id}/open`.
pub(in crate::staff) async fn open(visit: Visit) -> Answer {
    let gap = gap_of(&visit).await?;
    visit.site.store.decide(&gap.id, &Decided { state: "open", ..Decided::default() }).await?;
    visit.log("group opened again", &gap.id, "").await?;
    Ok(back(&gap.id, "opened"))
}

pub(super) fn back(gap: &str, done: &str) -> axum::response::Response {
    go(&format!("/staff/unanswered/{gap}?done={done}"))
}
