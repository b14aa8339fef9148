//! The second step of signing in: a code from an app, after the password.

use airt::staff::{Role, new_link, without_second_factor};
use reqwest::StatusCode;
use totp_rs::{Builder, Secret, Totp};

use crate::house::{Browser, House, PASSWORD, Page};

const PAGE: &str = "/staff/account";
const CODE: &str = "/staff/sign-in/code";

/// An app that was told the letters on the page.
pub(crate) struct Phone(Totp);

impl Phone {
    pub(crate) fn told(letters: &str) -> Self {
        let secret = Secret::try_from_base32(letters.replace(' ', "")).unwrap();
        Self(Builder::new().with_secret(secret).with_account_name("Morag").with_issuer(Some("Airt")).build().unwrap())
    }

    pub(crate) fn code(&self) -> String {
        self.0.generate_current().to_string()
    }

    /// What it shows in half a minute, which counts already: clocks differ.
    pub(crate) fn next_code(&self) -> String {
        self.0.generate(u64::try_from(chrono::Utc::now().timestamp()).unwrap() + 30).to_string()
    }

    /// Six digits that it shows at no time near this one.
    fn wrong_code(&self) -> String {
        let now = u64::try_from(chrono::Utc::now().timestamp()).unwrap();
        let near: Vec<String> = (0..9).map(|step| self.0.generate(now + 30 * step - 120).to_string()).collect();
        (0..10).map(|nth| format!("{nth:06}")).find(|code| !near.contains(code)).unwrap()
    }
}

/// Switches the second step on for whoever is signed in; the phone, and the
/// recovery codes.
async fn switch_on(browser: &mut Browser) -> (Phone, Vec<String>) {
    let (phone, _, codes) = switch_on_with(browser).await;
    (phone, codes)
}

/// The same, with the code that did it.
async fn switch_on_with(browser: &mut Browser) -> (Phone, String, Vec<String>) {
    browser.get(PAGE).await.says("Set up the second step");
    let page = browser.post("/staff/account/second-step", &[("password", PASSWORD)]).await;
    assert_eq!(page.location, PAGE, "{}", page.html);
    let page = browser.get(PAGE).await;
    page.says("<svg").says("not switched on yet");
    let phone = Phone::told(between(&page, "<code id=\"secret\">"));
    let code = phone.code();
    let page = browser.post("/staff/account/second-step/confirm", &[("code", &code)]).await;
    page.says("The second step is switched on");
    let codes = page.html.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
    (phone, code, codes.collect())
}

fn between<'a>(page: &'a Page, start: &str) -> &'a str {
    page.html.split(start).nth(1).unwrap().split('<').next().unwrap()
}

/// Name and password, then what the second form holds.
async fn sign_in(house: &House, field: &str, typed: &str) -> (Browser, Page) {
    let mut browser = house.browser();
    assert_eq!(browser.sign_in("Morag", PASSWORD).await.location, CODE);
    let page = second(&mut browser, field, typed).await;
    (browser, page)
}

async fn second(browser: &mut Browser, field: &str, typed: &str) -> Page {
    let form = browser.get(CODE).await.hidden("form");
    browser.post_raw(CODE, &[("form", &form), (field, typed)], &[]).await
}

/// Half a minute goes by: the code of now may be given again.
async fn forget_the_last_code(house: &House) {
    sqlx::query("update staff_second_factors set last_step = 0").execute(&house.pool().await).await.unwrap();
}

#[tokio::test]
async fn with_the_second_step_a_password_alone_signs_nobody_in() {
    let house = House::open().await;
    let mut morag = house.signed_in("Morag", Role::Viewer).await;
    let mut elsewhere = house.browser();
    elsewhere.sign_in("Morag", PASSWORD).await;
    let (phone, used, codes) = switch_on_with(&mut morag).await;
    assert_eq!(codes.len(), 10);
    morag.get(PAGE).await.says("It is switched on").says("10 recovery codes are left");
    assert_eq!(elsewhere.get("/staff").await.location, "/staff/sign-in", "where the password was enough is over");

    let (mut browser, page) = sign_in(&house, "code", &phone.wrong_code()).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    page.says("This is not right, or it was used already");
    assert_eq!(browser.get("/staff").await.location, "/staff/sign-in");
    let again = second(&mut browser, "code", &used).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED, "the code that switched it on was used");
    assert_eq!(second(&mut browser, "code", &phone.next_code()).await.location, "/staff");
    browser.get("/staff").await.says("What waits for you");
    assert_eq!(browser.get(CODE).await.location, "/staff/sign-in", "nobody is halfway any more");
    let log = browser.get("/staff/audit").await;
    for words in ["second step switched on", "wrong code", "signed in", "with a code"] {
        log.says(words);
    }
}

