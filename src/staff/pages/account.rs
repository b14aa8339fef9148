//! Your own account: the second step of signing in, switched on and off.
//!
//! The app's secret and the recovery codes stand on the page that makes them
//! and in no other place.

use askama::Template;
use axum::http::StatusCode;
use chrono::Utc;
use secrecy::ExposeSecret;

use super::sign_in_code::WRONG;
use crate::staff::door::{Answer, Visit, go};
use crate::staff::proof::{self, Denied};
use crate::staff::recovery;
use crate::staff::second_factor::{Picture, SecondFactor};
use crate::staff::store::FactorRow;
use crate::staff::token;
use crate::staff::trouble::Trouble;
use crate::staff::view::{self, Frame};

#[derive(Template)]
#[template(path = "staff/account.html")]
struct Page<'a> {
    frame: &'a Frame,
    name: &'a str,
    role: &'static str,
    state: Step,
    password_problem: Option<String>,
    code_problem: Option<String>,
}

/// How far somebody has come with the second step.
enum Step {
    Off,
    /// A code has still to be entered.
    Begun {
        picture: Picture,
        factor: SecondFactor,
    },
    On {
        since: i64,
        codes: i64,
    },
}

#[derive(Template)]
#[template(path = "staff/recovery_codes.html")]
struct CodesPage<'a> {
    frame: &'a Frame,
    codes: Vec<String>,
    /// It was switched on just now.
    is_first: bool,
}

/// What is wrong with what was typed, beside each field.
#[derive(Default)]
struct Problems {
    password: Option<String>,
    code: Option<String>,
}

impl Problems {
    fn none(&self) -> bool {
        self.password.is_none() && self.code.is_none()
    }
}

/// `GET /staff/account`.
pub(in crate::staff) async fn show(visit: Visit) -> Answer {
    render(&visit, Problems::default()).await
}

/// `POST /staff/account/second-step`: makes a secret, which counts for nothing
/// before a code was entered.
pub(in crate::staff) async fn begin(visit: Visit) -> Answer {
    if let Err(problems) = with_password(&visit).await? {
        return render(&visit, problems).await;
    }
    let salt = token::fresh()?;
    visit.site.store.begin_second_factor(&visit.who.account.id, &salt, Utc::now()).await?;
    Ok(go("/staff/account"))
}

/// `POST /staff/account/second-step/confirm`: the first code, which switches it on.
pub(in crate::staff) async fn confirm(visit: Visit) -> Answer {
    let (site, account) = (&visit.site, &visit.who.account);
    let begun = site.store.second_factor(&account.id, Utc::now()).await?.filter(|row| row.confirmed.is_none());
    let Some(row) = begun else { return Ok(go("/staff/account")) };
    let Some(step) = factor(&visit, &row)?.step(visit.form.get("code"), Utc::now()) else {
        let what = "This is not the code that your app shows now. Wait for the next one. If that is not right either, \
                    look whether the clock of your phone is.";
        return render(&visit, Problems { code: Some(what.to_owned()), ..Problems::default() }).await;
    };
    let codes = recovery::fresh()?;
    let hashes: Vec<String> = codes.iter().map(|code| recovery::hash(&account.id, code)).collect();
    if !site.store.confirm_second_factor(&account.id, &row.salt, step, &hashes, &visit.who.token).await? {
        return Ok(go("/staff/account"));
    }
    visit.log("second step switched on", &account.name, "").await?;
    view::page(&CodesPage { frame: &visit.frame(), codes, is_first: true })
}

/// `POST /staff/account/second-step/codes`: ten recovery codes in the place of the old.
pub(in crate::staff) async fn renew(visit: Visit) -> Answer {
    if let Err(problems) = with_password_and_code(&visit).await? {
        return render(&visit, problems).await;
    }
    let account = &visit.who.account;
    let codes = recovery::fresh()?;
    let hashes: Vec<String> = codes.iter().map(|code| recovery::hash(&account.id, code)).collect();
    visit.site.store.renew_recovery_codes(&account.id, &hashes).await?;
    visit.log("new recovery codes", &account.name, "").await?;
    view::page(&CodesPage { frame: &visit.frame(), codes, is_first: false })
}

/// `POST /staff/account/second-step/off`.
pub(in crate::staff) async fn switch_off(visit: Visit) -> Answer {
    if let Err(problems) = with_password_and_code(&visit).await? {
        return render(&visit, problems).await;
    }
    let account = &visit.who.account;
    visit.site.store.drop_second_factor(&account.id).await?;
    visit.log("second step switched off", &account.name, "").await?;
    Ok(go("/staff/account?done=second-step-off"))
}

/// Whether the form holds their password: whoever finds an open page must not
/// be able to lock them out, or to let themselves in later.
async fn with_password(visit: &Visit) -> Result<Result<(), Problems>, Trouble> {
    let typed = visit.form.get("password");
    let what = match proof::password(&visit.site, &visit.who.account.name, typed).await {
        Ok(_) => return Ok(Ok(())),
        Err(denied) => in_words(denied, "This is not your password. Try again.")?,
    };
    Ok(Err(Problems { password: Some(what), ..Problems::default() }))
}

/// The same, and a code: of the app, or a recovery code.
async fn with_password_and_code(visit: &Visit) -> Result<Result<(), Problems>, Trouble> {
    let with_password = with_password(visit).await?;
    if with_password.is_err() {
        return Ok(with_password);
    }
    let what = match proof::code(&visit.site, &visit.who.account, &visit.form).await {
        Ok(_) => return Ok(Ok(())),
        Err(denied) => in_words(denied, WRONG)?,
    };
    Ok(Err(Problems { code: Some(what), ..Problems::default() }))
}

fn in_words(denied: Denied, wrong: &str) -> Result<String, Trouble> {
    match denied {
        Denied::Wait(seconds) => Ok(format!("There were too many tries. Wait {seconds} seconds, then try again.")),
        Denied::Wrong => Ok(wrong.to_owned()),
        Denied::Trouble(trouble) => Err(trouble),
    }
}

fn factor(visit: &Visit, row: &FactorRow) -> Result<SecondFactor, Trouble> {
    let account = &visit.who.account;
    SecondFactor::new(&visit.site.keys, &account.id, &row.salt, &account.name).ok_or(Trouble::Fault)
}

async fn step(visit: &Visit) -> Result<Step, Trouble> {
    let (store, id) = (&visit.site.store, &visit.who.account.id);
    let Some(row) = store.second_factor(id, Utc::now()).await? else { return Ok(Step::Off) };
    if let Some(since) = row.confirmed {
        return Ok(Step::On { since, codes: store.recovery_codes(id).await? });
    }
    let factor = factor(visit, &row)?;
    Ok(Step::Begun { picture: factor.picture().ok_or(Trouble::Fault)?, factor })
}

async fn render(visit: &Visit, problems: Problems) -> Answer {
    let is_refused = !problems.none();
    let account = &visit.who.account;
    let mut response = view::page(&Page {
        frame: &visit.frame(),
        name: &account.name,
        role: account.role.as_str(),
        state: step(visit).await?,
        password_problem: problems.password,
        code_problem: problems.code,
    })?;
    if is_refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}
