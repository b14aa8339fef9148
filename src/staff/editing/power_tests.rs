//! Power lost in the middle of publishing: a child process dies at every step
//! of it, and the next start finds the old text or the new one.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use chrono::DateTime;

use super::{Change, Weight, note_found, publish, read};
use crate::config::{Config, Environment};
use crate::conversation::{Airt, Parts};
use crate::desk::Desk;
use crate::insights::Store;
use crate::knowledge::{self, tiny};
use crate::safety::Screen;
use crate::search::Finder;
use crate::staff::account::Account;
use crate::staff::view::today;
use crate::staff::{Condition, Role, Site};
use crate::understanding::{Reader, Readings};
use crate::wording::Wording;

/// Names the folder in which a child publishes.
const FOLDER: &str = "AIRT_TEST_PUBLISH_IN";

/// The staff pages over a folder, as they are after a start.
fn site(folder: &Path) -> Arc<Site> {
    let path = |below: &str| folder.join(below).to_str().unwrap().to_owned();
    let environment =
        Environment::of(&[("AIRT_KNOWLEDGE_BASE", &path("knowledge-base")), ("AIRT_PATHS_QUESTIONS", "no-questions")]);
    let config = Config::parse(Path::new("airt.toml"), "", &environment).unwrap();
    let knowledge = Arc::new(knowledge::load(&config.paths.knowledge_base).knowledge);
    let reader = Reader::new(&knowledge);
    let airt = Airt::new(Parts {
        wording: Arc::new(Wording::built_in()),
        screen: Arc::new(Screen::new(&knowledge, &Readings::default()).0),
        encoder: None,
        finder: Finder::new(&knowledge, &reader, None, today()),
        reader,
        knowledge,
        keep_days: 30,
    });
    let store = Arc::new(Store::at(folder.join("airt.sqlite"), 64));
    let condition = || Condition {
        telegram: "off",
        telegram_problem: None,
        loaded: DateTime::UNIX_EPOCH,
        refused: None,
        services: 0,
        encoder: "absent",
        store_problem: None,
        waiting: 0,
        dropped: 0,
        past_check: Vec::new(),
    };
    let keys = crate::desk::Keys::for_this_process();
    crate::staff::pages(Desk::new(airt), keys, store, Arc::new(config), Arc::new(condition), None, None).1.site
}

async fn morag(site: &Site) -> Account {
    let kept = Arc::new(Store::at(site.store.kept().path(), 64));
    // She may be there already: from before the power went.
    let _ = crate::staff::add_account(kept, "Morag", Role::Publisher).await;
    site.store.accounts().await.unwrap().swap_remove(0)
}

fn new_text(old: &str) -> String {
    old.replace("provider = \"Kooth plc\"", "provider = \"Somebody else\"")
}

async fn publish_now(site: &Site) {
    let now = read(&site.config.paths.knowledge_base, "kooth").unwrap().unwrap();
    let text = new_text(&now.text);
    let change =
        Change { service: "kooth", base: &now.hash, text: &text, why: "another provider", weight: Weight::Full("") };
    publish(site, &morag(site).await, &change).await.unwrap();
}

/// No promise of its own: what the child does.
#[tokio::test]
async fn a_child_publishes_where_it_is_told_to() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    publish_now(&site(Path::new(&folder))).await;
}

/// How a child ended that dies at the place of this number, if there is one.
fn child(folder: &Path, place: usize) -> bool {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture", "staff::editing::power_tests::a_child_publishes_where_it_is_told_to"])
        .env(FOLDER, folder)
        .env("AIRT_TEST_POWER", place.to_string())
        .output()
        .unwrap();
    let died = String::from_utf8_lossy(&output.stdout).contains("died where");
    assert!(died != output.status.success(), "{output:?}");
    died
}

#[tokio::test]
async fn power_lost_at_any_step_of_publishing_leaves_the_old_text_or_the_new_one() {
    let (mut place, mut old_left, mut new_left) = (0, 0, 0);
    loop {
        let folder = tempfile::tempdir().unwrap();
        let knowledge_base: PathBuf = folder.path().join("knowledge-base");
        tiny::fill(&knowledge_base);
        let old = read(&knowledge_base, "kooth").unwrap().unwrap().text;
        if !child(folder.path(), place) {
            break;
        }
        let left = read(&knowledge_base, "kooth").unwrap().unwrap();
        assert!(left.text == old || left.text == new_text(&old), "place {place}: {}", left.text);
        assert!(!knowledge::load(&knowledge_base).has_errors(), "place {place}");
        let site = site(folder.path());
        note_found(&site, "kooth", Some(&left)).await.unwrap();
        let versions = site.store.versions("kooth").await.unwrap();
        assert_eq!(versions[0].text, left.text, "place {place}: the version is made up for");
        if left.text == old {
            old_left += 1;
            publish_now(&site).await;
            assert_eq!(read(&knowledge_base, "kooth").unwrap().unwrap().text, new_text(&old), "place {place}");
        } else {
            new_left += 1;
            let all: Vec<&str> = versions.iter().map(|version| version.text.as_str()).collect();
            assert!(all.contains(&old.as_str()), "place {place}: the way back is there");
        }
        place += 1;
    }
    assert!(old_left >= 4 && new_left >= 4, "{old_left} {new_left}");
}
