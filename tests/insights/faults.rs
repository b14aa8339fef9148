//! Faults on purpose: in each, answers come, and what can be written later is.

use super::*;

async fn answers(desk: &Desk) {
    for id in ["one", "two", "one"] {
        let reply = desk.answer(Channel::Web, id, &Message::text(Channel::Web, "help with anxiety")).await;
        assert_ne!(reply.text(), "");
    }
    desk.idle().await;
}

#[tokio::test]
async fn locked_by_another_program() {
    let books = Books::new();
    books.store.counts().await.unwrap();
    let locked = lock(&books.path()).await;
    // The lock is let go of only after the answers have come.
    answers(&desk(&books, "secret")).await;
    assert!(books.recorder.state().waiting > 0 || books.recorder.state().failure.is_some());
    locked.close().await.unwrap();
    books.until(|state| state.failure.is_none() && state.waiting == 0).await;
    let (_folder, store) = books.finish().await;
    assert_eq!(store.counts().await.unwrap().sessions, 2);
}

#[tokio::test]
async fn full() {
    let books = Books::with(Insights { max_megabytes: 1, ..DAYS }, |_| {});
    let pool = books.store.pool().await.unwrap();
    sqlx::query("create table ballast (bytes blob)").execute(&pool).await.unwrap();
    for bytes in [100_000, 3000] {
        let fill = || sqlx::query("insert into ballast values (zeroblob($1))").bind(bytes).execute(&pool);
        while fill().await.is_ok() {}
    }
    let desk = desk(&books, "secret");
    answers(&desk).await;
    for number in 0..20 {
        books.asks(&format!("k{number}"), now(), &"words that fill the disk ".repeat(20));
    }
    books.until(|state| state.failure.as_ref().is_some_and(|failure| failure.contains("full"))).await;
    answers(&desk).await;
    assert!(fs::metadata(books.path()).unwrap().len() <= 1024 * 1024);
    // Room again: what waited is written.
    sqlx::query("drop table ballast").execute(&pool).await.unwrap();
    books.until(|state| state.failure.is_none() && state.waiting == 0).await;
    let (_folder, store) = books.finish().await;
    assert_eq!(store.counts().await.unwrap().texts, 20);
}

#[tokio::test]
async fn gone_while_it_runs() {
    let books = Books::new();
    books.asks("k", now(), "harp lessons");
    books.until(|state| state.waiting == 0).await;
    books.store.counts().await.unwrap();
    for entry in fs::read_dir(books.folder.path()).unwrap().map(Result::unwrap) {
        fs::remove_file(entry.path()).unwrap();
    }
    answers(&desk(&books, "secret")).await;
    let (_folder, store) = books.finish().await;
    assert_eq!(store.counts().await.unwrap().sessions, 2, "it was made anew and written to");
}

#[tokio::test]
async fn not_a_database() {
    let books = Books::with(DAYS, |path| fs::write(path, "a letter from somebody").unwrap());
    answers(&desk(&books, "secret")).await;
    books.until(|state| state.failure.is_some()).await;
    assert_eq!(fs::read_to_string(books.path()).unwrap(), "a letter from somebody", "left for whoever mends it");
}

#[tokio::test]
async fn a_folder_where_the_file_should_be() {
    let books = Books::with(DAYS, |path| fs::create_dir(path).unwrap());
    answers(&desk(&books, "secret")).await;
    books.until(|state| state.failure.is_some()).await;
}

#[tokio::test]
async fn a_promise_to_forget_is_kept_once_the_store_is_back() {
    let books = Books::new();
    books.asks("mine", now(), "harp lessons");
    books.until(|state| state.waiting == 0).await;
    books.store.counts().await.unwrap();
    let locked = lock(&books.path()).await;
    // More than the queue holds, so that a promise among them would be dropped with the rest.
    for number in 0..6000 {
        books.turn(&format!("k{number}"), now(), Vec::new());
    }
    books.turn("mine", now(), vec![Event::Forget]);
    assert!(books.recorder.state().dropped > 0, "the queue overflowed");
    locked.close().await.unwrap();
    let (folder, store) = books.finish().await;
    assert_eq!(store.texts().await.unwrap(), []);
    assert!(!on_disk(folder.path(), "harp lessons"));
}
