//! The way from a question without an answer to the answer, and what is kept
//! of it on the way.

use std::time::Duration;

use airt::staff::Role;
use reqwest::StatusCode;
use serde_json::Value;

use crate::house::{Browser, House, Page};

pub(crate) const ASKED: &str = "where can i learn to joust on a unicycle";
pub(crate) const TAUGHT: &str = "unicycle jousting lessons near me";

/// A kept question, as insights write it.
async fn keep(house: &House, id: &str, text: &str) {
    sqlx::query(
        "insert into texts (id, event, at, delete_after, channel, conversation, outcome, text)
         values ($1, $1, $2, $3, 'web', 'k', 'unanswered', $4)",
    )
    .bind(id)
    .bind(chrono::Utc::now().timestamp_millis())
    .bind(i64::MAX)
    .bind(text)
    .execute(&house.pool().await)
    .await
    .unwrap();
}

/// The list, once it shows these words: records are written behind the answers.
pub(crate) async fn listed(staff: &mut Browser, words: &str) -> Page {
    for _ in 0..100 {
        let page = staff.get("/staff/unanswered").await;
        if page.html.contains(words) {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{words:?} was never listed");
}

fn first_service(answer: &Value) -> &str {
    answer["services"][0]["id"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_question_without_an_answer_is_taught_and_answered_without_a_restart() {
    let house = House::with("models").await;
    let mut young = house.browser();
    let outcome = young.asks(ASKED).await["outcome"].clone();
    assert!(outcome == "unanswered" || outcome == "unsure", "{outcome}");
    let mut staff = house.signed_in("Morag", Role::Publisher).await;
    let group = listed(&mut staff, ASKED).await.link("/staff/unanswered/");
    staff.get(&group).await.does_not_say("Airt answers with").says(ASKED);
    staff.get(&format!("{group}?search=kooth")).await.says("value=\"kooth\"");

    let before = house.read("knowledge-base/services/kooth.toml");
    let teach = format!("{group}/teach");
    for copied in ["Where can I learn to joust on a UNICYCLE?", "hello where can i learn to joust on a unicycle pls"] {
        let page = staff.post(&teach, &[("service", "kooth"), ("question", copied)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("young person&#39;s own words");
    }
    assert_eq!(house.read("knowledge-base/services/kooth.toml"), before);

    let page = staff.post(&teach, &[("service", "kooth"), ("question", TAUGHT)]).await;
    assert_eq!(page.location, format!("{group}?done=taught"), "{}", page.html);
    staff.get(&group).await.says("Airt answers with: <a href=\"/staff/services/kooth\">Kooth</a>").says("Mended");
    let answer = young.asks(TAUGHT).await;
    assert_eq!((answer["outcome"].as_str(), first_service(&answer)), (Some("answered"), "kooth"));

    let after = house.read("knowledge-base/services/kooth.toml");
    assert_eq!(after.replace(&format!("  \"{TAUGHT}\",\n"), ""), before, "nothing else of the file changed");
    assert!(!after.contains(ASKED));
    staff.get("/staff/unanswered").await.does_not_say(&group);
    staff.get("/staff/unanswered?state=fixed").await.says(&group);
    staff.get("/staff/audit").await.says("published").says(TAUGHT);
}

#[tokio::test]
async fn what_an_editor_teaches_waits_for_a_publisher() {
    let house = House::open().await;
    keep(&house, "1", ASKED).await;
    let mut editor = house.signed_in("Isla", Role::Editor).await;
    let group = listed(&mut editor, ASKED).await.link("/staff/unanswered/");
    let before = house.read("knowledge-base/services/kooth.toml");
    let page = editor.post(&format!("{group}/teach"), &[("service", "kooth"), ("question", TAUGHT)]).await;
    assert_eq!(page.location, format!("{group}?done=draft"));
    assert_eq!(house.read("knowledge-base/services/kooth.toml"), before);
    editor.get(&group).await.says("A draft waits");
}

#[tokio::test]
async fn what_is_not_for_us_is_counted_and_never_shown_again() {
    let house = House::open().await;
    keep(&house, "1", ASKED).await;
    let mut staff = house.signed_in("Isla", Role::Editor).await;
    let group = listed(&mut staff, ASKED).await.link("/staff/unanswered/");
    let path = format!("{group}/not-for-us");
    staff.post(&path, &[("label", "unicycles"), ("reason", "")]).await.says("Write why").says("value=\"unicycles\"");
    let page = staff.post(&path, &[("label", "unicycles"), ("reason", "a joke")]).await;
    assert_eq!(page.location, "/staff/unanswered?done=closed");
    sqlx::query("delete from texts").execute(&house.pool().await).await.unwrap();
    keep(&house, "2", "Unicycles!").await;
    staff.get("/staff/unanswered").await.says("There is nothing here");
    staff.get(&group).await.says("Asked 2 times").says("a joke").does_not_say(ASKED);
}

#[tokio::test]
async fn a_group_keeps_its_counts_when_its_words_are_gone() {
    let house = House::open().await;
    keep(&house, "1", ASKED).await;
    keep(&house, "2", "Where can I learn to joust - on a unicycle?").await;
    let mut staff = house.signed_in("Morag", Role::Publisher).await;
    let group = listed(&mut staff, ASKED).await.link("/staff/unanswered/");
    sqlx::query("delete from texts").execute(&house.pool().await).await.unwrap();
    staff.get(&group).await.says("Asked 2 times").says("no longer kept").does_not_say("unicycle");
    staff.post(&format!("{group}/label"), &[("label", "circus skills"), ("kind", "no-service")]).await;
    staff.post(&format!("{group}/note"), &[("note", "ask at the library")]).await;
    staff.post(&format!("{group}/assign"), &[("to", "Morag")]).await;
    staff.get("/staff/unanswered?kind=no-service").await.says("circus skills").says("Morag");
    staff.get(&group).await.says("ask at the library");
    for table in ["gaps", "gap_days", "gap_notes", "gap_texts"] {
        let rows: Vec<String> = sqlx::query_scalar("select group_concat(name) from pragma_table_info($1)")
            .bind(table)
            .fetch_all(&house.pool().await)
            .await
            .unwrap();
        assert!(!rows[0].contains("conversation"), "{table}: {rows:?}");
    }
}

#[tokio::test]
async fn a_mended_group_that_is_asked_again_is_open_again() {
    let house = House::open().await;
    keep(&house, "1", ASKED).await;
    let mut staff = house.signed_in("Morag", Role::Publisher).await;
    let group = listed(&mut staff, ASKED).await.link("/staff/unanswered/");
    let id = group.rsplit('/').next().unwrap();
    sqlx::query("update gaps set state = 'fixed', fixed_at = 1 where id = $1")
        .bind(id)
        .execute(&house.pool().await)
        .await
        .unwrap();
    staff.get("/staff/unanswered").await.does_not_say(&group);
    keep(&house, "2", ASKED).await;
    staff.get("/staff/unanswered").await.says(&group);
}

#[tokio::test]
async fn script_in_a_question_is_shown_as_text() {
    let house = House::open().await;
    let script = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    keep(&house, "1", script).await;
    let mut staff = house.signed_in("Morag", Role::Publisher).await;
    let page = listed(&mut staff, "&#60;script&#62;alert(1)").await;
    page.does_not_say("<script").does_not_say("<img");
    let group = page.link("/staff/unanswered/");
    staff.get(&group).await.does_not_say("<script").does_not_say("<img");
    for form in ["label", "note", "not-for-us"] {
        let fields = [("label", script), ("note", script), ("reason", script)];
        staff.post(&format!("{group}/{form}"), &fields).await;
        staff.get(&group).await.says("&#60;script&#62;").does_not_say("<script").does_not_say("<img");
    }
    staff.get("/staff/audit").await.says("&#60;script&#62;").does_not_say("<script");
}

#[tokio::test]
async fn a_word_is_added_at_the_end_of_the_vocabulary_and_checked_first() {
    let house = House::open().await;
    keep(&house, "1", ASKED).await;
    let mut staff = house.signed_in("Morag", Role::Publisher).await;
    let group = listed(&mut staff, ASKED).await.link("/staff/unanswered/");
    let path = format!("{group}/word");
    let before = house.read("knowledge-base/vocabulary.toml");
    let word =
        |say: &'static str, register: &'static str| [("say", say), ("mean", "a bicycle"), ("register", register)];
    for (say, register) in
        [("greetin", "scots"), ("", "scots"), ("one two three four five", "scots"), ("blorvikin", "klingon")]
    {
        let page = staff.post(&path, &word(say, register)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{say}");
    }
    assert_eq!(house.read("knowledge-base/vocabulary.toml"), before);
    let page = staff.post(&path, &word("blorvikin", "slang")).await;
    assert_eq!(page.location, format!("{group}?done=word"), "{}", page.html);
    let after = house.read("knowledge-base/vocabulary.toml");
    assert!(
        after.starts_with(before.trim_end())
            && after.ends_with("say = \"blorvikin\"\nmean = [\"a bicycle\"]\nregister = \"slang\"\n")
    );
}

#[tokio::test]
async fn a_number_that_was_called_wrong_stands_there_until_somebody_looked() {
    let house = House::open().await;
    let report = "insert into wrong_numbers (id, at, channel, service) values ($1, $2, 'web', 'kooth')";
    let now = chrono::Utc::now().timestamp_millis();
    sqlx::query(report).bind("1").bind(now).execute(&house.pool().await).await.unwrap();
    let mut staff = house.signed_in("Isla", Role::Editor).await;
    staff.get("/staff/unanswered").await.says("I looked into it").says("Kooth");
    staff.post("/staff/numbers/kooth", &[]).await;
    staff.get("/staff/unanswered").await.does_not_say("I looked into it");
    sqlx::query(report).bind("2").bind(now + 60_000).execute(&house.pool().await).await.unwrap();
    staff.get("/staff/unanswered").await.says("I looked into it");
}

#[tokio::test]
async fn questions_that_mean_the_same_are_one_group() {
    let house = House::with("models").await;
    for (id, text) in
        [("1", "is there a skate park near me"), ("2", "where is the nearest skatepark"), ("3", "can i learn the harp")]
    {
        keep(&house, id, text).await;
    }
    let mut staff = house.signed_in("Morag", Role::Viewer).await;
    let page = listed(&mut staff, "harp").await;
    page.says("is there a skate park near me").does_not_say("nearest skatepark");
}

/// A rule that nobody wrote before.
fn rule(house: &House) {
    let file = house.path("knowledge-base/safety/self-harm.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let rule = "[[rule]]\npattern = 'zorbulat(?:e|ing)'\nlevel = \"urgent\"\n\n[examples]";
    std::fs::write(file, text.replacen("[examples]", rule, 1)).unwrap();
}

async fn texts(house: &House) -> i64 {
    sqlx::query_scalar("select count(*) from texts").fetch_one(&house.pool().await).await.unwrap()
}

#[tokio::test]
async fn a_kept_question_that_new_rules_see_danger_in_is_deleted_and_told_without_its_words() {
    let house = House::open().await;
    keep(&house, "t1", "i zorbulate alone at night").await;
    keep(&house, "t2", "free harp lessons").await;
    let mut staff = house.signed_in("Vera", Role::Viewer).await;
    listed(&mut staff, "zorbulate").await.says("free harp lessons").does_not_say("safety rules had missed");
    rule(&house);
    let page = staff.until("/staff/unanswered", "safety rules had missed").await;
    page.says("self harm: fewer than 5").says("free harp lessons").does_not_say("zorbulate");
    assert_eq!(texts(&house).await, 1);
    let page = staff.get("/staff/audit").await;
    page.says("kept question taken away").says("self-harm").does_not_say("zorbulate");
    let bytes = std::fs::read(house.store.path()).unwrap();
    assert!(!bytes.windows(9).any(|nine| nine == b"zorbulate"), "its words are on the disk");
}

#[tokio::test]
async fn rules_that_changed_while_airt_was_stopped_screen_what_is_kept_at_the_start() {
    let house = House::open().await;
    let mut staff = house.signed_in("Vera", Role::Viewer).await;
    staff.get("/staff/unanswered").await.does_not_say("safety rules had missed");
    keep(&house, "t1", "i zorbulate alone at night").await;
    let house = house.again_after(rule).await;
    // Nobody opens a page: the keeper does it.
    for _ in 0..300 {
        if texts(&house).await == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("the text is still there");
}
