//! Signing in: the first account, links, throttling, forms of others, leaving.

use airt::staff::{Role, add_account, new_link};
use reqwest::StatusCode;

use crate::house::{House, PASSWORD};

#[tokio::test]
async fn the_first_account_is_set_up_by_a_link_that_works_once() {
    let house = House::open().await;
    let old = house.first_link().await.unwrap();
    let link = house.first_link().await.unwrap();
    let mut browser = house.browser();
    browser.get(&old).await.says("does not work any more");
    browser.get(&link).await.says("Set your password");
    let form = browser.get(&link).await.hidden("form");
    let weak = [("form", form.as_str()), ("name", "Morag"), ("password", "short"), ("again", "short")];
    let page = browser.post_raw(&link, &weak, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("at least 12 letters").says("value=\"Morag\"").does_not_say("\"short\"");
    let page = browser.set_up(&link, "Morag Bell").await;
    assert_eq!(page.location, "/staff/sign-in?done=set-up");
    browser.get(&link).await.says("does not work any more");
    assert_eq!(house.first_link().await, None);

    let page = browser.sign_in("  MORAG bell ", PASSWORD).await;
    assert_eq!(page.location, "/staff");
    let cookie = page.headers.get("set-cookie").unwrap().to_str().unwrap();
    assert!(cookie.contains("; HttpOnly; SameSite=Strict") && cookie.contains("; Path=/staff;"), "{cookie}");
    browser.get("/staff").await.says("What waits for you").says("Morag Bell");
    browser.get("/staff/accounts").await.says("Add a colleague");
    browser.get("/staff/audit").await.says("password set").says("signed in");
}

#[tokio::test]
async fn a_link_that_was_made_by_hand_outlives_a_start() {
    let house = House::open().await;
    let link = add_account(house.store.clone(), "Morag", Role::Publisher).await.unwrap();
    assert_eq!(house.first_link().await, None);
    house.browser().get(&link).await.says("Set your password");
}

#[tokio::test]
async fn nothing_tells_whether_an_account_exists_and_guessing_is_slowed() {
    let house = House::open().await;
    house.signed_in("Morag", Role::Viewer).await;
    let mut seen = Vec::new();
    for name in ["Morag", "Nobody"] {
        let mut browser = house.browser();
        let mut answers = Vec::new();
        for _ in 0..6 {
            let page = browser.sign_in(name, "a wrong password").await;
            let problem = page.html.split("id=\"problem\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
            answers.push((page.status, problem));
        }
        seen.push(answers);
    }
    assert_eq!(seen[0], seen[1], "a name that exists is answered like one that does not");
    assert_eq!(seen[0][4].0, StatusCode::UNAUTHORIZED);
    assert_eq!(seen[0][5].0, StatusCode::TOO_MANY_REQUESTS);
    let page = house.browser().sign_in("Morag", PASSWORD).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "the right password waits too");
}

#[tokio::test]
async fn a_form_of_somebody_elses_page_is_refused() {
    let house = House::open().await;
    let mut browser = house.signed_in("Morag", Role::Publisher).await;
    let csrf = browser.csrf.clone();
    for (token, site) in [("", "same-origin"), ("guessed", "same-origin"), (csrf.as_str(), "cross-site")] {
        let fields = [("csrf", token), ("name", "Mallory"), ("role", "publisher")];
        let page = browser.post_raw("/staff/accounts", &fields, &[("sec-fetch-site", site)]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{token:?} {site}");
    }
    browser.get("/staff/accounts").await.does_not_say("Mallory");
    let mut stranger = house.browser();
    let fields = [("form", "made up"), ("name", "Morag"), ("password", PASSWORD)];
    let page = stranger.post_raw("/staff/sign-in", &fields, &[]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "nobody is signed in by another page");
}

#[tokio::test]
async fn signing_out_ends_it_here_and_everywhere() {
    let house = House::open().await;
    let mut one = house.signed_in("Morag", Role::Viewer).await;
    let mut two = house.browser();
    two.sign_in("Morag", PASSWORD).await;
    let mut three = two.clone();
    one.post("/staff/sign-out", &[]).await;
    assert_eq!(one.get("/staff").await.location, "/staff/sign-in");
    two.get("/staff").await.says("What waits for you");
    two.post("/staff/sign-out-everywhere", &[]).await;
    assert_eq!(three.get("/staff").await.location, "/staff/sign-in");

    let mut four = house.browser();
    four.sign_in("Morag", PASSWORD).await;
    new_link(house.store.clone(), "Morag").await.unwrap();
    assert_eq!(four.get("/staff").await.location, "/staff/sign-in", "a new link ends what was open");
}

#[tokio::test]
async fn a_session_that_is_idle_or_old_is_over() {
    let house = House::open().await;
    let pool = house.pool().await;
    for column in [
        "update staff_sessions set last_seen = last_seen - 1800000",
        "update staff_sessions set created = created - 43200000",
    ] {
        let mut browser = house.signed_in(&format!("Morag {}", column.len()), Role::Viewer).await;
        sqlx::query(column).execute(&pool).await.unwrap();
        assert_eq!(browser.get("/staff").await.location, "/staff/sign-in", "{column}");
    }
}

#[tokio::test]
async fn what_was_typed_when_the_session_ended_waits_for_whoever_signs_in_again() {
    let house = House::open().await;
    let mut staff = house.signed_in("Morag", Role::Editor).await;
    let over = "update staff_sessions set last_seen = last_seen - 1800000";
    sqlx::query(over).execute(&house.pool().await).await.unwrap();
    let draft = "/staff/services/kooth/draft";
    let page = staff.post(draft, &[("summary", "Typed for an <hour>.")]).await;
    assert_eq!(page.location, "/staff/sign-in?done=held");
    staff.get(&page.location).await.says("what you typed is kept");
    assert_eq!(staff.sign_in("Morag", PASSWORD).await.location, "/staff/held");
    let held = staff.get("/staff/held").await;
    held.says("value=\"Typed for an &#60;hour&#62;.\"").says(&format!("action=\"{draft}\""));
    let mut other = house.signed_in("Isla", Role::Editor).await;
    assert_eq!(other.get("/staff/held").await.status, StatusCode::NOT_FOUND, "another browser sees nothing of it");
    let base = staff.get("/staff/services/kooth").await.hidden("base");
    let page = staff.post(draft, &[("base", base.as_str()), ("summary", "Typed for an <hour>.")]).await;
    assert_eq!(page.location, "/staff/services/kooth?done=draft");
    assert_eq!(staff.get("/staff/held").await.status, StatusCode::NOT_FOUND, "it was sent");

    sqlx::query(over).execute(&house.pool().await).await.unwrap();
    assert_eq!(staff.get("/staff/services/kooth").await.location, "/staff/sign-in?done=ended");
    assert_eq!(staff.sign_in("Morag", PASSWORD).await.location, "/staff/services/kooth", "where they wanted to go");
}

#[tokio::test]
async fn the_database_holds_no_password_no_cookie_and_no_link() {
    let house = House::open().await;
    let link = add_account(house.store.clone(), "Isla", Role::Viewer).await.unwrap();
    let browser = house.signed_in("Morag", Role::Viewer).await;
    house.store.close().await;
    let secrets = [PASSWORD, browser.cookies["airt-staff"].as_str(), link.rsplit('/').next().unwrap()];
    for entry in std::fs::read_dir(house.path("data")).unwrap().map(Result::unwrap) {
        let bytes = std::fs::read(entry.path()).unwrap();
        for secret in secrets {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{:?}", entry.path());
        }
    }
}

#[tokio::test]
async fn somebody_is_always_left_who_manages_accounts() {
    let house = House::open().await;
    let mut browser = house.signed_in("Morag", Role::Publisher).await;
    let page = browser.get("/staff/accounts").await;
    let own = page.link("/staff/accounts/").replace("/link", "");
    for fields in [&[("role", "viewer")][..], &[("role", "publisher"), ("off", "yes")]] {
        let page = browser.post(&own, fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    browser.get("/staff/accounts").await.says("in use");
}
