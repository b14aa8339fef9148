//! Who works here: for publishers.

use std::collections::BTreeSet;

use askama::Template;

use crate::staff::Role;
use crate::staff::account::Account;
use crate::staff::door::{Answer, Visit, go};
use crate::staff::links::{self, LinkError};
use crate::staff::trouble::Trouble;
use crate::staff::view::{self, Frame};

#[derive(Template)]
#[template(path = "staff/accounts.html")]
struct Page<'a> {
    frame: &'a Frame,
    accounts: Vec<Account>,
    /// Those who are asked for a code, by id.
    with_code: BTreeSet<String>,
    own: &'a str,
    /// A link that was just made; shown once.
    link: Option<Link>,
    problem: Option<String>,
    name: &'a str,
}

struct Link {
    name: String,
    path: String,
}

/// `GET /staff/accounts`.
pub(in crate::staff) async fn show(visit: Visit) -> Answer {
    page(&visit, None, None).await
}

/// `POST /staff/accounts`.
pub(in crate::staff) async fn add(visit: Visit) -> Answer {
    let name = visit.form.trimmed("name").to_owned();
    let role = visit.form.get("role").parse().unwrap_or(Role::Viewer);
    match links::added(&visit.site.store, &name, role, Some(&visit.who.account)).await {
        Ok(path) => page(&visit, Some(Link { name, path }), None).await,
        Err(LinkError::Taken) => page(&visit, None, Some("There is an account of this name already.".to_owned())).await,
        Err(LinkError::Name(what)) => page(&visit, None, Some(what)).await,
        Err(error) => Err(trouble(error)),
    }
}

/// `POST /staff/accounts/{id}/link`.
pub(in crate::staff) async fn link(visit: Visit) -> Answer {
    let account = visit.site.store.account(visit.part("id")).await?.ok_or(Trouble::NotFound)?;
    let path = links::renewed(&visit.site.store, &account.id, &account.name, Some(&visit.who.account)).await;
    let path = path.map_err(trouble)?;
    page(&visit, Some(Link { name: account.name, path }), None).await
}

/// `POST /staff/accounts/{id}`.
pub(in crate::staff) async fn change(visit: Visit) -> Answer {
    let account = visit.site.store.account(visit.part("id")).await?.ok_or(Trouble::NotFound)?;
    let role: Role = visit.form.get("role").parse().map_err(|_| Trouble::NotFound)?;
    let off = visit.form.has("off");
    if visit.site.store.set_role(&account.id, role, off).await?.is_err() {
        let what = "Somebody has to be left who can publish and look after accounts. Make a colleague a publisher \
                    first, and wait until they have set their password.";
        return Err(Trouble::Refused(what.to_owned()));
    }
    let detail = if off { "switched off" } else { role.as_str() };
    visit.log("account changed", &account.name, detail).await?;
    Ok(go("/staff/accounts?done=saved"))
}

/// `POST /staff/accounts/{id}/second-step`: for a colleague who has lost phone
/// and recovery codes.
pub(in crate::staff) async fn without_second_factor(visit: Visit) -> Answer {
    let account = visit.site.store.account(visit.part("id")).await?.ok_or(Trouble::NotFound)?;
    if account.id == visit.who.account.id {
        // Otherwise whoever sits at an open page could do without the code.
        let what = "Your own second step is switched off on the page with your name, with your password and a code.";
        return Err(Trouble::Refused(what.to_owned()));
    }
    if visit.site.store.drop_second_factor(&account.id).await? {
        visit.site.store.sign_out_everywhere(&account.id).await?;
        visit.log("second step switched off", &account.name, "for a colleague").await?;
    }
    Ok(go("/staff/accounts?done=saved"))
}

fn trouble(error: LinkError) -> Trouble {
    match error {
        LinkError::Store(error) => Trouble::Store(error),
        LinkError::NoRandomness(error) => error.into(),
        other => Trouble::Refused(other.to_string()),
    }
}

async fn page(visit: &Visit, link: Option<Link>, problem: Option<String>) -> Answer {
    let name = if problem.is_some() { visit.form.trimmed("name") } else { "" };
    let store = &visit.site.store;
    let (accounts, with_code) = (store.accounts().await?, store.with_second_factor().await?);
    let own = &visit.who.account.id;
    view::page(&Page { frame: &visit.frame(), accounts, with_code, own, link, problem, name })
}
