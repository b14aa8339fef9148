//! Staff and Telegram: what is asked there comes to them and goes back
//! answered, and their own group is told what waits.

use std::time::Duration;

use airt::staff::Role;

use crate::bot_api::{BotApi, Fault, Person, TOKEN};
use crate::gaps::{ASKED, TAUGHT, listed};
use crate::house::{Browser, House};

const GROUP: &str = "-1001234567890";

/// Airt on a Telegram of the test's own.
fn settings<'a>(url: &'a str, group: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("TELOXIDE_TOKEN", TOKEN),
        ("AIRT_TELEGRAM_API_URL", url),
        ("AIRT_TELEGRAM_POLL_SECONDS", "1"),
        ("AIRT_STAFF_TELEGRAM_GROUP", group),
        // Or the week's message would wait on a Monday before eight, and the test with it.
        ("AIRT_STAFF_LETTERS_HOUR", "0"),
    ]
}

/// What the group reads, message by message.
fn read(api: &BotApi) -> Vec<String> {
    api.shown(GROUP.parse().unwrap()).into_iter().map(|shown| shown.text).collect()
}

/// Waits until Airt has read what was taught: on a machine with much to do
/// that takes longer than the page waits.
async fn answered_now(staff: &mut Browser, group: &str) {
    for _ in 0..240 {
        if staff.get(group).await.html.contains("Airt answers with: <a href=\"/staff/services/kooth\">") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    panic!("what was taught is not answered");
}

#[tokio::test]
async fn what_telegram_could_not_answer_is_taught_and_answered_there_without_a_restart() {
    let api = BotApi::start().await;
    let house = House::set("models", &settings(api.url().as_str(), "0")).await;
    let young = Person::new(&api, 11);
    young.says(ASKED).await;
    assert!(!young.reads().contains("Kooth"), "{}", young.reads());

    let mut staff = house.signed_in("Morag", Role::Publisher).await;
    let group = listed(&mut staff, ASKED).await.link("/staff/unanswered/");
    staff.get(&group).await.says(ASKED).says("telegram: ").does_not_say("Airt answers with");
    let page = staff.post(&format!("{group}/teach"), &[("service", "kooth"), ("question", TAUGHT)]).await;
    assert_eq!(page.location, format!("{group}?done=taught"), "{}", page.html);

    answered_now(&mut staff, &group).await;
    young.says(ASKED).await;
    let last = young.sees().last().unwrap().text.clone();
    assert!(last.contains("Kooth"), "{last}");
    assert_eq!(api.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn the_group_of_staff_is_told_once_and_what_did_not_arrive_is_told_later() {
    let api = BotApi::start().await;
    let url = api.url().to_string();
    let kicked = Fault::Error(403, "Forbidden: bot was kicked from the supergroup chat");
    // With markup, and then without.
    api.fail("sendMessage", kicked.clone());
    api.fail("sendMessage", kicked);
    let house = House::set("tests/support/no-encoder", &settings(&url, GROUP)).await;
    api.until("the first try", |api| api.calls("sendMessage").len() == 2).await;
    assert!(read(&api).is_empty());

    let house = house.restarted("tests/support/no-encoder", &settings(&url, GROUP)).await;
    api.until("the week's digest", |api| !read(api).is_empty()).await;
    let digest = &read(&api)[0];
    for words in ["Airt: what waits this week", "0 groups of questions", "/staff/unanswered"] {
        assert!(digest.contains(words), "{words}: {digest}");
    }

    for _ in 0..10 {
        house.browser().asks(ASKED).await;
    }
    let _house = house.restarted("tests/support/no-encoder", &settings(&url, GROUP)).await;
    api.until("a nudge", |api| read(api).len() > 1).await;
    let nudge = &read(&api)[1];
    assert!(nudge.contains("Airt: something is asked much more today"), "the digest came twice: {nudge}");
    assert!(nudge.contains("asked 10 times"), "{nudge}");
    for word in ["unicycle", "joust"] {
        assert!(!nudge.contains(word), "a young person's word: {nudge}");
    }
    assert_eq!(api.violations(), Vec::<String>::new());
}