#[tokio::test]
async fn without_the_password_there_is_no_way_to_the_second_step() {
    let house = House::open().await;
    let mut morag = house.signed_in("Morag", Role::Viewer).await;
    let (phone, codes) = switch_on(&mut morag).await;
    let mut stranger = house.browser();
    assert_eq!(stranger.get(CODE).await.location, "/staff/sign-in");
    let form = stranger.get("/staff/sign-in").await.hidden("form");
    for (field, typed) in [("code", phone.next_code()), ("recovery", codes[0].clone())] {
        let page = stranger.post_raw(CODE, &[("form", &form), (field, &typed)], &[]).await;
        assert_eq!(page.location, "/staff/sign-in", "{field}");
    }
    let page = stranger.post_raw(CODE, &[("form", "made up"), ("code", &phone.next_code())], &[]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "nor by somebody else's page");
    assert_eq!(stranger.get("/staff").await.location, "/staff/sign-in");

    let mut halfway = house.browser();
    halfway.sign_in("Morag", PASSWORD).await;
    let link = new_link(house.store.clone(), "Morag").await.unwrap();
    house.browser().set_up(&link, "Morag").await;
    let form = halfway.get(CODE).await.hidden("form");
    let page = halfway.post_raw(CODE, &[("form", &form), ("code", &phone.next_code())], &[]).await;
    assert_eq!(page.location, "/staff/sign-in", "with a new password they begin again");
}

#[tokio::test]
async fn a_recovery_code_signs_in_once_and_new_ones_end_the_old() {
    let house = House::open().await;
    let mut morag = house.signed_in("Morag", Role::Viewer).await;
    let (phone, codes) = switch_on(&mut morag).await;
    let typed = codes[3].to_uppercase().replace('-', " ");
    let (mut browser, page) = sign_in(&house, "recovery", &typed).await;
    assert_eq!(page.location, "/staff");
    browser.get(PAGE).await.says("9 recovery codes are left");
    browser.get("/staff/audit").await.says("with a recovery code");
    let (_, page) = sign_in(&house, "recovery", &codes[3]).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED, "it works once");

    let fields = [("password", PASSWORD), ("code", &phone.next_code())];
    let page = browser.post("/staff/account/second-step/codes", &fields).await;
    page.says("The old ones do not work any more").does_not_say(&codes[5]);
    let fresh = between(&page, "<li><code>").to_owned();
    assert_eq!(sign_in(&house, "recovery", &codes[5]).await.1.status, StatusCode::UNAUTHORIZED);
    assert_eq!(sign_in(&house, "recovery", &fresh).await.1.location, "/staff");
}

#[tokio::test]
async fn guessing_at_codes_is_slowed_and_a_right_one_waits_too() {
    let house = House::open().await;
    let mut morag = house.signed_in("Morag", Role::Viewer).await;
    let (phone, codes) = switch_on(&mut morag).await;
    let (mut guesser, mut other) = (house.browser(), house.browser());
    guesser.sign_in("Morag", PASSWORD).await;
    other.sign_in("Morag", PASSWORD).await;
    for nth in 0..5 {
        let page = second(&mut guesser, "code", &phone.wrong_code()).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "try {nth}");
    }
    let page = second(&mut guesser, "code", &phone.next_code()).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    page.says("There were too many tries. Wait");
    let page = second(&mut other, "recovery", &codes[0]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "nor is there another way in meanwhile");
}

