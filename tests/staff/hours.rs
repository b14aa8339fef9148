//! Opening hours in the form of a service, without JavaScript.

use airt::staff::Role;
use reqwest::StatusCode;

use crate::house::{Browser, House, Page};

const PAGE: &str = "/staff/services/kooth";
/// A route that the form adds.
const NEW: [(&str, &str); 4] = [
    ("contact.1.kind", "phone"),
    ("contact.1.value", "0808 157 0123"),
    ("contact.1.source", "a leaflet"),
    ("contact.1.checked", "2026-11-22"),
];

async fn save(staff: &mut Browser, fields: &[(&str, &str)]) -> Page {
    let base = staff.get(PAGE).await.hidden("base");
    let all: Vec<(&str, &str)> = fields.iter().copied().chain([("base", base.as_str())]).collect();
    staff.post(&format!("{PAGE}/draft"), &all).await
}

#[tokio::test]
async fn a_week_is_filled_in_and_written_as_openstreetmap_writes_it() {
    let house = House::open().await;
    let mut staff = house.signed_in("Isla", Role::Editor).await;
    let week = [
        ("contact.1.hours.how", "week"),
        ("contact.1.hours.Mo.open", "yes"),
        ("contact.1.hours.Mo.from", "09:00"),
        ("contact.1.hours.Mo.to", "17:00"),
        ("contact.1.hours.Tu.open", "yes"),
        ("contact.1.hours.Tu.from", "09:00"),
        ("contact.1.hours.Tu.to", "17:00"),
        ("contact.1.hours.We.open", "yes"),
        ("contact.1.hours.We.from", "10:00"),
        ("contact.1.hours.We.to", "12:30"),
        ("contact.1.hours.We.again", "13:30"),
        ("contact.1.hours.We.until", "16:00"),
        ("contact.1.hours.holidays", "yes"),
    ];
    let page = save(&mut staff, &[&NEW[..], &week].concat()).await;
    assert_eq!(page.location, format!("{PAGE}?done=draft"), "{}", page.html);
    let page = staff.get(PAGE).await;
    page.says("hours = &#34;Mo-Tu 09:00-17:00; We 10:00-12:30,13:30-16:00; PH off&#34;");
    page.says("name=\"contact.1.hours.how\" value=\"week\" checked");
    page.says("name=\"contact.1.hours.We.again\" value=\"13:30\"");
    page.says("name=\"contact.1.hours.holidays\" value=\"yes\" checked");

    for (how, shown) in [("always", "hours = &#34;24/7&#34;"), ("written", "hours = &#34;Jul Mo 09:00-17:00&#34;")] {
        save(&mut staff, &[("contact.1.hours.how", how), ("contact.1.hours", "Jul Mo 09:00-17:00")]).await;
        staff.get(PAGE).await.says(shown).says(&format!("value=\"{how}\" checked"));
    }
    save(&mut staff, &[("contact.1.hours.how", "unknown"), ("contact.1.hours", "Jul Mo 09:00-17:00")]).await;
    staff.get(PAGE).await.does_not_say("hours = &#34;");
}

#[tokio::test]
async fn what_is_wrong_in_a_week_is_said_at_its_day_and_the_rest_is_kept() {
    let house = House::open().await;
    let mut staff = house.signed_in("Isla", Role::Editor).await;
    let fields = [
        ("name", "Kept as typed"),
        ("contact.1.hours", ""),
        ("contact.1.hours.how", "week"),
        ("contact.1.hours.Mo.open", "yes"),
        ("contact.1.hours.Mo.from", "09:00"),
        ("contact.1.hours.Mo.to", "\"><script>alert(1)</script>"),
        ("contact.1.hours.Fr.open", "yes"),
        ("contact.1.hours.Fr.from", "10:15"),
        ("contact.1.hours.Fr.to", "11:45"),
    ];
    let page = save(&mut staff, &[&NEW[..], &fields].concat()).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("id=\"contact-1-hours-Mo-problem\">Write both times like this: 09:00 or 17:30.");
    page.does_not_say("contact-1-hours-Fr-problem").does_not_say("<script>");
    page.says("value=\"Kept as typed\"").says("value=\"10:15\"").says("value=\"11:45\"");

    let none = [("name", "Kooth"), ("contact.1.hours", ""), ("contact.1.hours.how", "week")];
    let page = save(&mut staff, &[&NEW[..], &none].concat()).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("Tick the days on which it is open");
}

#[tokio::test]
async fn hours_written_out_are_checked_at_their_field() {
    let house = House::open().await;
    let mut staff = house.signed_in("Isla", Role::Editor).await;
    let wrong = [("contact.1.hours.how", "written"), ("contact.1.hours", "after school")];
    assert_eq!(save(&mut staff, &[&NEW[..], &wrong].concat()).await.location, format!("{PAGE}?done=draft"));
    let page = staff.get(PAGE).await;
    let field = page.html.split("id=\"contact-1-hours\"").nth(1).unwrap().split("contact.1.hours.how").next().unwrap();
    assert!(field.contains("class=\"problem\""), "{field}");
    page.says("value=\"after school\"");
}
