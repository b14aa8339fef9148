//! A release brings services: what staff edited stays theirs.

use std::fs;
use std::path::Path;

use airt::staff::Role;

use crate::house::House;

const EDITED: &str = "services/kooth.toml";
const UNTOUCHED: &str = "services/aspire.toml";
const NEW: &str = "services/blorvik.toml";
const TAKEN_AWAY: &str = "services/duke-of-edinburgh.toml";

fn change(file: &Path, from: &str, to: &str) -> String {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{}", file.display());
    let text = text.replacen(from, to, 1);
    fs::write(file, &text).unwrap();
    text
}

#[tokio::test]
async fn a_release_adds_what_is_new_and_never_overwrites_what_staff_edited() {
    let release = tempfile::tempdir().unwrap();
    crate::house::copy(Path::new("knowledge-base"), release.path());
    let folder = release.path().to_str().unwrap().to_owned();
    let house = House::set("tests/support/no-encoder", &[("AIRT_PATHS_RELEASE", &folder)]).await;
    let live = |file: &str| house.path("knowledge-base").join(file);

    // Between two releases staff edit one service and take another away.
    let ours = change(&live(EDITED), "provider = \"Kooth plc\"", "provider = \"As staff wrote it\"");
    fs::remove_file(live(TAKEN_AWAY)).unwrap();

    // The next release changes all of them, and brings one more.
    let theirs = change(&release.path().join(EDITED), "summary = \"", "summary = \"Free and safe. ");
    let untouched = change(&release.path().join(UNTOUCHED), "summary = \"", "summary = \"Free and safe. ");
    change(&release.path().join(TAKEN_AWAY), "summary = \"", "summary = \"Free and safe. ");
    let own = theirs.lines().filter(|line| !line.starts_with("also_known_as")).collect::<Vec<_>>().join("\n");
    fs::write(release.path().join(NEW), own.replace("name = \"Kooth\"", "name = \"Blorvik\"")).unwrap();

    let house = house.again().await;
    let live = |file: &str| house.path("knowledge-base").join(file);
    assert_eq!(fs::read_to_string(live(EDITED)).unwrap(), ours, "what staff edited stays");
    assert_eq!(fs::read_to_string(live(UNTOUCHED)).unwrap(), untouched, "what nobody edited follows");
    assert!(live(NEW).exists(), "what is new is there");
    assert!(!live(TAKEN_AWAY).exists(), "what staff took away stays away");
    assert_eq!(house.browser().asks("blorvik").await["services"][0]["id"], "blorvik");

    let mut staff = house.signed_in("Morag", Role::Publisher).await;
    let audit = staff.until("/staff/audit", EDITED).await;
    audit.says("kept as staff wrote it").says(NEW).says(UNTOUCHED).says("it stays away");
    // The release's text waits beside staff's, to be read and thrown away or published.
    staff
        .until("/staff/services/kooth", "A draft by the release")
        .await
        .says("Free and safe.")
        .says("As staff wrote it");

    // A start with the same release changes nothing more.
    let house = house.again().await;
    assert_eq!(fs::read_to_string(house.path("knowledge-base").join(EDITED)).unwrap(), ours);
    assert!(!house.path("knowledge-base").join(TAKEN_AWAY).exists());
}
