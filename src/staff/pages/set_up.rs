//! The one-time link: name and password of an account.

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use chrono::Utc;

use super::sign_in::own_form;
use crate::staff::account::{self, Account};
use crate::staff::door::Answer;
use crate::staff::trouble::Trouble;
use crate::staff::view::Frame;
use crate::staff::{Shared, password, session, token};

const PATH: &str = "/staff/set-up";

/// Whether the link never was one, was used or is too old is not told apart.
const SPENT: &str = "This link does not work any more. Ask whoever looks after the accounts for a new one: \
                     a link works once, for seven days.";

#[derive(Template)]
#[template(path = "staff/set_up.html")]
struct Page<'a> {
    frame: &'a Frame,
    form_token: &'a str,
    name: &'a str,
    name_problem: Option<String>,
    password_problem: Option<String>,
}

/// What is wrong with what was typed, beside each field.
#[derive(Default)]
struct Problems {
    name: Option<String>,
    password: Option<String>,
}

/// `GET /staff/set-up/{secret}`.
pub(in crate::staff) async fn show(
    State(site): State<Shared>,
    Path(secret): Path<String>,
    request: Request,
) -> Response {
    let frame = Frame::stranger(PATH);
    match site.store.account_of_link(&token::hash(&secret), Utc::now()).await {
        Ok(Some(row)) => form(&frame, request.headers(), StatusCode::OK, &row.name, Problems::default()),
        Ok(None) => Trouble::Refused(SPENT.to_owned()).page(&frame),
        Err(error) => Trouble::from(error).page(&frame),
    }
}

/// `POST /staff/set-up/{secret}`.
pub(in crate::staff) async fn take(
    State(site): State<Shared>,
    Path(secret): Path<String>,
    request: Request,
) -> Response {
    let frame = Frame::stranger(PATH);
    checked(&site, &secret, request).await.unwrap_or_else(|trouble| trouble.page(&frame))
}

async fn checked(site: &Shared, secret: &str, request: Request) -> Answer {
    let frame = Frame::stranger(PATH);
    let (head, body) = request.into_parts();
    let fields = own_form(&head.headers, body).await?;
    let link = token::hash(secret);
    let spent = || Trouble::Refused(SPENT.to_owned());
    let row = site.store.account_of_link(&link, Utc::now()).await?.ok_or_else(spent)?;
    let (typed, chosen) = (fields.trimmed("name"), fields.get("password"));
    let mut problems = Problems {
        name: account::name(typed).err().map(|error| error.to_string()),
        password: password::check(chosen, typed).err().map(|error| error.to_string()),
    };
    if problems.password.is_none() && chosen != fields.get("again") {
        problems.password = Some("The two passwords are not the same. Type both again.".to_owned());
    }
    let other = site.store.account_named(typed).await?.filter(|other| other.id != row.id);
    if other.is_some() {
        problems.name = Some("A colleague signs in with this name already. Add something to yours.".to_owned());
    }
    if problems.name.is_some() || problems.password.is_some() {
        return Ok(form(&frame, &head.headers, StatusCode::UNPROCESSABLE_ENTITY, typed, problems));
    }
    let hash = password::hash(chosen).await.ok_or(Trouble::Fault)?;
    if !site.store.set_up(&row.id, &link, typed, &hash).await? {
        return Err(spent());
    }
    let account = Account { name: typed.to_owned(), ..Account::from(row) };
    site.store.log(Some(&account), "password set", &account.name, "").await?;
    Ok(Redirect::to("/staff/sign-in?done=set-up").into_response())
}

fn form(frame: &Frame, head: &HeaderMap, status: StatusCode, name: &str, problems: Problems) -> Response {
    let Ok(form_token) = token::fresh() else { return Trouble::Fault.page(frame) };
    let page =
        Page { frame, form_token: &form_token, name, name_problem: problems.name, password_problem: problems.password };
    let (Ok(html), Some(cookie)) = (page.render(), session::form_cookie(&form_token, head)) else {
        return Trouble::Fault.page(frame);
    };
    (status, [(header::SET_COOKIE, cookie)], Html(html)).into_response()
}
