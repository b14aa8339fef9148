//! What is kept, for how long, and what happens when it cannot be.
#![allow(
    clippy::items_after_statements,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so loudly"
)]

#[path = "insights/faults.rs"]
mod faults;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use airt::config::{Config, Environment, Insights};
use airt::conversation::{Airt, Channel, Event, Facet, Message, Outcome, Raised, Reply, Session, Turn};
use airt::desk::{Desk, Keys};
use airt::insights::{Counts, Record, Recorder, RecorderState, Redactor, Store, Writer, kept};
use airt::knowledge::Level;
use chrono::{DateTime, Duration, Utc};
use secrecy::SecretString;
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

const DAYS: Insights = Insights { keep_text_days: 30, keep_event_days: 400, max_megabytes: 64 };

/// Without the encoder: what is kept does not depend on it.
fn airt() -> Airt {
    let config = Config::load(&Environment::of(&[("AIRT_PATHS_MODELS", "tests/support/no-encoder")])).unwrap();
    airt::app::build(&config, now()).unwrap().0
}

static REDACTOR: LazyLock<Redactor> = LazyLock::new(|| {
    let config = Config::load(&Environment::of(&[])).unwrap();
    Redactor::new(&airt::knowledge::load(&config.paths.knowledge_base).knowledge)
});

fn now() -> DateTime<Utc> {
    "2026-11-22T21:30:00Z".parse().unwrap()
}

/// A store in a folder of its own, with its writer.
struct Books {
    folder: tempfile::TempDir,
    store: Arc<Store>,
    recorder: Recorder,
    writer: Writer,
}

impl Books {
    fn new() -> Self {
        Self::with(DAYS, |_| {})
    }

    /// `prepare` is shown the path before anything is opened.
    fn with(days: Insights, prepare: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        prepare(&folder.path().join("airt.sqlite"));
        let store = Arc::new(Store::at(folder.path().join("airt.sqlite"), days.max_megabytes));
        let (recorder, writer) = Recorder::start(store.clone(), days);
        Self { folder, store, recorder, writer }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("airt.sqlite")
    }

    fn turn(&self, conversation: &str, at: DateTime<Utc>, events: Vec<Event>) {
        let turn =
            Turn { reply: Reply::saying(Outcome::Answered, ""), session: Session::new(conversation, at), events };
        self.recorder.record(Record::of(&turn, conversation, Channel::Web, at, &REDACTOR));
    }

    fn asks(&self, conversation: &str, at: DateTime<Utc>, text: &str) {
        self.turn(conversation, at, vec![unanswered(text)]);
    }

    async fn until(&self, wanted: impl Fn(&RecorderState) -> bool) {
        // Twice in a row: a record on its way from the queue to the writer is in neither.
        let mut seen = 0;
        for _ in 0..2000 {
            seen = if wanted(&self.recorder.state()) { seen + 1 } else { 0 };
            if seen == 2 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("it never came: {:?}", self.recorder.state());
    }

    /// Everything written, the file closed; then a fresh look at it.
    async fn finish(self) -> (tempfile::TempDir, Store) {
        let path = self.path();
        self.writer.finish().await;
        (self.folder, Store::at(path, DAYS.max_megabytes))
    }
}

fn unanswered(text: &str) -> Event {
    Event::Answered { outcome: Outcome::Unanswered, facet: None, services: Vec::new(), text: Some(text.to_owned()) }
}

fn counts(sessions: i64, events: i64, texts: i64, wrong_numbers: i64) -> Counts {
    Counts { sessions, events, texts, wrong_numbers }
}

/// Holds the whole file, as another program would.
async fn lock(path: &Path) -> SqliteConnection {
    let mut connection =
        SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(path).create_if_missing(true))
            .await
            .unwrap();
    sqlx::query("begin exclusive").execute(&mut connection).await.unwrap();
    connection
}

