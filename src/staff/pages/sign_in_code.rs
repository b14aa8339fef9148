//! Signing in, the second step: the code, for those who have switched it on.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use chrono::Utc;

use super::sign_in::{enter, own_form};
use crate::staff::account::Account;
use crate::staff::door::Answer;
use crate::staff::proof::{self, Denied};
use crate::staff::store::AccountRow;
use crate::staff::trouble::Trouble;
use crate::staff::view::Frame;
use crate::staff::{Shared, session, token};

const PATH: &str = "/staff/sign-in/code";

/// Where those go who are not, or no longer, halfway.
const BEGINNING: &str = "/staff/sign-in";

/// Whether it never was a code, was used or is too old is not told apart.
pub(super) const WRONG: &str = "This is not right, or it was used already. Wait until your app shows another code, and \
                                type that one.";

#[derive(Template)]
#[template(path = "staff/sign_in_code.html")]
struct Page<'a> {
    frame: &'a Frame,
    form_token: &'a str,
    code_problem: Option<String>,
}

/// What follows the right password.
pub(super) fn begin(site: &Shared, head: &HeaderMap, row: &AccountRow) -> Answer {
    let secret = token::fresh()?;
    site.halfway.begin(token::hash(&secret), &row.id, of_password(row), Utc::now());
    let cookie = session::half_in(&secret, head).ok_or(Trouble::Fault)?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(PATH)).into_response())
}

/// `GET /staff/sign-in/code`.
pub(in crate::staff) async fn show(State(site): State<Shared>, request: Request) -> Response {
    let head = request.headers();
    let half = session::half_token(head).and_then(|cookie| site.halfway.find(&cookie, Utc::now()));
    match half {
        Some(_) => form(&Frame::stranger(PATH), head, StatusCode::OK, None),
        None => Redirect::to(BEGINNING).into_response(),
    }
}

/// `POST /staff/sign-in/code`.
pub(in crate::staff) async fn take(State(site): State<Shared>, request: Request) -> Response {
    let frame = Frame::stranger(PATH);
    checked(&site, request).await.unwrap_or_else(|trouble| trouble.page(&frame))
}

async fn checked(site: &Shared, request: Request) -> Answer {
    let (head, body) = request.into_parts();
    let fields = own_form(&head.headers, body).await?;
    let again = || Ok(Redirect::to(BEGINNING).into_response());
    let Some(cookie) = session::half_token(&head.headers) else { return again() };
    let Some(account) = halfway(site, &cookie).await? else { return again() };
    let refused = |status, what: &str| Ok(form(&Frame::stranger(PATH), &head.headers, status, Some(what.to_owned())));
    let shown = match proof::code(site, &account, &fields).await {
        Ok(shown) => shown,
        Err(Denied::Wait(seconds)) => {
            let what = format!("There were too many tries. Wait {seconds} seconds, then try again.");
            return refused(StatusCode::TOO_MANY_REQUESTS, &what);
        }
        Err(Denied::Wrong) => return refused(StatusCode::UNAUTHORIZED, WRONG),
        Err(Denied::Trouble(trouble)) => return Err(trouble),
    };
    site.halfway.end(&cookie);
    let mut response = enter(site, &head.headers, &account, shown.in_words()).await?;
    if let Some(cookie) = session::no_longer_half(&head.headers) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Who gave the right password in this browser, as long as it is still the
/// right one and the account still in use.
async fn halfway(site: &Shared, cookie: &str) -> Result<Option<Account>, Trouble> {
    let Some(half) = site.halfway.find(cookie, Utc::now()) else { return Ok(None) };
    let row = site.store.account(&half.account).await?;
    let row = row.filter(|row| row.disabled == 0 && token::same(&of_password(row), &half.password));
    Ok(row.map(Account::from))
}

fn of_password(row: &AccountRow) -> String {
    token::hash(row.password.as_deref().unwrap_or_default())
}

fn form(frame: &Frame, head: &HeaderMap, status: StatusCode, code_problem: Option<String>) -> Response {
    let Ok(form_token) = token::fresh() else { return Trouble::Fault.page(frame) };
    let page = Page { frame, form_token: &form_token, code_problem };
    let (Ok(html), Some(cookie)) = (page.render(), session::form_cookie(&form_token, head)) else {
        return Trouble::Fault.page(frame);
    };
    (status, [(header::SET_COOKIE, cookie)], Html(html)).into_response()
}
