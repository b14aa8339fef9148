//! Power lost in the middle of taking over a release.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::*;
use crate::config::Environment;

/// Names the folder in which a child merges.
const FOLDER: &str = "AIRT_TEST_MERGE_IN";

const KOOTH: &str = "services/kooth.toml";
const NEW: &str = "services/blorvik.toml";

fn merge_in(folder: &Path) -> Option<News> {
    let path = |below: &str| folder.join(below).to_str().unwrap().to_owned();
    let environment = Environment::of(&[
        ("AIRT_KNOWLEDGE_BASE", &path("knowledge-base")),
        ("AIRT_PATHS_RELEASE", &path("release")),
        ("AIRT_DATA_DIR", &path("data")),
    ]);
    merge(&Config::parse(Path::new("airt.toml"), "", &environment).unwrap(), Utc::now())
}

/// A folder in use that a release was merged into, and the next release.
fn house() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = |below: &str| folder.path().join(below);
    for place in ["knowledge-base", "release"] {
        knowledge::tiny::fill(&path(place));
    }
    fs::create_dir(path("data")).unwrap();
    assert!(merge_in(folder.path()).unwrap().told.is_empty());
    let kooth = fs::read_to_string(path("release").join(KOOTH)).unwrap();
    fs::write(path("release").join(KOOTH), kooth.replace("provider = \"Kooth plc\"", "provider = \"Another\""))
        .unwrap();
    let other = kooth.lines().filter(|line| !line.starts_with("also_known_as")).collect::<Vec<_>>().join("\n");
    fs::write(path("release").join(NEW), other.replace("name = \"Kooth\"", "name = \"Blorvik\"")).unwrap();
    folder
}

/// No promise of its own: what the child does.
#[test]
fn a_child_merges_where_it_is_told_to() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    assert_eq!(merge_in(Path::new(&folder)).unwrap().errors, Vec::<String>::new());
}

#[test]
fn power_lost_at_any_step_of_a_merge_leaves_whole_files_and_the_next_start_finishes_it() {
    let mut place = 0;
    loop {
        let folder = house();
        let path = |below: &str| folder.path().join(below);
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--nocapture", "app::release::tests::a_child_merges_where_it_is_told_to"])
            .env(FOLDER, folder.path())
            .env("AIRT_TEST_POWER", place.to_string())
            .output()
            .unwrap();
        if output.status.success() {
            break;
        }
        assert!(String::from_utf8_lossy(&output.stdout).contains("died where"), "{output:?}");
        let live = knowledge::load(&path("knowledge-base"));
        assert!(!live.has_errors(), "place {place}: {:?}", live.problems);
        let kooth = fs::read_to_string(path("knowledge-base").join(KOOTH)).unwrap();
        assert!(kooth.contains("Another") || kooth.contains("Kooth plc"), "place {place}");
        let news = merge_in(folder.path()).unwrap();
        assert_eq!(news.kept, Vec::new(), "place {place}: nothing counts as edited by staff");
        for file in [KOOTH, NEW] {
            let (release, live) = (path("release").join(file), path("knowledge-base").join(file));
            assert_eq!(fs::read_to_string(release).unwrap(), fs::read_to_string(live).unwrap(), "place {place}");
        }
        place += 1;
    }
    assert!(place >= 10, "{place}");
}

#[test]
fn a_release_that_would_break_what_is_in_use_is_not_taken_over() {
    let folder = house();
    let file = folder.path().join("knowledge-base").join(KOOTH);
    let before = fs::read_to_string(&file).unwrap();
    fs::write(folder.path().join("release").join(NEW), "name = \"half a\n").unwrap();
    let news = merge_in(folder.path()).unwrap();
    assert!(news.errors.iter().any(|error| error.contains("blorvik")), "{news:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    assert!(!folder.path().join("data/release-trial").exists());
}