#[tokio::test]
async fn what_happened_is_written_with_the_hour_in_scotland() {
    let books = Books::new();
    let summer: DateTime<Utc> = "2026-07-01T21:30:00Z".parse().unwrap();
    books.turn(
        "k",
        summer,
        vec![
            Event::Answered {
                outcome: Outcome::FollowUp,
                facet: Some(Facet::Cost),
                services: vec!["kooth".into(), "childline".into()],
                text: None,
            },
            Event::Concern { concern: "suicide".to_owned(), level: Level::Urgent },
            Event::Feedback { helpful: true, services: vec!["kooth".into()], text: None },
            Event::WrongNumber { service: "kooth".into() },
        ],
    );
    let (_folder, store) = books.finish().await;
    assert_eq!(store.counts().await.unwrap(), counts(1, 3, 0, 1));
    type Row = (String, i64, Option<String>, Option<String>, Option<String>, Option<String>, Option<i64>);
    let rows: Vec<Row> =
        sqlx::query_as("select kind, hour, outcome, facet, services, level, helpful from events order by rowid")
            .fetch_all(&store.pool().await.unwrap())
            .await
            .unwrap();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        rows,
        [
            ("answered".to_owned(), 22, some("follow_up"), some("cost"), some(r#"["kooth","childline"]"#), None, None),
            ("concern".to_owned(), 22, None, None, None, some("urgent"), None),
            ("feedback".to_owned(), 22, None, None, some(r#"["kooth"]"#), None, Some(1)),
        ]
    );
}

#[test]
fn a_text_is_kept_only_where_staff_need_it_and_never_beside_a_concern() {
    let check = |outcome: Outcome, change: fn(&mut Turn)| {
        let event =
            Event::Answered { outcome, facet: None, services: Vec::new(), text: Some("harp lessons".to_owned()) };
        let mut turn =
            Turn { reply: Reply::saying(outcome, ""), session: Session::new("k", now()), events: vec![event] };
        change(&mut turn);
        kept(&turn, &REDACTOR)
    };
    assert_eq!(check(Outcome::Unanswered, |_| {}).as_deref(), Some("harp lessons"));
    assert_eq!(check(Outcome::Unsure, |_| {}).as_deref(), Some("harp lessons"));
    assert_eq!(check(Outcome::Answered, |_| {}), None);
    assert_eq!(check(Outcome::Urgent, |_| {}), None);
    let noticed = check(Outcome::Unanswered, |turn| {
        turn.events.push(Event::Concern { concern: "abuse".to_owned(), level: Level::CheckIn });
    });
    assert_eq!(noticed, None);
    let shown = check(Outcome::Unsure, |turn| {
        turn.reply.concerns.push(Raised { id: "abuse".to_owned(), level: Level::CheckIn });
    });
    assert_eq!(shown, None);
}

#[tokio::test]
async fn forget_me_deletes_session_texts_and_feedback_and_the_counts_stay() {
    let books = Books::new();
    for who in ["mine", "other"] {
        books.asks(who, now(), "harp lessons");
        books.turn(
            who,
            now(),
            vec![
                Event::Feedback { helpful: false, services: Vec::new(), text: Some("no good".to_owned()) },
                Event::WrongNumber { service: "kooth".into() },
            ],
        );
    }
    books.turn("mine", now(), vec![Event::Forget]);
    let (folder, store) = books.finish().await;
    assert_eq!(store.counts().await.unwrap(), counts(1, 4, 2, 1));
    let tied: i64 = sqlx::query_scalar("select count(*) from events where conversation = 'mine'")
        .fetch_one(&store.pool().await.unwrap())
        .await
        .unwrap();
    assert_eq!(tied, 0);
    assert!(!on_disk(folder.path(), "mine"), "deleted means the bytes too");
    assert!(on_disk(folder.path(), "other"), "this test can fail");
}

#[tokio::test]
async fn a_text_that_is_withdrawn_is_the_last_one() {
    let books = Books::new();
    books.asks("k", now(), "first");
    books.asks("k", now() + Duration::seconds(5), "second");
    books.turn("k", now() + Duration::seconds(9), vec![Event::ConsentRefused]);
    let (_folder, store) = books.finish().await;
    let texts: Vec<String> = store.texts().await.unwrap().into_iter().map(|row| row.text).collect();
    assert_eq!(texts, ["first"]);
}

#[tokio::test]
async fn everything_has_an_end() {
    let books = Books::new();
    books.asks("k", now(), "harp lessons");
    books.turn("k", now(), vec![Event::WrongNumber { service: "kooth".into() }]);
    let (_folder, store) = books.finish().await;
    let after = |duration: Duration| store.clean(now() + duration, DAYS.keep_text_days, DAYS.keep_event_days);
    after(Duration::hours(23)).await.unwrap();
    assert_eq!(store.counts().await.unwrap(), counts(1, 1, 1, 1));
    after(Duration::hours(24)).await.unwrap();
    assert_eq!(store.counts().await.unwrap(), counts(0, 1, 1, 1));
    after(Duration::days(29)).await.unwrap();
    assert_eq!(store.counts().await.unwrap(), counts(0, 1, 1, 1));
    after(Duration::days(30)).await.unwrap();
    assert_eq!(store.counts().await.unwrap(), counts(0, 1, 0, 1));
    after(Duration::days(400)).await.unwrap();
    assert_eq!(store.counts().await.unwrap(), counts(0, 0, 0, 0));
}

#[tokio::test]
async fn a_setting_made_shorter_holds_for_what_is_there() {
    let books = Books::new();
    books.asks("k", now(), "harp lessons");
    let (_folder, store) = books.finish().await;
    store.clean(now() + Duration::days(7), 7, DAYS.keep_event_days).await.unwrap();
    assert_eq!(store.counts().await.unwrap().texts, 0);
}

#[tokio::test]
async fn no_column_can_hold_who_somebody_is() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("airt.sqlite"), 64);
    let pool = store.pool().await.unwrap();
    for table in ["sessions", "events", "texts", "wrong_numbers"] {
        let columns: Vec<String> =
            sqlx::query_scalar("select name from pragma_table_info($1)").bind(table).fetch_all(&pool).await.unwrap();
        assert!(!columns.is_empty(), "{table}");
        for column in &columns {
            for secret in ["name", "user", "phone", "ip", "address", "email", "chat", "raw", "handle", "device"] {
                assert!(!column.split('_').any(|word| word == secret), "{table}.{column}");
            }
        }
    }
}

#[tokio::test]
async fn only_its_owner_can_read_the_database() {
    let books = Books::new();
    books.asks("k", now(), "harp lessons");
    books.until(|state| state.waiting == 0 && state.failure.is_none()).await;
    books.store.counts().await.unwrap();
    for entry in fs::read_dir(books.folder.path()).unwrap().map(Result::unwrap) {
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?}", entry.path());
    }
}

