//! From a question without an answer to an answer: a sample question, a new
//! service, a word.
//!
//! Staff write in their own words. What a young person typed stands beside
//! the field and is never taken over: it was kept to be read for thirty days
//! and not to be published.

use std::time::Duration;

use chrono::Utc;

use super::gap::{gap_of, render};
use super::gap_forms::{back, line};
use crate::knowledge::{Register, State};
use crate::staff::Role;
use crate::staff::asked;
use crate::staff::door::{Answer, Visit, go};
use crate::staff::editing::{self, Change, Refused, Weight};
use crate::staff::store::{Decided, DraftRow, GapRow};
use crate::staff::trouble::Trouble;
use crate::understanding::plain;

/// The longest sample question, in letters.
const LONGEST: usize = 200;

/// So long is waited for Airt to know what was just taught.
const PATIENCE: Duration = Duration::from_secs(25);

/// So many of the latest texts are asked again, after a group was taught.
const TRIED: usize = 3;

/// Words of a kept text that may stand in what staff write: fewer are no copy.
const COPIED_WORDS: usize = 4;

/// `POST /staff/unanswered/{id}/teach`.
pub(in crate::staff) async fn teach(visit: Visit) -> Answer {
    let gap = gap_of(&visit).await?;
    let question = match question(&visit).await? {
        Ok(question) => question,
        Err(what) => return render(&visit, Some(("teach", what))).await,
    };
    let id = visit.form.get("service").to_owned();
    let airt = visit.site.desk.airt();
    if airt.knowledge().service(&id).is_none_or(|service| service.state == State::Ended) {
        return render(&visit, Some(("teach", "Choose the service that answers it.".to_owned()))).await;
    }
    if visit.who.account.role < Role::Publisher {
        return draft(&visit, &gap, &id, &question).await;
    }
    let folder = &visit.site.config.paths.knowledge_base;
    let now = editing::read(folder, &id)?.ok_or(Trouble::NotFound)?;
    let text = with(&now.text, &question)?;
    let why = format!("taught: {question}");
    let change = Change { service: &id, base: &now.hash, text: &text, why: &why, weight: Weight::Full("") };
    match editing::publish(&visit.site, &visit.who.account, &change).await {
        Ok(()) => {}
        Err(Refused::Errors(errors)) => return render(&visit, Some(("teach", errors.join(" ")))).await,
        Err(Refused::Stopped(stops)) => {
            let what = "Other answers would become worse. Try other words, or write the question on the service's own \
                        page, where it can be published with a reason.";
            return render(&visit, Some(("teach", format!("{what} {}", stops.join(" "))))).await;
        }
        Err(refused) => return Err(refused.into()),
    }
    keep_draft_in_step(&visit, &id, &question, &now.hash, &text).await?;
    until_known(&visit, &id, &question).await;
    let is_answered = is_answered_by(&visit, &gap.id, &id).await?;
    decided(&visit, &gap, &id, &question, is_answered).await?;
    Ok(back(&gap.id, if is_answered { "taught" } else { "taught-half" }))
}

/// An editor's question waits in a draft for a publisher.
async fn draft(visit: &Visit, gap: &GapRow, id: &str, question: &str) -> Answer {
    let store = &visit.site.store;
    let (text, base) = if let Some(draft) = store.draft(id).await? {
        (draft.text, draft.base)
    } else {
        let now = editing::read(&visit.site.config.paths.knowledge_base, id)?.ok_or(Trouble::NotFound)?;
        (now.text, now.hash)
    };
    let row = DraftRow::now(id, with(&text, question)?, &base, Some(&gap.id), &visit.who.account);
    store.save_draft(&row).await?;
    let decided = Decided {
        state: &gap.state,
        kind: Some("words"),
        wording: Some(question),
        service: Some(id),
        ..Decided::default()
    };
    store.decide(&gap.id, &decided).await?;
    visit.log("draft saved", id, question).await?;
    Ok(back(&gap.id, "draft"))
}

/// A draft that was begun from the file of before gets the question too, so
/// that publishing it later does not take the question out again.
async fn keep_draft_in_step(visit: &Visit, id: &str, question: &str, before: &str, text: &str) -> Result<(), Trouble> {
    let Some(mut draft) = visit.site.store.draft(id).await?.filter(|draft| draft.base == before) else { return Ok(()) };
    draft.text = with(&draft.text, question)?;
    draft.base = crate::staff::token::hash(text);
    Ok(visit.site.store.save_draft(&draft).await?)
}

/// Mended is a group whose questions are answered; another one is still open.
async fn decided(visit: &Visit, gap: &GapRow, service: &str, wording: &str, answered: bool) -> Result<(), Trouble> {
    let decided = Decided {
        state: if answered { "fixed" } else { &gap.state },
        kind: Some(gap.kind.as_deref().unwrap_or("words")),
        wording: Some(wording),
        service: Some(service),
        fixed_at: answered.then(|| Utc::now().timestamp_millis()),
        ..Decided::default()
    };
    Ok(visit.site.store.decide(&gap.id, &decided).await?)
}

/// Whether what young people typed, as far as it is kept, brings this service
/// now. Staff's own wording always does, which alone mends nothing.
pub(super) async fn is_answered_by(visit: &Visit, gap: &str, service: &str) -> Result<bool, Trouble> {
    let texts = visit.site.store.texts_of(gap).await?;
    let latest = texts.into_iter().take(TRIED).map(|kept| kept.text).collect();
    let tried = asked::ask(&visit.site.desk, latest).await;
    Ok(tried.iter().all(|tried| tried.services.iter().any(|(id, _)| id == service)))
}

