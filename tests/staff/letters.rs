//! Letters to staff, by a mail server of the test's own.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use crate::house::House;

/// Takes every letter; what was sent comes out line by line.
async fn mail_server() -> (String, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let taken = Arc::new(Mutex::new(String::new()));
    let letters = Arc::clone(&taken);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (read, mut write) = stream.into_split();
            let mut lines = BufReader::new(read).lines();
            write.write_all(b"220 test\r\n").await.unwrap();
            let mut is_letter = false;
            while let Ok(Some(line)) = lines.next_line().await {
                let answer = match line.as_str() {
                    "." if is_letter => {
                        is_letter = false;
                        "250 taken\r\n"
                    }
                    _ if is_letter => {
                        letters.lock().unwrap().extend([line.as_str(), "\n"]);
                        continue;
                    }
                    "DATA" => {
                        is_letter = true;
                        "354 go on\r\n"
                    }
                    "QUIT" => "221 bye\r\n",
                    _ => "250 yes\r\n",
                };
                if write.write_all(answer.as_bytes()).await.is_err() {
                    break;
                }
            }
        }
    });
    (url, taken)
}

#[tokio::test]
async fn the_weekly_letter_reaches_everybody_who_is_to_have_it_once() {
    let (url, taken) = mail_server().await;
    let settings = [
        ("AIRT_SMTP_URL", url.as_str()),
        ("AIRT_STAFF_LETTERS_TO", "[\"a@example.org\", \"b@example.org\"]"),
        ("AIRT_STAFF_LETTERS_FROM", "airt@example.org"),
        // Or it would wait on a Monday before eight, and the test with it.
        ("AIRT_STAFF_LETTERS_HOUR", "0"),
    ];
    let house = House::set("tests/support/no-encoder", &settings).await;
    for _ in 0..200 {
        if taken.lock().unwrap().matches("Subject: ").count() == 2 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let letters = taken.lock().unwrap().clone();
    for words in
        ["To: a@example.org", "To: b@example.org", "Subject: Airt: what waits this week", "0 groups of questions"]
    {
        assert!(letters.contains(words), "{words}: {letters}");
    }
    let told = "select count(*) from staff_told";
    assert!(reaches(&house, told, 1).await, "it is written down that the week was told");
}

/// Whether a count gets there, given a while.
async fn reaches(house: &House, counting: &'static str, expected: i64) -> bool {
    for _ in 0..200 {
        let count: i64 = sqlx::query_scalar(counting).fetch_one(&house.pool().await).await.unwrap();
        if count == expected {
            return true;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    false
}

#[tokio::test]
async fn what_changed_while_airt_was_not_running_is_a_version_from_the_start() {
    let house = House::open().await;
    let files = std::fs::read_dir(house.path("knowledge-base/services")).unwrap().count();
    let versions = "select count(*) from versions";
    assert!(reaches(&house, versions, i64::try_from(files).unwrap()).await, "not every service has a version");
}
