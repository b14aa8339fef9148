//! Trouble with the disk and the database, met by the real process: said
//! plainly on the staff's pages, nothing lost, and young people answered.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use airt::app::DATABASE;
use airt::insights::Store;
use airt::staff::{Role, add_account};
use reqwest::StatusCode;
use sqlx::{Connection, SqliteConnection};

use crate::house::{Browser, House, PASSWORD, Page, copy};

/// An account of the machine without any rights: a test that runs as root
/// would be refused nothing.
const NOBODY: u32 = 65534;

/// Airt in a process of its own; killed when the test ends.
struct Process {
    folder: tempfile::TempDir,
    url: String,
    child: Child,
}

impl Process {
    fn start() -> Self {
        Self::start_in(folder())
    }

    fn start_in(folder: tempfile::TempDir) -> Self {
        // A disk that is full must be an error and not a signal.
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' XFSZ; exec \"$0\" serve", env!("CARGO_BIN_EXE_airt")]).stdout(Stdio::piped());
        command
            .env("AIRT_WEB_LISTEN", "127.0.0.1:0")
            .env("AIRT_DATA_DIR", folder.path().join("data"))
            .env("AIRT_KNOWLEDGE_BASE", folder.path().join("knowledge-base"))
            .env("AIRT_PATHS_MODELS", "tests/support/no-encoder")
            .env("AIRT_PATHS_QUESTIONS", "no-questions")
            .env("AIRT_LOG_FILTER", "off");
        if is_root() {
            let owned = Command::new("chown").args(["-R", &NOBODY.to_string()]).arg(folder.path()).status();
            assert!(owned.unwrap().success());
            command.uid(NOBODY);
        }
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let (_, address) = line.trim_end().split_once("http://").expect(&line);
        Self { url: format!("http://{address}"), folder, child }
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn database(&self) -> PathBuf {
        self.path("data").join(DATABASE)
    }

    fn kooth(&self) -> String {
        fs::read_to_string(self.path("knowledge-base/services/kooth.toml")).unwrap()
    }

    /// What lies beside it: nothing may be left of what was not finished.
    fn is_tidy(&self) -> bool {
        let entries = fs::read_dir(self.path("knowledge-base/services")).unwrap().map(Result::unwrap);
        entries.into_iter().all(|entry| !entry.file_name().to_string_lossy().ends_with(".part"))
    }

    /// Somebody who is signed in and has a draft.
    async fn with_a_draft(&self) -> Browser {
        let mut staff = House::visitor(&self.url);
        staff.get("/staff/set-up/none").await.says("does not work any more");
        let link = add_account(Arc::new(Store::at(self.database(), 64)), "Morag", Role::Publisher).await.unwrap();
        // On a machine with much to do the keeper may hold the database just then.
        for _ in 0..3 {
            if staff.set_up(&link, "Morag").await.status != StatusCode::SERVICE_UNAVAILABLE {
                break;
            }
        }
        let mut page = staff.sign_in("Morag", PASSWORD).await;
        for _ in 0..3 {
            if page.status == StatusCode::SERVICE_UNAVAILABLE {
                page = staff.sign_in("Morag", PASSWORD).await;
            }
        }
        assert_eq!(page.location, "/staff", "{}", page.html);
        staff.get("/staff").await;
        let page = draft(&mut staff, "free for you").await;
        assert_eq!(page.location, "/staff/services/kooth?done=draft", "{}", page.html);
        staff
    }

    /// No file of this process may grow from now on, as on a disk without room.
    fn disk(&self, is_full: bool) {
        let most = if is_full { "0" } else { "unlimited" };
        let limit = format!("--fsize={most}:");
        let mut command = Command::new("prlimit");
        command.args(["--pid", &self.child.id().to_string(), &limit]);
        if is_root() {
            command.uid(NOBODY);
        }
        assert!(command.status().unwrap().success());
    }

    /// A young person is answered, whatever else is the matter.
    async fn answers(&self) {
        let mut young = House::visitor(&self.url);
        assert_eq!(young.asks("kooth").await["services"][0]["id"], "kooth");
        assert_eq!(young.asks("i want to end my life").await["outcome"], "urgent");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new("knowledge-base"), &folder.path().join("knowledge-base"));
    folder
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    String::from_utf8_lossy(&id.stdout).trim() == "0"
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

async fn draft(staff: &mut Browser, cost: &str) -> Page {
    let base = staff.get("/staff/services/kooth").await.hidden("base");
    staff.post("/staff/services/kooth/draft", &[("access.cost", cost), ("base", &base)]).await
}

async fn publish(staff: &mut Browser) -> Page {
    let base = staff.get("/staff/services/kooth").await.hidden("base");
    staff.post("/staff/services/kooth/publish", &[("base", &base), ("why", "the cost")]).await
}

#[tokio::test]
async fn a_full_disk_is_said_and_nothing_is_lost() {
    let airt = Process::start();
    let (before, mut staff) = (airt.kooth(), airt.with_a_draft().await);
    airt.disk(true);
    let base = staff.get("/staff/services/kooth").await.hidden("base");
    for (form, fields) in [
        ("publish", vec![("base", base.as_str()), ("why", "the cost")]),
        ("draft", vec![("base", base.as_str()), ("access.cost", "another")]),
        ("rang", vec![("route", "0"), ("value", "x")]),
    ] {
        let page = staff.post(&format!("/staff/services/kooth/{form}"), &fields).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{form}");
        page.says("The disk takes nothing more").says("Nothing was changed").says("make room");
    }
    airt.answers().await;
    assert_eq!(airt.kooth(), before);
    assert!(airt.is_tidy());
    airt.disk(false);
    staff.get("/staff/services/kooth").await.says("A draft by Morag").says("free for you");
    let page = publish(&mut staff).await;
    assert_eq!(page.location, "/staff/services/kooth?done=published", "{}", page.html);
    assert!(airt.kooth().contains("free for you"));
}

#[tokio::test]
async fn a_locked_database_is_said_and_nothing_is_lost() {
    let airt = Process::start();
    let (before, mut staff) = (airt.kooth(), airt.with_a_draft().await);
    let base = staff.get("/staff/services/kooth").await.hidden("base");
    let mut other = SqliteConnection::connect(&format!("sqlite://{}", airt.database().display())).await.unwrap();
    sqlx::query("begin immediate").execute(&mut other).await.unwrap();
    let fields = [("base", base.as_str()), ("why", "the cost")];
    let page = staff.post("/staff/services/kooth/publish", &fields).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    page.says("Another program holds the database").says("Nothing was changed");
    airt.answers().await;
    assert_eq!(airt.kooth(), before);
    sqlx::query("rollback").execute(&mut other).await.unwrap();
    assert_eq!(publish(&mut staff).await.location, "/staff/services/kooth?done=published");
}

#[tokio::test]
async fn a_folder_that_may_not_be_written_to_is_said_and_nothing_is_lost() {
    let airt = Process::start();
    let (before, mut staff) = (airt.kooth(), airt.with_a_draft().await);
    let services = airt.path("knowledge-base/services");
    allow(&services, 0o555);
    let page = publish(&mut staff).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    page.says("The files of the knowledge base cannot be written").says("Nothing was changed");
    airt.answers().await;
    assert_eq!(airt.kooth(), before);
    allow(&services, 0o755);
    staff.get("/staff/services/kooth").await.says("A draft by Morag");
    assert_eq!(publish(&mut staff).await.location, "/staff/services/kooth?done=published");
}

#[tokio::test]
async fn a_data_folder_that_may_not_be_written_to_is_said_and_young_people_are_answered() {
    let folder = folder();
    fs::create_dir(folder.path().join("data")).unwrap();
    allow(&folder.path().join("data"), 0o555);
    let airt = Process::start_in(folder);
    airt.answers().await;
    let mut staff = House::visitor(&airt.url);
    let page = staff.sign_in("Morag", PASSWORD).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    page.says("The database may not be written to").says("give Airt the data folder back");
    allow(&airt.path("data"), 0o755);
}

#[tokio::test]
async fn a_database_that_fills_up_while_something_is_published_says_that_it_is_published() {
    let house = House::set("tests/support/no-encoder", &[("AIRT_INSIGHTS_MAX_MEGABYTES", "8")]).await;
    let mut staff = house.signed_in("Morag", Role::Publisher).await;
    assert_eq!(draft(&mut staff, "free for you").await.location, "/staff/services/kooth?done=draft");
    // The text of before is a version already: nothing is written before the file.
    let base = staff.get("/staff/services/kooth").await.hidden("base");
    let pool = house.pool().await;
    sqlx::query("create table ballast (bytes blob)").execute(&pool).await.unwrap();
    // Past what the running Airt lets it grow to.
    sqlx::query("insert into ballast values (zeroblob(20000000))").execute(&pool).await.unwrap();
    let fields = [("base", base.as_str()), ("why", "the cost")];
    let page = staff.post("/staff/services/kooth/publish", &fields).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    page.says("It is published").says("The disk takes nothing more").does_not_say("Nothing was changed");
    assert!(house.read("knowledge-base/services/kooth.toml").contains("free for you"));
    sqlx::query("drop table ballast").execute(&pool).await.unwrap();
    staff.get("/staff/services/kooth/versions").await.says("found in the folder").says("free for you");
}