fn desk(books: &Books, keys: &str) -> Desk {
    Desk::with(airt(), Arc::new(now), Keys::new(SecretString::from(keys)), Some(books.recorder.clone()))
}

#[tokio::test]
async fn neither_the_chats_id_nor_what_was_said_is_anywhere_on_the_disk() {
    let books = Books::new();
    let desk = desk(&books, "secret");
    for text in ["im so sad i want to die", "my name is Tamsin Quillfeather ring 07700 900123"] {
        desk.answer(Channel::Telegram, "5550001234", &Message::text(Channel::Telegram, text)).await;
    }
    desk.idle().await;
    let (folder, store) = books.finish().await;
    assert_eq!(store.counts().await.unwrap().sessions, 1);
    for secret in ["5550001234", "want to die", "Tamsin", "Quillfeather", "900123"] {
        assert!(!on_disk(folder.path(), secret), "{secret}");
    }
}

fn on_disk(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().map(Result::unwrap).any(|entry| {
        let bytes = fs::read(entry.path()).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

#[tokio::test]
async fn a_conversation_survives_a_restart_and_another_secret_does_not_find_it() {
    let books = Books::new();
    let message = Message::text(Channel::Web, "help with anxiety");
    desk(&books, "secret").answer(Channel::Web, "one", &message).await;
    let key = |secret: &str| Keys::new(SecretString::from(secret)).key(Channel::Web, "one");
    let (_folder, store) = books.finish().await;
    let saved = store.session(&key("secret")).await.unwrap().expect("saved");
    assert_eq!(Session::load(&saved, "k", now()).created, now());
    assert_eq!(store.session(&key("other")).await.unwrap(), None);
}

#[tokio::test]
async fn what_is_kept_of_a_question_can_be_shown_to_whoever_asked_it() {
    let books = Books::new();
    let desk = desk(&books, "secret");
    let kept = async |id: &str, text: &str| {
        desk.answer_with_kept(Channel::Web, id, &Message::text(Channel::Web, text)).await.1
    };
    let shown = kept("one", "harp lessons, ring me on 07700 900123").await.expect("nobody teaches the harp");
    assert!(shown.contains("harp") && !shown.contains("900123"), "{shown}");
    assert_eq!(kept("two", "kooth").await, None);
    assert_eq!(kept("three", "i want to die").await, None);
    let (_folder, store) = books.finish().await;
    assert_eq!(store.counts().await.unwrap().texts, 1);
}

#[tokio::test]
async fn the_unanswered_questions_are_listed_in_three_forms() {
    let books = Books::new();
    for (second, text) in
        ["harp lessons near me", "Harp lessons near me?", "=cmd()|' /C calc'!A0 where"].iter().enumerate()
    {
        books.asks("k", now() + Duration::seconds(second.try_into().unwrap()), text);
    }
    let (folder, store) = books.finish().await;
    store.close().await;
    let list = |form: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_airt"))
            .arg("unanswered")
            .args(form)
            .env("AIRT_DATA_DIR", folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let first: serde_json::Value = serde_json::from_str(list(&["--json"]).lines().next().unwrap()).unwrap();
    assert_eq!((&first["count"], &first["text"]), (&2.into(), &"harp lessons near me".into()));
    assert!(list(&["--csv"]).contains("\n2,\"harp lessons near me\","));
    assert!(list(&["--csv"]).contains("\"'=cmd"), "a spreadsheet must not run it");
    assert!(list(&[]).contains("2  harp lessons near me"));
}
