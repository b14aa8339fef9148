//! Every address of the staff pages with who may open it. A page cannot be
//! added without saying so, and no page is reached but through here: the
//! session, the role and the form's token are looked at before it runs.

use std::collections::BTreeMap;

use axum::RequestExt as _;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodFilter, on};
use chrono::Utc;

use super::fields::Fields;
use super::session::{self, Signed};
use super::trouble::Trouble;
use super::view::Frame;
use super::{Role, Shared, headers, held, token};

/// What a page answers.
pub(super) type Answer = Result<Response, Trouble>;

/// One address and who may open it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Door {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Such as `/staff/services/{id}`.
    pub path: &'static str,
    /// The least role; `None` for whoever comes.
    pub role: Option<Role>,
}

/// What a page is told of a request.
#[derive(Debug)]
pub(super) struct Visit {
    pub(super) site: Shared,
    pub(super) who: Signed,
    parts: BTreeMap<String, String>,
    pub(super) query: Fields,
    pub(super) form: Fields,
    pub(super) path: String,
    pub(super) headers: axum::http::HeaderMap,
}

impl Visit {
    /// A part of the address, such as `id`.
    pub(super) fn part(&self, name: &str) -> &str {
        self.parts.get(name).map_or("", String::as_str)
    }

    /// What the page around the answer needs.
    pub(super) fn frame(&self) -> Frame {
        Frame::signed(&self.who, &self.path, self.query.get("done"))
    }

    /// Writes down what was done.
    pub(super) async fn log(&self, action: &str, subject: &str, detail: &str) -> Result<(), Trouble> {
        Ok(self.site.store.log(Some(&self.who.account), action, subject, detail).await?)
    }
}

/// The pages while they are being put together.
pub(super) struct Doors {
    router: Router<Shared>,
    table: Vec<Door>,
}

impl Doors {
    pub(super) fn new() -> Self {
        Self { router: Router::new(), table: Vec::new() }
    }

    /// A page to read.
    pub(super) fn get<F, A>(self, path: &'static str, role: Role, page: F) -> Self
    where
        F: Fn(Visit) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Answer> + Send + 'static,
    {
        self.guarded(MethodFilter::GET, "GET", path, role, page)
    }

    /// A form to send.
    pub(super) fn post<F, A>(self, path: &'static str, role: Role, page: F) -> Self
    where
        F: Fn(Visit) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Answer> + Send + 'static,
    {
        self.guarded(MethodFilter::POST, "POST", path, role, page)
    }

    fn guarded<F, A>(self, filter: MethodFilter, method: &'static str, path: &'static str, role: Role, page: F) -> Self
    where
        F: Fn(Visit) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Answer> + Send + 'static,
    {
        let handler = move |State(site): State<Shared>, request: Request| async move {
            match admit(site, request, role).await {
                Ok(visit) => {
                    let frame = visit.frame();
                    // What was begun is finished when the browser goes away: a
                    // file that was published gets its version all the same.
                    let answer = tokio::spawn(page(visit)).await.unwrap_or(Err(Trouble::Fault));
                    answer.unwrap_or_else(|trouble| trouble.page(&frame))
                }
                Err(response) => response,
            }
        };
        self.add(method, path, Some(role), on(filter, handler))
    }

    /// A page for whoever comes: signing in, setting up, the style sheet. It
    /// looks after itself.
    pub(super) fn open(
        self,
        method: &'static str,
        path: &'static str,
        page: axum::routing::MethodRouter<Shared>,
    ) -> Self {
        self.add(method, path, None, page)
    }

    fn add(
        mut self,
        method: &'static str,
        path: &'static str,
        role: Option<Role>,
        page: axum::routing::MethodRouter<Shared>,
    ) -> Self {
        self.table.push(Door { method, path, role });
        Self { router: self.router.route(path, page), table: self.table }
    }

    pub(super) fn into_router(self) -> Router<Shared> {
        self.router
    }

    pub(super) fn into_table(self) -> Vec<Door> {
        self.table
    }
}

/// Lets a request in, or answers it.
async fn admit(site: Shared, mut request: Request, role: Role) -> Result<Visit, Response> {
    let path = request.uri().path().to_owned();
    let stranger = Frame::stranger(&path);
    let signed = session::of(&site, request.headers()).await.map_err(|error| Trouble::from(error).page(&stranger))?;
    let Some(who) = signed else { return Err(signed_out(&site, request).await) };
    let frame = Frame::signed(&who, &path, "");
    if who.account.role < role {
        return Err(Trouble::NotYours(role).page(&frame));
    }
    let parts = request
        .extract_parts::<Path<BTreeMap<String, String>>>()
        .await
        .map_or_else(|_| BTreeMap::new(), |Path(parts)| parts);
    let query = Fields::parse(request.uri().query().unwrap_or_default().as_bytes());
    let is_form = request.method() == Method::POST;
    let (head, body) = request.into_parts();
    let mut form = Fields::default();
    if is_form {
        if headers::is_foreign(&head.headers) {
            return Err(Trouble::Foreign.page(&frame));
        }
        form = Fields::read(body).await.ok_or_else(|| Trouble::TooLarge.page(&frame))?;
        if !token::same(form.get("csrf"), &who.csrf) {
            return Err(Trouble::Foreign.page(&frame));
        }
        // What waited is sent now.
        if let Some(cookie) = session::held_token(&head.headers) {
            site.held.end(&cookie, &path);
        }
    }
    Ok(Visit { site, who, parts, query, form, path, headers: head.headers })
}

/// Nobody is signed in any more: what was asked for or typed waits until somebody is.
async fn signed_out(site: &Shared, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let path = head.uri.path_and_query().map_or("/staff", |path| path.as_str());
    let is_form = head.method == Method::POST;
    let may_wait = if is_form { held::is_worked_on(path) } else { path != "/staff" };
    let cookie = token::fresh().ok().filter(|_| may_wait && !headers::is_foreign(&head.headers));
    let form = if is_form && cookie.is_some() { Fields::read(body).await } else { Some(Fields::default()) };
    let kept = cookie.zip(form).filter(|(cookie, form)| site.held.keep(token::hash(cookie), path, form, Utc::now()));
    let set = kept.and_then(|(cookie, _)| session::held_cookie(&cookie, &head.headers));
    let where_to = match (set.is_some() && is_form, set.is_some() && session::had_one(&head.headers)) {
        (true, _) => "/staff/sign-in?done=held",
        (false, true) => "/staff/sign-in?done=ended",
        (false, false) => "/staff/sign-in",
    };
    (set.map(|value| [(axum::http::header::SET_COOKIE, value)]), Redirect::to(where_to)).into_response()
}

/// Sends the browser on after a form, so that reloading does not send it again.
pub(super) fn go(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(axum::http::header::LOCATION, path.to_owned())]).into_response()
}