/// Waits until what answers has read the file; the page then shows the answer.
async fn until_known(visit: &Visit, id: &str, question: &str) {
    let knows = || {
        let airt = visit.site.desk.airt();
        let knows =
            airt.knowledge().service(id).is_some_and(|service| service.questions.iter().any(|one| one == question));
        knows && airt.is_warm()
    };
    let waited = async {
        while !knows() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    // It takes longer: the page says that Airt reads it now.
    let _ = tokio::time::timeout(PATIENCE, waited).await;
}

/// The question that staff wrote, or what is wrong with it.
async fn question(visit: &Visit) -> Result<Result<String, String>, Trouble> {
    let written = match line(visit.form.get("question"), "the question in your own words") {
        Ok(written) if written.chars().count() > LONGEST => {
            return Ok(Err(format!("Write the question in at most {LONGEST} letters.")));
        }
        Ok(written) => written,
        Err(what) => return Ok(Err(what)),
    };
    let kept = visit.site.store.all_texts().await?;
    if kept.iter().any(|kept| is_copy(&written, kept)) {
        let what = "These are a young person's own words. Say the same in yours: what they typed is kept to be read, \
                    and is not published.";
        return Ok(Err(what.to_owned()));
    }
    Ok(Ok(written))
}

/// Whether staff's words are a kept text, or hold all of it.
fn is_copy(written: &str, kept: &str) -> bool {
    let letters = |text: &str| plain(text).replace(' ', "");
    let (written, kept_letters) = (letters(written), letters(kept));
    let words = plain(kept).split(' ').count();
    !kept_letters.is_empty() && (written == kept_letters || (words >= COPIED_WORDS && written.contains(&kept_letters)))
}

fn with(text: &str, question: &str) -> Result<String, Trouble> {
    editing::with_question(text, question).map_err(|_| {
        Trouble::Refused("The file of this service cannot be read. Mend it first: see its page.".to_owned())
    })
}

/// `POST /staff/unanswered/{id}/service`: a draft of a service that is not there yet.
pub(in crate::staff) async fn new_service(visit: Visit) -> Answer {
    let gap = gap_of(&visit).await?;
    let question = match question(&visit).await? {
        Ok(question) => question,
        Err(what) => return render(&visit, Some(("service", what))).await,
    };
    let name = visit.form.trimmed("name");
    let Some(id) = editing::id_of(name).filter(|_| name.chars().count() <= LONGEST) else {
        return render(&visit, Some(("service", "Write the name of the service.".to_owned()))).await;
    };
    let is_there = editing::read(&visit.site.config.paths.knowledge_base, &id)?.is_some();
    if is_there || visit.site.store.draft(&id).await?.is_some() {
        let what = "There is a service or a draft of this name already. Teach it the question instead.";
        return render(&visit, Some(("service", what.to_owned()))).await;
    }
    let text = editing::begin(name, "", &question);
    let row = DraftRow::now(&id, text, "", Some(&gap.id), &visit.who.account);
    visit.site.store.save_draft(&row).await?;
    let decided = Decided {
        state: &gap.state,
        kind: Some("no-service"),
        wording: Some(&question),
        service: Some(&id),
        ..Decided::default()
    };
    visit.site.store.decide(&gap.id, &decided).await?;
    visit.log("draft begun", &id, &question).await?;
    Ok(go(&format!("/staff/services/{id}?done=draft")))
}

/// `POST /staff/unanswered/{id}/word`.
pub(in crate::staff) async fn word(visit: Visit) -> Answer {
    let gap = gap_of(&visit).await?;
    let words = || {
        let (say, mean) =
            (line(visit.form.get("say"), "what young people say")?, line(visit.form.get("mean"), "what it means")?);
        Ok::<_, String>((plain(&say), mean.to_lowercase()))
    };
    let (say, mean) = match words() {
        Ok(words) => words,
        Err(what) => return render(&visit, Some(("word", what))).await,
    };
    let register = visit.form.get("register");
    let known = serde_json::from_value::<Register>(register.into()).is_ok();
    if say.is_empty() || say.split(' ').count() > COPIED_WORDS || !known {
        let what =
            format!("Write one word, or a phrase of at most {COPIED_WORDS} words, and say what kind of word it is.");
        return render(&visit, Some(("word", what))).await;
    }
    let entry = editing::entry(&say, &mean, register);
    match editing::publish_word(&visit.site, &visit.who.account, &entry, &say).await {
        Ok(()) => Ok(back(&gap.id, "word")),
        Err(Refused::Errors(errors)) => render(&visit, Some(("word", errors.join(" ")))).await,
        Err(Refused::Stopped(stops)) => {
            let what = format!("With this word other answers would become worse. {}", stops.join(" "));
            render(&visit, Some(("word", what))).await
        }
        Err(refused) => Err(refused.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_text_is_not_taken_over_and_common_words_are_nobodys() {
        for (written, kept, expected) in [
            ("Where can I skate?", "where can i skate", true),
            ("where can  i SKATE!!", "Where can I skate?", true),
            ("please: where can i skate in Hamilton", "where can i skate", true),
            ("somewhere to skate", "where can i skate", false),
            ("a place to skate", "skate", false),
            ("skate", "skate", true),
            ("anything", "", false),
        ] {
            assert_eq!(is_copy(written, kept), expected, "{written:?} {kept:?}");
        }
    }
}
