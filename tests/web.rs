//! The page over HTTP, with the real router on a port of its own.
#![allow(
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so loudly"
)]

#[path = "web/site.rs"]
mod site;

use futures::future::join_all;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use self::site::Site;

/// The value of the first attribute of this name, from a position on.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    html.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// The hidden field of the place where a person writes.
fn conversation(html: &str) -> String {
    let at = html.find("id=\"conversation\" value=\"").expect("the page carries its conversation");
    html[at..].split('"').nth(3).unwrap().to_owned()
}

const PAGES: [&str; 6] = ["/", "/embed", "/crisis", "/offline", "/privacy", "/accessibility"];

#[tokio::test]
async fn the_first_screen_says_what_airt_is_and_offers_topics_and_a_place_to_write() {
    let html = Site::start().await.page("/").await;
    for expected in
        ["Hi, I&#39;m Airt", "I&#39;m a computer", "value=\"topic:money-and-food\"", "<textarea", "name=\"text\""]
    {
        assert!(html.contains(expected), "{expected}");
    }
    let first = html.find("<a ").unwrap();
    assert!(html[first..].starts_with("<a class=\"exit\""), "leaving comes first for a keyboard");
}

#[tokio::test]
async fn every_page_keeps_others_out_and_sets_nothing() {
    let site = Site::start().await;
    for path in PAGES.into_iter().chain(["/nowhere", "/api/messages"]) {
        let response = site.get(path).await;
        let headers = response.headers();
        let policy = header(headers, "content-security-policy");
        assert!(policy.starts_with("default-src 'none'; "), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert!(policy.ends_with("frame-ancestors 'none'"), "{path}");
        assert_eq!(header(headers, "x-frame-options"), "DENY", "{path}");
        assert_eq!(header(headers, "referrer-policy"), "no-referrer", "{path}");
        assert_eq!(header(headers, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(headers, "cache-control"), "no-store", "{path}");
        assert!(!headers.contains_key("set-cookie"), "{path}");
    }
}

#[tokio::test]
async fn every_page_has_exit_and_help_now_in_the_same_place_and_runs_nothing_inline() {
    let site = Site::start().await;
    let top = |html: &str| {
        let start = html.find("<header").unwrap();
        html[start..html.find("</header>").unwrap()].replace("target=\"_top\"", "").replace("/embed", "/")
    };
    let expected = top(&site.page("/").await).split_whitespace().collect::<String>();
    for path in PAGES {
        let html = site.page(path).await;
        assert_eq!(top(&html).split_whitespace().collect::<String>(), expected, "{path}");
        assert!(!html.contains("style=\"") && !html.contains("<style"), "{path}");
        assert!(!html.contains(" onclick") && !html.contains("<script>"), "{path}");
    }
}

#[tokio::test]
async fn everything_that_a_page_loads_comes_from_here_and_is_there() {
    let site = Site::start().await;
    for path in PAGES {
        let html = site.page(path).await;
        for loaded in attributes(&html, "src") {
            assert!(loaded.starts_with('/'), "{path} loads {loaded}");
        }
        for own in
            attributes(&html, "href").into_iter().chain(attributes(&html, "src")).filter(|link| link.starts_with('/'))
        {
            assert_eq!(site.get(own).await.status(), StatusCode::OK, "{path} names {own}");
        }
    }
    let style = site.get("/assets/airt.css").await;
    assert_eq!(header(style.headers(), "content-type"), "text/css; charset=utf-8");
    let text = style.text().await.unwrap();
    assert!(!text.contains("http"), "the style sheet loads from elsewhere");
    let versioned = attributes(&site.page("/").await, "href")
        .into_iter()
        .find(|link| link.contains("airt.css"))
        .unwrap()
        .to_owned();
    assert!(header(site.get(&versioned).await.headers(), "cache-control").contains("immutable"));
    assert_eq!(site.get("/assets/../Cargo.toml").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_program_gets_the_object_of_the_command_line_and_the_conversation_goes_on() {
    let site = Site::start().await;
    let (status, answer) = site.ask(&json!({"text": "help getting a job"})).await;
    assert_eq!(status, StatusCode::OK);
    for field in [
        "message",
        "outcome",
        "concerns",
        "services",
        "facet",
        "text",
        "choices",
        "kept",
        "micros",
        "conversation",
        "reply",
        "html",
    ] {
        assert!(answer.get(field).is_some(), "{field} is missing");
    }
    assert_eq!(answer["message"], "help getting a job");
    let id = answer["conversation"].as_str().unwrap();
    assert_eq!(id.len(), 32);
    let (_, next) = site.ask(&json!({"conversation": id, "action": "topics"})).await;
    assert_eq!(next["conversation"], id);
}

#[tokio::test]
async fn without_javascript_the_page_shows_the_last_question_and_its_answer() {
    let site = Site::start().await;
    let own = conversation(&site.page("/").await);
    let (status, html) = site.submit("/", &[("conversation", &own), ("text", "help getting a job")]).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("</span>help getting a job</p>"));
    assert!(html.contains("<article class=\"card\">"));
    assert_eq!(conversation(&html), own, "the conversation goes on");
    let (_, html) = site.submit("/", &[("conversation", &own), ("action", "topic:money-and-food")]).await;
    assert!(html.contains("</span>Money and food</p>"), "a tap is shown as what was tapped");
    assert!(!html.contains("help getting a job"), "only the last question stays");
}

#[tokio::test]
async fn hiding_leaves_nothing_of_the_talk_on_the_page() {
    let site = Site::start().await;
    let own = conversation(&site.page("/").await);
    site.submit("/", &[("conversation", &own), ("text", "kooth")]).await;
    for hide in [("action", "hide"), ("text", "hide this")] {
        let (_, html) = site.submit("/", &[("conversation", &own), hide]).await;
        assert!(!html.to_lowercase().contains("kooth"), "{hide:?}");
        assert!(!html.contains("</span>hide this"), "{hide:?}");
    }
}

#[tokio::test]
async fn odd_input_gets_an_ordinary_kind_reply_and_is_shown_as_it_is() {
    let site = Site::start().await;
    let long = "a ".repeat(5_000);
    let texts = [
        "",
        "   ",
        "\u{1f622}\u{1f622}",
        "\u{0}\u{1b}[31mred\u{7}",
        "\u{202e}txet sdrawkcab\u{202c}",
        "NOT *:* ^5",
        "<b>bold</b> **x** _y_",
        "</textarea><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "&lt;script&gt;",
        "{{ 7 * 7 }} {% raw %}",
        &long,
    ];
    for text in texts {
        let shown = text.chars().take(40).collect::<String>();
        let (status, answer) = site.ask(&json!({"text": text})).await;
        assert_eq!(status, StatusCode::OK, "{shown}");
        assert!(!answer["text"].as_str().unwrap().is_empty(), "{shown}");
        assert!(!answer["html"].as_str().unwrap().contains("<script"), "{shown}");
        let (status, html) = site.submit("/", &[("text", text)]).await;
        assert_eq!(status, StatusCode::OK, "{shown}");
        assert!(!html.contains("<script>alert") && !html.contains("<img") && !html.contains("<b>"), "{shown}");
    }
}

#[tokio::test]
async fn a_body_of_another_form_is_still_answered() {
    let site = Site::start().await;
    for body in [&b"{\"text\": \"i feel sad"[..], b"i feel sad", b"{\"text\": 7}", b"[1]", b"\xff\xfe\xfd", b""] {
        let response = site.post("/api/messages", body.to_vec(), &[("content-type", "text/plain")]).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        let answer: Value = response.json().await.unwrap();
        assert!(!answer["text"].as_str().unwrap().is_empty());
    }
    let response = site.post("/", b"text=%FF%FE+hello".to_vec(), &[]).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(site.get("/api/messages").await.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn an_unknown_conversation_begins_anew_and_kindly() {
    let site = Site::start().await;
    for id in [json!(null), json!(""), json!("nobody"), json!("../../etc/passwd"), json!(7), json!("0".repeat(32))] {
        let (status, answer) = site.ask(&json!({"conversation": id, "text": "kooth"})).await;
        assert_eq!(status, StatusCode::OK, "{id}");
        assert_eq!(answer["conversation"].as_str().unwrap().len(), 32, "{id}");
    }
}

#[tokio::test]
async fn a_button_of_an_older_page_leads_on() {
    let site = Site::start().await;
    for action in ["launch", "topic:gone", "service:gone", "wrong:../x", "age:999"] {
        let (status, answer) = site.ask(&json!({"action": action})).await;
        assert_eq!(status, StatusCode::OK, "{action}");
        assert!(!answer["text"].as_str().unwrap().is_empty(), "{action}");
    }
}

#[tokio::test]
async fn another_site_cannot_choose_the_conversation() {
    let site = Site::start().await;
    let planted = "0123456789abcdef0123456789abcdef";
    let body = format!("conversation={planted}&text=hello");
    let own = site.post("/", body.clone(), &[("sec-fetch-site", "same-origin")]).await.text().await.unwrap();
    assert_eq!(conversation(&own), planted);
    let foreign = site.post("/", body, &[("sec-fetch-site", "cross-site")]).await.text().await.unwrap();
    assert_ne!(conversation(&foreign), planted);
}

#[tokio::test]
async fn cards_open_calls_texts_and_pages_and_nothing_else() {
    let site = Site::start().await;
    let (_, answer) = site.ask(&json!({"action": "service:shout"})).await;
    assert!(answer["html"].as_str().unwrap().contains("href=\"sms:85258?&#38;body=SHOUT\""), "{answer}");
    let (_, answer) = site.ask(&json!({"action": "service:childline"})).await;
    assert!(answer["html"].as_str().unwrap().contains("href=\"tel:08001111\""));
    for question in ["i feel sad", "i need money", "somewhere to live", "young carer"] {
        let (_, answer) = site.ask(&json!({"text": question})).await;
        for link in attributes(answer["html"].as_str().unwrap(), "href") {
            assert!(["tel:", "sms:", "mailto:", "https://"].iter().any(|scheme| link.starts_with(scheme)), "{link}");
        }
    }
}

#[tokio::test]
async fn a_body_past_the_limit_is_refused_kindly_and_with_people_to_call() {
    let site = Site::start().await;
    let long = "a".repeat(17_000);
    let (status, answer) = site.ask(&json!({"text": long})).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer["html"].as_str().unwrap().contains("href=\"tel:999\""));
    let (status, html) = site.submit("/", &[("text", &long)]).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(html.contains("href=\"tel:999\""));
}

#[tokio::test]
async fn a_flood_in_one_conversation_is_refused_but_screened_and_with_people_to_call() {
    let site = Site::with("per_address_per_second = 1000").await;
    let own = conversation(&site.page("/").await);
    let message = json!({"conversation": own, "text": "i want to kill myself"});
    let answers = join_all((0..40).map(|_| site.ask(&message))).await;
    let refused: Vec<&Value> = answers
        .iter()
        .filter(|(status, _)| *status == StatusCode::TOO_MANY_REQUESTS)
        .map(|(_, answer)| answer)
        .collect();
    assert!(refused.len() >= 10, "only {} of 40 at once were refused", refused.len());
    assert!(answers.len() - refused.len() >= 10, "ten are answered in full");
    for answer in refused {
        assert!(!answer["concerns"].as_array().unwrap().is_empty(), "it is screened all the same");
        assert!(answer["html"].as_str().unwrap().contains("href=\"tel:999\""));
    }
    let fields = [("conversation", own.as_str()), ("text", "hello")];
    let pages = join_all((0..40).map(|_| site.submit("/", &fields))).await;
    let (_, page) = pages.iter().find(|(status, _)| *status == StatusCode::TOO_MANY_REQUESTS).unwrap();
    assert!(page.contains("href=\"tel:999\""));
    let (status, _) = site.ask(&json!({"text": "hello"})).await;
    assert_eq!(status, StatusCode::OK, "others are not held up");
}

#[tokio::test]
async fn one_address_is_slowed_whoever_it_says_it_is() {
    let site = Site::with("per_address_per_second = 3").await;
    let answers = join_all((0..40).map(async |number| {
        let forged = format!("198.51.100.{number}");
        site.post("/api/messages", "{\"text\":\"hi\"}", &[("x-forwarded-for", &forged)]).await.status()
    }))
    .await;
    let refused = answers.iter().filter(|status| **status == StatusCode::TOO_MANY_REQUESTS).count();
    assert!(refused > 0);
}

#[tokio::test]
async fn behind_a_proxy_of_ours_each_person_counts_alone() {
    let site = Site::with("per_address_per_second = 3\ntrusted_proxies = [\"127.0.0.1\"]").await;
    let answers = join_all((0..20).map(async |number| {
        let person = format!("198.51.100.{number}");
        site.post("/api/messages", "{\"text\":\"hi\"}", &[("x-forwarded-for", &person)]).await.status()
    }))
    .await;
    assert!(answers.iter().all(|status| *status == StatusCode::OK), "{answers:?}");
}

#[tokio::test]
async fn only_the_hosts_in_the_settings_may_frame_the_chat_and_only_there() {
    let site = Site::with("embed_hosts = [\"www.council.example\"]").await;
    let embed = site.get("/embed").await;
    assert!(
        header(embed.headers(), "content-security-policy").ends_with("frame-ancestors https://www.council.example")
    );
    assert!(!embed.headers().contains_key("x-frame-options"));
    let page = site.get("/").await;
    assert_eq!(header(page.headers(), "x-frame-options"), "DENY");
    let html = embed.text().await.unwrap();
    assert!(html.contains("action=\"/embed\""), "forms stay inside the frame");
    assert!(html.contains("target=\"_top\""), "leaving leaves the whole page");
    let script = site.get("/embed.js").await.text().await.unwrap();
    assert!(script.contains("/embed") && script.trim_end().ends_with("(\"Airt: find the right help\");"));
}

#[tokio::test]
async fn the_page_can_be_installed_and_keeps_the_help_numbers_offline() {
    let site = Site::start().await;
    let manifest: Value = site.get("/manifest.webmanifest").await.json().await.unwrap();
    assert_eq!(manifest["start_url"], "/");
    for icon in manifest["icons"].as_array().unwrap() {
        assert_eq!(site.get(icon["src"].as_str().unwrap()).await.status(), StatusCode::OK);
    }
    let worker = site.get("/sw.js").await.text().await.unwrap();
    assert!(worker.contains("\"/offline\""));
    let offline = site.page("/offline").await;
    for number in ["tel:999", "tel:08001111", "sms:85258"] {
        assert!(offline.contains(number), "{number}");
    }
}

#[tokio::test]
async fn the_pages_beside_the_chat_name_who_runs_it() {
    let site = Site::start().await;
    for path in ["/privacy", "/accessibility", "/crisis"] {
        assert!(site.page(path).await.contains("South Lanarkshire Council"), "{path}");
    }
    assert!(site.page("/privacy").await.contains("30 days"));
    let response = site.get("/nowhere").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(response.text().await.unwrap().contains("href=\"/crisis\""));
}