#[tokio::test]
async fn switching_it_off_needs_password_and_code() {
    let house = House::open().await;
    let mut morag = house.signed_in("Morag", Role::Viewer).await;
    let page = morag.post("/staff/account/second-step", &[("password", "a wrong password")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("This is not your password");
    let (phone, _) = switch_on(&mut morag).await;
    let off = "/staff/account/second-step/off";
    for (password, code, words) in [
        ("a wrong password", phone.next_code(), "This is not your password"),
        (PASSWORD, String::new(), "This is not right, or it was used already"),
        (PASSWORD, phone.wrong_code(), "This is not right, or it was used already"),
    ] {
        let page = morag.post(off, &[("password", password), ("code", &code)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says(words).does_not_say(PASSWORD);
    }
    morag.get(PAGE).await.says("It is switched on");
    // Begun again, it does not take the place of the one that is on.
    morag.post("/staff/account/second-step", &[("password", PASSWORD)]).await;
    forget_the_last_code(&house).await;
    let page = morag.post(off, &[("password", PASSWORD), ("code", &phone.code())]).await;
    assert_eq!(page.location, "/staff/account?done=second-step-off", "{}", page.html);
    morag.get(PAGE).await.says("Set up the second step");
    morag.get("/staff/audit").await.says("second step switched off");
    assert_eq!(house.browser().sign_in("Morag", PASSWORD).await.location, "/staff");
}

#[tokio::test]
async fn a_publisher_helps_a_colleague_who_lost_their_phone_and_nobody_helps_themselves() {
    let house = House::open().await;
    let mut morag = house.signed_in("Morag", Role::Publisher).await;
    switch_on(&mut morag).await;
    let mut isla = house.signed_in("Isla", Role::Publisher).await;
    let page = isla.get("/staff/accounts").await;
    let ids: Vec<&str> = page.html.split("action=\"/staff/accounts/").skip(1).collect();
    let of_morag = ids.iter().find(|rest| rest.contains("second-step\"")).unwrap().split('/').next().unwrap();
    let address = format!("/staff/accounts/{of_morag}/second-step");
    let page = morag.post(&address, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("with your password and a code");

    assert_eq!(isla.post(&address, &[]).await.location, "/staff/accounts?done=saved");
    assert_eq!(morag.get("/staff").await.location, "/staff/sign-in", "whoever holds the account is asked again");
    isla.get("/staff/audit").await.says("for a colleague");
    assert_eq!(house.browser().sign_in("Morag", PASSWORD).await.location, "/staff");
}

#[tokio::test]
async fn whoever_runs_the_machine_can_switch_it_off() {
    let house = House::open().await;
    let mut morag = house.signed_in("Morag", Role::Publisher).await;
    switch_on(&mut morag).await;
    assert!(without_second_factor(house.store.clone(), "morag").await.unwrap());
    assert!(!without_second_factor(house.store.clone(), "Morag").await.unwrap(), "it is off already");
    assert!(without_second_factor(house.store.clone(), "Nobody").await.is_err());
    assert_eq!(house.browser().sign_in("Morag", PASSWORD).await.location, "/staff");
    morag.get("/staff/audit").await.says("on the command line");
}

#[tokio::test]
async fn neither_the_secret_nor_a_recovery_code_stands_in_the_database() {
    let house = House::open().await;
    let mut morag = house.signed_in("Morag", Role::Viewer).await;
    morag.post("/staff/account/second-step", &[("password", PASSWORD)]).await;
    let letters = between(&morag.get(PAGE).await, "<code id=\"secret\">").replace(' ', "");
    let phone = Phone::told(&letters);
    let page = morag.post("/staff/account/second-step/confirm", &[("code", &phone.code())]).await;
    let code = between(&page, "<li><code>").to_owned();
    house.store.close().await;
    let raw = Secret::try_from_base32(&letters).unwrap();
    let secrets = [letters.as_bytes(), raw.as_bytes(), code.as_bytes()];
    for entry in std::fs::read_dir(house.path("data")).unwrap().map(Result::unwrap) {
        let bytes = std::fs::read(entry.path()).unwrap();
        for secret in secrets {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret), "{:?}", entry.path());
        }
    }
}
