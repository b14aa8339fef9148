//! `airt serve` as an operator meets it: start, health, reload, stop.
#![allow(
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so loudly"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// A copy of what ships, which a test may break, and a data folder not yet made.
struct House {
    folder: tempfile::TempDir,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(Path::new("knowledge-base"), &folder.path().join("knowledge-base"));
        copy(Path::new("config"), &folder.path().join("config"));
        std::os::unix::fs::symlink(fs::canonicalize("models").unwrap(), folder.path().join("models")).unwrap();
        Self { folder }
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn write(&self, below: &str, text: &str) {
        fs::write(self.path(below), text).unwrap();
    }

    fn read(&self, below: &str) -> String {
        fs::read_to_string(self.path(below)).unwrap()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_airt"));
        command
            .env_clear()
            .current_dir(self.folder.path())
            .env("AIRT_WEB_LISTEN", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// What a start that fails says.
    fn fails(&self, change: impl FnOnce(&mut Command)) -> String {
        let mut command = self.command();
        change(&mut command);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    }

    fn start(&self) -> Airt {
        let mut child = self.command().arg("serve").args(["--log", "json"]).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let (_, address) = line.trim_end().split_once("http://").expect(&line);
        Airt { address: address.to_owned(), child }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A running process; killed when a test ends early.
struct Airt {
    address: String,
    child: Child,
}

impl Airt {
    fn get(&self, path: &str, header: Option<(&str, &str)>) -> (u16, String) {
        let url = format!("http://{}{path}", self.address);
        let header = header.map(|(name, value)| (name.to_owned(), value.to_owned()));
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let mut request = reqwest::Client::new().get(url);
            if let Some((name, value)) = header {
                request = request.header(name, value);
            }
            let response = request.send().await.unwrap();
            (response.status().as_u16(), response.text().await.unwrap())
        })
    }

    fn details(&self) -> Value {
        serde_json::from_str(&self.get("/health?details", None).1).unwrap()
    }

    /// Waits until the details are as wanted. The wait is only an end to a
    /// test that would hang; how soon a change must be seen is measured elsewhere.
    fn until(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..600 {
            let details = self.details();
            if wanted(&details) {
                return details;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("it never came: {}", self.details());
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    /// The exit status and the log after a signal.
    fn ends(mut self, signal: &str) -> (Option<i32>, String) {
        self.signal(signal);
        let code = self.child.wait().unwrap().code();
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (code, log)
    }
}

impl Drop for Airt {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const KOOTH: &str = "knowledge-base/services/kooth.toml";

/// A service that no other file names, so that it may come and go.
const ALONE: &str = "knowledge-base/services/venture-scotland.toml";

#[test]
fn threads_share_their_memory_whatever_the_process_was_started_with() {
    let house = House::new();
    let airt = house.start();
    let environment = fs::read(format!("/proc/{}/environ", airt.child.id())).unwrap();
    let set = environment.split(|byte| *byte == 0).any(|one| one == b"MALLOC_ARENA_MAX=2");
    assert!(set, "a process that keeps each thread's memory grows with every change of the knowledge base");
}

#[test]
fn it_says_where_it_is_answers_and_stops_when_told() {
    for signal in ["-TERM", "-INT"] {
        let house = House::new();
        let airt = house.start();
        assert_eq!(airt.get("/health", None), (200, "ok".to_owned()));
        let (code, log) = airt.ends(signal);
        assert_eq!(code, Some(0), "{signal}");
        for line in log.lines() {
            serde_json::from_str::<Value>(line).expect(line);
        }
        assert!(log.contains("stopped"), "{log}");
    }
}

#[test]
fn the_data_folder_is_made_private_and_says_what_it_holds() {
    let house = House::new();
    let _airt = house.start();
    assert_eq!(fs::metadata(house.path("data")).unwrap().permissions().mode() & 0o777, 0o700);
    assert!(house.read("data/README.txt").contains("airt.sqlite"));
}

#[test]
fn a_broken_start_names_file_and_line() {
    let house = House::new();
    house.write(KOOTH, "name = \"Kooth\"\nstate = \"shown\"\n");
    let said = house.fails(|_| {});
    assert!(said.contains("services/kooth.toml:2"), "{said}");

    let house = House::new();
    house.write("config/airt.toml", "[web]\nlissten = \"127.0.0.1:1\"\n");
    let said = house.fails(|_| {});
    assert!(said.contains("config/airt.toml:2") && said.contains("lissten"), "{said}");

    let house = House::new();
    let messages = house.read("config/messages/en-GB.ftl").replace("\ngoodbye =", "\ngoodbuy =");
    house.write("config/messages/en-GB.ftl", &messages);
    let said = house.fails(|_| {});
    assert!(said.contains("en-GB.ftl") && said.contains("goodbye"), "{said}");

    let house = House::new();
    fs::remove_dir_all(house.path("knowledge-base")).unwrap();
    assert!(house.fails(|_| {}).contains("services"));
}

#[test]
fn a_taken_address_is_said_with_the_setting_to_change() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = House::new().fails(|command| {
        command.env("AIRT_WEB_LISTEN", &address);
    });
    assert!(said.contains(&address) && said.contains("AIRT_WEB_LISTEN"), "{said}");
}

#[test]
fn details_are_for_this_machine_alone() {
    let house = House::new();
    let airt = house.start();
    assert!(airt.details()["knowledge"]["services"].as_u64().unwrap() > 0);
    let forwarded = Some(("X-Forwarded-For", "192.0.2.7"));
    assert_eq!(airt.get("/health?details", forwarded).1, "ok");
}

#[test]
fn a_change_that_is_wrong_leaves_what_runs_and_is_said_until_it_is_mended() {
    let house = House::new();
    let good = house.read(KOOTH);
    let airt = house.start();
    let services = airt.details()["knowledge"]["services"].clone();

    house.write(KOOTH, &good.replace("state = ", "stat = "));
    let details = airt.until(|details| details["status"] == "degraded");
    assert!(details["knowledge"]["refused"]["errors"][0].as_str().unwrap().contains("services/kooth.toml:"));
    assert_eq!(details["knowledge"]["services"], services);
    assert_eq!(airt.get("/health", None).0, 200, "young people still get answers");
    assert_eq!(airt.get("/health", Some(("Forwarded", "for=192.0.2.7"))).1, "degraded");

    house.write(KOOTH, &good);
    airt.until(|details| details["status"] == "ok");
    let (_, log) = airt.ends("-TERM");
    assert!(log.contains("services/kooth.toml:"), "{log}");
}

#[test]
fn every_way_of_saving_is_seen() {
    let house = House::new();
    let airt = house.start();
    let count = || airt.details()["knowledge"]["services"].as_u64().unwrap();
    let all = count();
    let good = house.read(ALONE);
    let over = format!("visible_to = 2020-01-01\n{good}");
    let wait_for = |services: u64| airt.until(|details| details["knowledge"]["services"] == services);

    // In place.
    house.write(ALONE, &over);
    wait_for(all - 1);
    // By rename, as most editors do.
    house.write("knowledge-base/services/.venture.toml.swp", &good);
    fs::rename(house.path("knowledge-base/services/.venture.toml.swp"), house.path(ALONE)).unwrap();
    wait_for(all);
    // The whole folder away, which is refused, and back: it is another folder then.
    fs::rename(house.path("knowledge-base"), house.path("away")).unwrap();
    airt.until(|details| details["status"] == "degraded");
    assert_eq!(count(), all);
    copy(&house.path("away"), &house.path("knowledge-base"));
    airt.until(|details| details["status"] == "ok");
    house.write(ALONE, &over);
    wait_for(all - 1);
}

#[test]
fn a_file_half_written_is_not_taken_for_a_mistake_for_longer_than_it_lasts() {
    let house = House::new();
    let airt = house.start();
    let good = house.read(KOOTH);
    let half = good.char_indices().nth(good.chars().count() / 2).unwrap().0;
    house.write(KOOTH, &good[..half]);
    std::thread::sleep(Duration::from_millis(300));
    house.write(KOOTH, &good);
    airt.until(|details| details["status"] == "ok");
    assert_eq!(airt.get("/health", None).1, "ok");
}

#[test]
fn a_folder_that_is_emptied_does_not_make_a_bot_that_knows_nothing() {
    let house = House::new();
    let airt = house.start();
    for entry in fs::read_dir(house.path("knowledge-base/services")).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    let details = airt.until(|details| details["status"] == "degraded");
    assert!(details["knowledge"]["services"].as_u64().unwrap() > 0);
    // Nobody reads the log here: a pipe that is full must hold up nothing.
    assert_eq!(airt.get("/health", None).0, 200);
}

#[test]
fn a_conversation_in_the_terminal_ends_with_bye_or_with_the_input() {
    use std::io::Write;
    for (typed, expected) in
        [("help now\n", "Samaritans"), ("1\nbye\nnever read\n", "Take care"), ("\u{202e}\0\nNOT *:* ^5", "1")]
    {
        let house = House::new();
        let mut child = house.command().arg("chat").stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success());
        assert!(said.contains(expected), "{typed}: {said}");
        assert!(said.contains(" 1  "), "choices are numbered: {said}");
    }
}
