//! Figures, health and the report: what is told, and what is not.

use airt::staff::Role;
use reqwest::StatusCode;

use crate::house::House;

/// Things that happened today, as insights write them.
async fn happened(house: &House, outcome: &str, count: usize) {
    let pool = house.pool().await;
    for nth in 0..count {
        sqlx::query(
            "insert into events (id, at, hour, channel, kind, outcome, services)
             values ($1, $2, 13, 'web', 'answered', $3, '[\"kooth\"]')",
        )
        .bind(format!("{outcome}-{nth}"))
        .bind(chrono::Utc::now().timestamp_millis())
        .bind(outcome)
        .execute(&pool)
        .await
        .unwrap();
    }
}

#[tokio::test]
async fn counts_under_five_are_told_nowhere() {
    let house = House::open().await;
    happened(&house, "answered", 12).await;
    happened(&house, "urgent", 3).await;
    happened(&house, "small_talk", 40).await;
    let mut staff = house.signed_in("Morag", Role::Viewer).await;
    let page = staff.get("/staff/figures").await;
    page.says("<strong>more than 12</strong> questions")
        .says("<strong>12</strong> answered")
        .says("<strong>fewer than 5</strong> urgent");
    page.says("<svg class=\"chart\"").says("13:00: 55");
    let day = chrono::Utc::now().format("%Y-%m-%d");
    let csv = staff.get("/staff/figures/days.csv?days=7").await;
    assert!(csv.html.starts_with("day,questions,answered,unsure,no answer,urgent\n"));
    assert!(csv.html.ends_with(&format!("{day},>12,12,0,0,<5\n")), "{}", csv.html);
    assert_eq!(csv.html.lines().count(), 8, "a line for each day");
}

#[tokio::test]
async fn the_report_says_what_staff_wrote_and_nothing_else() {
    let house = House::open().await;
    let mut staff = house.signed_in("Morag", Role::Viewer).await;
    let now = chrono::Utc::now().timestamp_millis();
    let gap = "insert into gaps (id, state, kind, label, wording, service, seen_count, first_seen, last_seen, fixed_at)
               values ($1, $2, $3, $4, $5, 'kooth', $6, $7, $7, $7)";
    for (id, state, label, wording, count) in [
        ("a", "fixed", Some("a place to chat"), "x", 9),
        ("b", "open", Some("harp lessons"), "y", 3),
        ("c", "open", None, "skating", 7),
    ] {
        sqlx::query(gap)
            .bind(id)
            .bind(state)
            .bind("no-service")
            .bind(label)
            .bind(wording)
            .bind(count)
            .bind(now)
            .execute(&house.pool().await)
            .await
            .unwrap();
    }
    let page = staff.get("/staff/report").await;
    page.says("a place to chat").says("Kooth").says("harp lessons").says("fewer than 5").says("skating").says(">7<");
}

#[tokio::test]
async fn health_is_told_in_words_and_metrics_to_this_machine_alone() {
    let house = House::open().await;
    let mut staff = house.signed_in("Morag", Role::Viewer).await;
    staff.get("/staff/health").await.says("It answers.").says("goes by words alone").says("It is not switched on.");
    for path in ["/metrics", "/staff/metrics"] {
        let page = staff.get(path).await;
        page.says("airt_up 1").says("airt_encoder_ready 0");
        assert!(page.headers["content-type"].to_str().unwrap().starts_with("text/plain"));
    }
    let page = house.browser().get_from("/metrics", "192.0.2.1").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    page.does_not_say("airt_up");
}
