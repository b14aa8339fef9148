//! Drafts of a service, and publishing them.

use std::time::Duration;

use chrono::Utc;

use super::gap_forms::line;
use super::service::{Texts, render};
use super::services;
use super::teach::is_answered_by;
use crate::staff::door::{Answer, Visit, go};
use crate::staff::editing::{self, Change, Refused, Weight};
use crate::staff::store::{Decided, DraftRow};
use crate::staff::trouble::Trouble;
use crate::staff::{token, view};

/// So long is waited for Airt to know what was just published.
const PATIENCE: Duration = Duration::from_secs(25);

/// `POST /staff/services`: a draft of a service that is not there yet.
pub(in crate::staff) async fn begin(visit: Visit) -> Answer {
    let name = visit.form.trimmed("name");
    let id = editing::id_of(name).filter(|_| name.chars().count() <= 200);
    let Some(id) = id else {
        return services::render(&visit, Some("Write the name of the service.".to_owned())).await;
    };
    let is_there = editing::read(&visit.site.config.paths.knowledge_base, &id)?.is_some();
    if is_there || visit.site.store.draft(&id).await?.is_some() {
        let what = "There is a service or a draft of this name already.";
        return services::render(&visit, Some(what.to_owned())).await;
    }
    let row = DraftRow::now(&id, editing::begin(name, "", ""), "", None, &visit.who.account);
    visit.site.store.save_draft(&row).await?;
    visit.log("draft begun", &id, "").await?;
    Ok(back(&id, "draft"))
}

/// `POST /staff/services/{id}/draft`.
pub(in crate::staff) async fn save(visit: Visit) -> Answer {
    let texts = Texts::of(&visit).await?;
    let id = visit.part("id");
    let text = match editing::apply(texts.text(), &visit.form, view::today()) {
        Ok(text) => text,
        Err(wrong) => {
            let what = "Not saved yet: something below is to be put right.";
            return render(&visit, &texts, Some(what.to_owned()), &wrong).await;
        }
    };
    if visit.form.get("base") != token::hash(texts.text()) {
        let who = texts.draft.as_ref().map_or("Somebody", |draft| draft.by_name.as_str());
        let what = format!(
            "{who} changed this service while you were writing. What you typed stands below, and is not saved. Read \
             it through and save again: it then takes the place of what stands there now."
        );
        return render(&visit, &texts, Some(what), &Vec::new()).await;
    }
    let base = match &texts.draft {
        Some(draft) if !visit.form.has("over") => draft.base.clone(),
        _ => texts.published_hash().to_owned(),
    };
    visit.site.store.save_draft(&DraftRow::now(id, text, &base, None, &visit.who.account)).await?;
    visit.log("draft saved", id, "").await?;
    Ok(back(id, "draft"))
}

/// `POST /staff/services/{id}/drop`.
pub(in crate::staff) async fn discard(visit: Visit) -> Answer {
    let texts = Texts::of(&visit).await?;
    let id = visit.part("id");
    visit.site.store.drop_draft(id).await?;
    visit.log("draft thrown away", id, "").await?;
    if texts.published.is_none() { Ok(go("/staff/services?done=dropped")) } else { Ok(back(id, "dropped")) }
}

/// `POST /staff/services/{id}/publish`.
pub(in crate::staff) async fn publish(visit: Visit) -> Answer {
    let texts = Texts::of(&visit).await?;
    let id = visit.part("id");
    let draft = texts.draft.as_ref().ok_or(Trouble::NotFound)?;
    let refuse = |what: String| render_refused(&visit, &texts, what);
    let despite = match visit.form.trimmed("despite") {
        "" => String::new(),
        _ => match line(visit.form.get("despite"), "why you publish it all the same") {
            Ok(despite) => despite,
            Err(what) => return refuse(what).await,
        },
    };
    let why = match line(visit.form.get("why"), "why you publish this") {
        Ok(why) => why,
        Err(what) => return refuse(what).await,
    };
    if visit.form.get("base") != token::hash(&draft.text) {
        return refuse("The draft changed while you were reading it. Read it again before you publish it.".to_owned())
            .await;
    }
    let change =
        Change { service: id, base: &draft.base, text: &draft.text, why: &why, weight: Weight::Full(&despite) };
    match editing::publish(&visit.site, &visit.who.account, &change).await {
        Ok(()) => {}
        Err(Refused::Errors(errors)) => {
            return refuse(format!("This cannot be published yet. {}", errors.join(" "))).await;
        }
        Err(Refused::Stopped(stops)) => {
            let what = "This is not published yet. Read what stands in its way. Should it be right all the same, write \
                        why below, in a sentence: your reason stands in the list of versions and in the log.";
            return refuse(format!("{what} {}", stops.join(" "))).await;
        }
        Err(Refused::Changed) => {
            let what = "What is published changed since this draft was begun. Read the difference below, tick that \
                        your draft is to take its place, save it, and publish it then.";
            return refuse(what.to_owned()).await;
        }
        Err(Refused::Trouble(trouble)) => return Err(trouble),
    }
    visit.site.store.drop_draft(id).await?;
    until_read(&visit, id, &draft.text).await;
    if let Some(gap) = &draft.gap
        && is_answered_by(&visit, gap, id).await?
    {
        let fixed_at = Some(Utc::now().timestamp_millis());
        let decided = Decided { state: "fixed", service: Some(id), fixed_at, ..Decided::default() };
        visit.site.store.decide(gap, &decided).await?;
    }
    Ok(back(id, "published"))
}

async fn render_refused(visit: &Visit, texts: &Texts, what: String) -> Answer {
    render(visit, texts, Some(what), &Vec::new()).await
}

/// `POST /staff/services/{id}/rang`: somebody tried a route today.
pub(in crate::staff) async fn rang(visit: Visit) -> Answer {
    let texts = Texts::of(&visit).await?;
    let id = visit.part("id");
    let published = texts.published.as_ref().ok_or(Trouble::NotFound)?;
    let nth: usize = visit.form.get("route").parse().map_err(|_| Trouble::NotFound)?;
    let today = view::today().format("%Y-%m-%d").to_string();
    let by = &visit.who.account.name;
    let text = editing::confirmed(&published.text, nth, by, &today).ok_or(Trouble::NotFound)?;
    let value = visit.form.get("value").to_owned();
    let why = format!("rang {value}");
    let change = Change { service: id, base: &published.hash, text: &text, why: &why, weight: Weight::Light };
    editing::publish(&visit.site, &visit.who.account, &change).await?;
    // A draft that was begun from this text gets it too.
    if let Some(draft) = texts.draft.as_ref().filter(|draft| draft.base == published.hash)
        && let Some(with) = editing::confirmed(&draft.text, nth, by, &today)
    {
        let row = DraftRow { text: with, base: token::hash(&text), ..draft.clone() };
        visit.site.store.save_draft(&row).await?;
    }
    Ok(back(id, "rang"))
}

/// Waits until what answers has read the file.
async fn until_read(visit: &Visit, id: &str, text: &str) {
    let Ok(new) = toml::from_str::<crate::knowledge::Service>(text) else { return };
    let has = || {
        let airt = visit.site.desk.airt();
        let has = airt
            .knowledge()
            .service(id)
            .is_some_and(|service| service.summary == new.summary && service.questions == new.questions);
        has && airt.is_warm()
    };
    let waited = async {
        while !has() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    // It takes longer: the page says that Airt reads it now.
    let _ = tokio::time::timeout(PATIENCE, waited).await;
}

fn back(id: &str, done: &str) -> axum::response::Response {
    go(&format!("/staff/services/{id}?done={done}"))
}
