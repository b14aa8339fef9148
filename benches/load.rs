//! How fast Airt answers and how much it needs: a run that stops by itself.
//!
//! `cargo bench` starts the released binary as it ships, with a data folder of
//! its own, asks it the questions of `tests/questions/tune.jsonl` over HTTP,
//! first one after another and then a hundred at once, and prints a table.
//! Nothing here fails for being slow: machines are noisy, and a figure is read
//! beside the others of the same run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a measurement that fails should say so loudly"
)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How many ask at once.
const AT_ONCE: usize = 100;

/// For how long they do.
const RUSH: Duration = Duration::from_secs(10);

/// A running Airt; killed at the end.
struct Airt {
    child: Child,
    url: String,
    /// From the start of the process to the first answer.
    first_answer: Duration,
}

impl Airt {
    async fn start(folder: &Path, models: &str) -> Self {
        let begun = Instant::now();
        let mut child = Command::new(binary())
            .args(["serve"])
            .env("AIRT_DATA_DIR", folder.join("data"))
            .env("AIRT_KNOWLEDGE_BASE", folder.join("knowledge-base"))
            .env("AIRT_PATHS_MODELS", models)
            .env("AIRT_WEB_LISTEN", "127.0.0.1:0")
            // Everybody here asks from one address.
            .env("AIRT_WEB_PER_ADDRESS_PER_SECOND", "1000000")
            .env_remove("TELOXIDE_TOKEN")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let (_, address) = line.trim_end().split_once("http://").expect(&line);
        let mut airt = Self { child, url: format!("http://{address}/api/messages"), first_answer: Duration::default() };
        airt.ask(&reqwest::Client::new(), "i feel really anxious all the time").await;
        airt.first_answer = begun.elapsed();
        airt
    }

    /// How long one question took, over HTTP.
    async fn ask(&self, client: &reqwest::Client, text: &str) -> Duration {
        let begun = Instant::now();
        let answer = client.post(&self.url).json(&json!({ "text": text })).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
        let answer: Value = answer.json().await.unwrap();
        assert!(answer["outcome"].is_string());
        begun.elapsed()
    }

    /// How long until the details of `/health` are as wanted.
    async fn until(&self, wanted: impl Fn(&Value) -> bool) -> Duration {
        let begun = Instant::now();
        let health = self.url.replace("/api/messages", "/health?details");
        while begun.elapsed() < Duration::from_mins(2) {
            let details: Value = reqwest::get(&health).await.unwrap().json().await.unwrap();
            if wanted(&details) {
                return begun.elapsed();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("it never came");
    }

    /// From a file that is saved to the answers that know it.
    async fn reload(&self, folder: &Path) -> Duration {
        let file = folder.join("knowledge-base/services/venture-scotland.toml");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, format!("visible_to = 2020-01-01\n{text}")).unwrap();
        let health = self.url.replace("/api/messages", "/health?details");
        let before: Value = reqwest::get(&health).await.unwrap().json().await.unwrap();
        let took = self.until(|now| now["knowledge"]["services"] != before["knowledge"]["services"]).await;
        std::fs::write(&file, text).unwrap();
        took
    }

    /// Resident memory now, in MB.
    fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        let kilobytes: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        kilobytes / 1024.0
    }

    /// A hundred people asking without a pause: how many answers a second.
    async fn rush(self: &Arc<Self>, questions: &Arc<Vec<String>>) -> f64 {
        let answered = Arc::new(AtomicUsize::new(0));
        let client = reqwest::Client::new();
        let begun = Instant::now();
        let people = (0..AT_ONCE).map(|person| {
            let (airt, questions, answered, client) =
                (self.clone(), questions.clone(), answered.clone(), client.clone());
            tokio::spawn(async move {
                let mut turn = person;
                while begun.elapsed() < RUSH {
                    airt.ask(&client, &questions[turn % questions.len()]).await;
                    answered.fetch_add(1, Ordering::Relaxed);
                    turn += AT_ONCE;
                }
            })
        });
        for person in futures::future::join_all(people).await {
            person.unwrap();
        }
        answered.load(Ordering::Relaxed) as f64 / begun.elapsed().as_secs_f64()
    }
}

impl Drop for Airt {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is measured: `cargo bench` builds it, or `AIRT_BINARY` names one that
/// is there already.
fn binary() -> String {
    std::env::var("AIRT_BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_airt").to_owned())
}

fn questions() -> Vec<String> {
    let lines = std::fs::read_to_string("tests/questions/tune.jsonl").unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["text"].as_str().unwrap().to_owned())
        .collect()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

async fn measure(name: &str, folder: &Path, models: &str) {
    let questions = Arc::new(questions());
    let airt = Arc::new(Airt::start(folder, models).await);
    let vectors = airt.until(|details| details["encoder"] != "warming-up").await;
    let warm = airt.memory();
    let client = reqwest::Client::new();
    let mut times = Vec::new();
    for question in questions.iter() {
        times.push(airt.ask(&client, question).await);
    }
    times.sort();
    let at = |share: f64| milliseconds(times[((times.len() - 1) as f64 * share) as usize]);
    let (median, p99) = (at(0.5), at(0.99));
    let a_second = airt.rush(&questions).await;
    let reload = airt.reload(folder).await;
    println!(
        "| {name} | {:.0} | {:.0} | {median:.1} | {p99:.1} | {a_second:.0} | {:.0} | {warm:.0} | {:.0} |",
        milliseconds(airt.first_answer),
        milliseconds(vectors),
        milliseconds(reload),
        airt.memory()
    );
}

#[tokio::main]
async fn main() {
    let binary = std::fs::metadata(binary()).unwrap().len();
    println!("binary: {:.1} MB\n", binary as f64 / 1024.0 / 1024.0);
    println!(
        "| run | start to first answer, ms | then to the vectors, ms | median, ms | p99, ms | \
         answers a second, {AT_ONCE} at once | reload, ms | memory, MB | after the rush, MB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let folder = house();
    measure("first start", folder.path(), "models").await;
    measure("second start", folder.path(), "models").await;
    let words = house();
    measure("by words alone", words.path(), "no-models-here").await;
}

/// A copy of what ships, which the run may change.
fn house() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new("knowledge-base"), &folder.path().join("knowledge-base"));
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
