//! Services: drafts, publishing, going back, two at once, and what is refused.

use airt::staff::Role;
use reqwest::StatusCode;

use crate::house::{Browser, House, Page};

const KOOTH: &str = "knowledge-base/services/kooth.toml";
const CHILDLINE: &str = "knowledge-base/services/childline.toml";

/// The form of a service sent again with some fields changed.
async fn save(staff: &mut Browser, id: &str, base: &str, fields: &[(&str, &str)]) -> Page {
    let all: Vec<(&str, &str)> = fields.iter().copied().chain([("base", base)]).collect();
    staff.post(&format!("/staff/services/{id}/draft"), &all).await
}

async fn publish(staff: &mut Browser, id: &str, why: &str) -> Page {
    let base = staff.get(&format!("/staff/services/{id}")).await.hidden("base");
    staff.post(&format!("/staff/services/{id}/publish"), &[("base", &base), ("why", why)]).await
}

#[tokio::test]
async fn a_draft_changes_nothing_until_it_is_published_and_can_be_gone_back_from() {
    let house = House::open().await;
    let before = house.read(KOOTH);
    let mut editor = house.signed_in("Isla", Role::Editor).await;
    let base = editor.get("/staff/services/kooth").await.says("A free website where you can chat").hidden("base");
    let summary = "Chat with a counsellor online. It is free.";
    let page = save(&mut editor, "kooth", &base, &[("summary", summary)]).await;
    assert_eq!(page.location, "/staff/services/kooth?done=draft", "{}", page.html);
    assert_eq!(house.read(KOOTH), before);
    editor.get("/staff/services/kooth").await.says("A draft by Isla").says(summary).says("<ins>");
    editor
        .get("/staff/services?only=draft")
        .await
        .says("/staff/services/kooth")
        .does_not_say("/staff/services/childline");

    let mut publisher = house.signed_in("Morag", Role::Publisher).await;
    publish(&mut publisher, "kooth", "").await.says("Write why");
    let page = publish(&mut publisher, "kooth", "plainer").await;
    assert_eq!(page.location, "/staff/services/kooth?done=published", "{}", page.html);
    let old = before.lines().find(|line| line.starts_with("summary = ")).unwrap();
    assert_eq!(house.read(KOOTH), before.replace(old, &format!("summary = \"{summary}\"")), "one line changed");

    let page = editor.get("/staff/services/kooth/versions").await;
    page.says("Morag: plainer").says("somebody outside these pages: found in the folder").says("<del>");
    let first = page.hidden("version");
    editor.post("/staff/services/kooth/back", &[("version", &first)]).await;
    assert_eq!(publish(&mut publisher, "kooth", "back").await.location, "/staff/services/kooth?done=published");
    assert_eq!(house.read(KOOTH), before);
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_the_rest_is_kept() {
    let house = House::open().await;
    let mut staff = house.signed_in("Isla", Role::Editor).await;
    let base = staff.get("/staff/services/kooth").await.hidden("base");
    let large = "x".repeat(5_000_000);
    for (name, value, words) in [
        ("closed_until", "2027-02-30", "a day that there is"),
        ("who.min_age", "twelve", "a number from 0 to 120"),
        ("summary", large.as_str(), "too long"),
    ] {
        let page = save(&mut staff, "kooth", &base, &[(name, value), ("name", "Kept as typed")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says(words).says("value=\"Kept as typed\"");
    }
    let fields = [("contact.1.kind", "phone"), ("contact.1.value", "0808 1a7 0000"), ("contact.1.source", "x")];
    let page = save(&mut staff, "kooth", &base, &[&fields[..], &[("contact.1.checked", "2026-11-22")]].concat()).await;
    assert_eq!(page.location, "/staff/services/kooth?done=draft");
    let page = staff.get("/staff/services/kooth").await;
    let field = page.html.find("id=\"contact-1-value-help\"").unwrap();
    assert!(page.html[field..field + 400].contains("class=\"problem\""), "{}", &page.html[field..field + 400]);
    let mut publisher = house.signed_in("Morag", Role::Publisher).await;
    publish(&mut publisher, "kooth", "a new number").await.says("cannot be published yet");
}

#[tokio::test]
async fn two_who_write_at_once_lose_nothing() {
    let house = House::open().await;
    let mut isla = house.signed_in("Isla", Role::Editor).await;
    let mut ewan = house.signed_in("Ewan", Role::Editor).await;
    let base = isla.get("/staff/services/kooth").await.hidden("base");
    save(&mut isla, "kooth", &base, &[("access.cost", "free of charge")]).await;
    let fields = [("name", "Kooth"), ("summary", "What Ewan wrote.")];
    let page = save(&mut ewan, "kooth", &base, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("Isla changed this service").says("What Ewan wrote.").says("free of charge");
    let again = page.hidden("base");
    assert_eq!(save(&mut ewan, "kooth", &again, &fields).await.location, "/staff/services/kooth?done=draft");
    ewan.get("/staff/services/kooth").await.says("What Ewan wrote.").says("free of charge");

    let mut publisher = house.signed_in("Morag", Role::Publisher).await;
    let by_hand = house.read(KOOTH).replace("provider = \"Kooth plc\"", "provider = \"By hand\"");
    std::fs::write(house.path(KOOTH), &by_hand).unwrap();
    publish(&mut publisher, "kooth", "both").await.says("changed since this draft was begun");
    assert_eq!(house.read(KOOTH), by_hand, "nothing was overwritten");
    publisher.get("/staff/services/kooth/versions").await.says("found in the folder");
}

#[tokio::test]
async fn nothing_that_breaks_a_crisis_line_is_published() {
    let house = House::open().await;
    let before = house.read(CHILDLINE);
    let mut staff = house.signed_in("Morag", Role::Publisher).await;
    for (field, value, words) in [
        ("crisis", "false", "an ordinary service"),
        ("state", "hold", "hide a crisis line"),
        ("closed_until", "2030-01-01", "close a crisis line"),
        ("contact.0.hold", "no", "a crisis line"),
        ("name", "", "This is empty"),
    ] {
        let base = staff.get("/staff/services/childline").await.hidden("base");
        let page = save(&mut staff, "childline", &base, &[(field, value)]).await;
        assert_eq!(page.location, "/staff/services/childline?done=draft", "{field}");
        let page = publish(&mut staff, "childline", "so").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let page = page.html.to_lowercase();
        assert!(page.contains(&words.to_lowercase()), "{field}: {words}");
        assert_eq!(house.read(CHILDLINE), before);
        staff.post("/staff/services/childline/drop", &[]).await;
    }
}

#[tokio::test]
async fn a_route_that_was_rung_today_says_so() {
    let house = House::open().await;
    let mut staff = house.signed_in("Morag", Role::Publisher).await;
    let page = staff.post("/staff/services/childline/rang", &[("route", "0"), ("value", "phone")]).await;
    assert_eq!(page.location, "/staff/services/childline?done=rang", "{}", page.html);
    assert!(house.read(CHILDLINE).contains("confirmed = { by = \"Morag\", on = "));
    staff.get("/staff/services/childline").await.says("Tried by Morag");
    staff.get("/staff/services/childline/versions").await.says("rang phone");
}

#[tokio::test]
async fn a_service_that_is_not_there_yet_begins_as_a_draft() {
    let house = House::open().await;
    let mut staff = house.signed_in("Morag", Role::Publisher).await;
    let page = staff.post("/staff/services", &[("name", "The Blorvik <b>Club</b>")]).await;
    assert_eq!(page.location, "/staff/services/the-blorvik-b-club-b?done=draft");
    let path = "/staff/services/the-blorvik-b-club-b";
    staff.get(path).await.says("do not see this service yet").does_not_say("<b>Club");
    publish(&mut staff, "the-blorvik-b-club-b", "new").await.says("cannot be published yet");
    staff.post("/staff/services", &[("name", "Childline")]).await.says("already");
    staff.post("/staff/services", &[("name", "../..")]).await.says("Write the name");

    let base = staff.get(path).await.hidden("base");
    let fields = [
        ("name", "Blorvik Club"),
        ("summary", "A club where you can play blorvik."),
        ("topics", "someone-to-talk-to"),
        ("has.topics", "yes"),
        ("questions", "where can i play blorvik\nis there a blorvik club"),
        ("contact.0.kind", "website"),
        ("contact.0.value", "https://www.example.org/blorvik"),
        ("contact.0.source", "https://www.example.org/blorvik"),
        ("contact.0.checked", "2026-11-22"),
    ];
    save(&mut staff, "the-blorvik-b-club-b", &base, &fields).await;
    let page = publish(&mut staff, "the-blorvik-b-club-b", "new").await;
    assert_eq!(page.location, format!("{path}?done=published"), "{}", page.html);
    let mut answer = serde_json::Value::Null;
    // A machine with much to do may take longer to read the files than the page waits.
    for _ in 0..120 {
        answer = house.browser().asks("is there a blorvik club").await;
        if answer["services"][0]["id"] == "the-blorvik-b-club-b" {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    panic!("it is not found: {answer}");
}

#[tokio::test]
async fn a_path_in_an_id_is_refused() {
    let house = House::open().await;
    std::fs::write(house.path("knowledge-base/secret.toml"), "name = \"secret\"").unwrap();
    let mut staff = house.signed_in("Morag", Role::Publisher).await;
    for id in
        ["..%2fsecret", "%2e%2e%2fsecret", "..%2f..%2fdata%2fairt", "secret%00", "Kooth", ".kooth", "%2fetc%2fpasswd"]
    {
        for path in ["", "/versions"] {
            let page = staff.get(&format!("/staff/services/{id}{path}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{id}{path}");
            page.does_not_say("name = ");
        }
        for form in ["draft", "drop", "publish", "rang", "back"] {
            let page = staff.post(&format!("/staff/services/{id}/{form}"), &[("name", "x"), ("route", "0")]).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{id}/{form}");
        }
    }
    assert_eq!(house.read("knowledge-base/secret.toml"), "name = \"secret\"");
}
