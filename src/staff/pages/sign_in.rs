//! Signing in and out.
//!
//! Nothing here tells whether an account exists: the same words, the same
//! work and the same waiting for a wrong name and a wrong password.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use chrono::{Duration, Utc};

use super::sign_in_code;
use crate::staff::account::Account;
use crate::staff::door::{Answer, Visit};
use crate::staff::fields::Fields;
use crate::staff::proof::{self, Denied};
use crate::staff::trouble::Trouble;
use crate::staff::view::{self, Frame};
use crate::staff::{Shared, headers, session, token};

const PATH: &str = "/staff/sign-in";

/// Where what was typed before waits.
const HELD: &str = "/staff/held";

#[derive(Template)]
#[template(path = "staff/sign_in.html")]
struct Page<'a> {
    frame: &'a Frame,
    form_token: &'a str,
    name: &'a str,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "staff/held.html")]
struct HeldPage<'a> {
    frame: &'a Frame,
    path: &'a str,
    typed: &'a [(String, String)],
}

/// `GET /staff/sign-in`.
pub(in crate::staff) async fn show(State(_): State<Shared>, request: Request) -> Response {
    let query = Fields::parse(request.uri().query().unwrap_or_default().as_bytes());
    let mut frame = Frame::stranger(PATH);
    frame.done = view::done(query.get("done"));
    form(&frame, request.headers(), StatusCode::OK, "", None)
}

/// `POST /staff/sign-in`.
pub(in crate::staff) async fn take(State(site): State<Shared>, request: Request) -> Response {
    let frame = Frame::stranger(PATH);
    match checked(&site, request).await {
        Ok(response) => response,
        Err(trouble) => trouble.page(&frame),
    }
}

async fn checked(site: &Shared, request: Request) -> Answer {
    let frame = Frame::stranger(PATH);
    let (head, body) = request.into_parts();
    let fields = own_form(&head.headers, body).await?;
    let name = fields.trimmed("name");
    let refused = |status, what: &str| Ok(form(&frame, &head.headers, status, name, Some(what.to_owned())));
    let row = match proof::password(site, name, fields.get("password")).await {
        Ok(row) => row,
        Err(Denied::Wait(seconds)) => {
            let what = format!("There were too many tries with this name. Wait {seconds} seconds, then try again.");
            return refused(StatusCode::TOO_MANY_REQUESTS, &what);
        }
        Err(Denied::Wrong) => {
            return refused(StatusCode::UNAUTHORIZED, "The name or the password is not right. Try again.");
        }
        Err(Denied::Trouble(trouble)) => return Err(trouble),
    };
    if proof::is_needed(site, &row.id).await?.is_some() {
        return sign_in_code::begin(site, &head.headers, &row);
    }
    enter(site, &head.headers, &row.into(), "").await
}

/// Signs an account in. `how` is for the log.
pub(super) async fn enter(site: &Shared, head: &HeaderMap, account: &Account, how: &str) -> Answer {
    let (secret, csrf, now) = (token::fresh()?, token::fresh()?, Utc::now());
    let oldest = now - Duration::hours(site.config.staff.session_hours.into());
    site.store.sign_in(&token::hash(&secret), &account.id, &csrf, now, oldest).await?;
    site.store.log(Some(account), "signed in", "", how).await?;
    let cookie = session::signed_in(&secret, head, &site.config.staff).ok_or(Trouble::Fault)?;
    let waiting = session::held_token(head).and_then(|cookie| Some((site.held.find(&cookie, now)?, cookie)));
    let where_to = match waiting {
        Some((request, cookie)) if request.typed.is_empty() => {
            site.held.end(&cookie, &request.path);
            request.path
        }
        Some(_) => HELD.to_owned(),
        None => "/staff".to_owned(),
    };
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&where_to)).into_response())
}

/// `GET /staff/held`: what was typed before the session ended.
pub(in crate::staff) async fn held(visit: Visit) -> Answer {
    let cookie = session::held_token(&visit.headers).ok_or(Trouble::NotFound)?;
    let held = visit.site.held.find(&cookie, Utc::now()).filter(|held| !held.typed.is_empty());
    let held = held.ok_or(Trouble::NotFound)?;
    view::page(&HeldPage { frame: &visit.frame(), path: &held.path, typed: &held.typed })
}

/// The fields of a form that was sent before signing in: from our own page,
/// in the browser that was given the page.
pub(super) async fn own_form(head: &HeaderMap, body: axum::body::Body) -> Result<Fields, Trouble> {
    let fields = Fields::read(body).await.ok_or(Trouble::TooLarge)?;
    let is_own = session::form_token(head).is_some_and(|cookie| token::same(cookie, fields.get("form")));
    if headers::is_foreign(head) || !is_own {
        return Err(Trouble::Foreign);
    }
    Ok(fields)
}

fn form(frame: &Frame, head: &HeaderMap, status: StatusCode, name: &str, problem: Option<String>) -> Response {
    let Ok(form_token) = token::fresh() else { return Trouble::Fault.page(frame) };
    let page = Page { frame, form_token: &form_token, name, problem };
    let (Ok(html), Some(cookie)) = (page.render(), session::form_cookie(&form_token, head)) else {
        return Trouble::Fault.page(frame);
    };
    (status, [(header::SET_COOKIE, cookie)], Html(html)).into_response()
}

/// `POST /staff/sign-out`.
pub(in crate::staff) async fn out(visit: Visit) -> Answer {
    visit.site.store.sign_out(&visit.who.token).await?;
    visit.log("signed out", "", "").await?;
    gone(&visit)
}

/// `POST /staff/sign-out-everywhere`.
pub(in crate::staff) async fn out_everywhere(visit: Visit) -> Answer {
    visit.site.store.sign_out_everywhere(&visit.who.account.id).await?;
    visit.log("signed out everywhere", "", "").await?;
    gone(&visit)
}

fn gone(visit: &Visit) -> Answer {
    let cookie = session::signed_out(&visit.headers).ok_or(Trouble::Fault)?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/staff/sign-in?done=out")).into_response())
}
