//! Every role against every address.

use airt::staff::{Door, Role, doors};
use reqwest::StatusCode;

use crate::house::{Browser, House};

/// An address that a role may open and that is not there, or a form without
/// fields: anything but "sign in" and "you may not".
async fn open(browser: &mut Browser, door: &Door) -> (StatusCode, String) {
    let path = door.path.replace("{id}", "childline").replace("{at}", "0").replace("{secret}", "x");
    let page = if door.method == "GET" { browser.get(&path).await } else { browser.post(&path, &[]).await };
    (page.status, page.location)
}

#[tokio::test]
async fn every_address_opens_to_its_role_and_to_no_lesser_one() {
    let house = House::open().await;
    assert!(doors().len() > 10, "the table of addresses is gone");
    // Signing out in the middle would end the test.
    let guarded: Vec<Door> =
        doors().into_iter().filter(|door| door.role.is_some() && !door.path.contains("sign-out")).collect();
    for role in Role::ALL {
        let mut browser = house.signed_in(role.as_str(), role).await;
        for door in &guarded {
            let (status, location) = open(&mut browser, door).await;
            let may = door.role.unwrap() <= role;
            assert_eq!(status != StatusCode::FORBIDDEN, may, "{role:?} {} {}: {status}", door.method, door.path);
            assert_ne!(location, "/staff/sign-in", "{role:?} {} {}", door.method, door.path);
            assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{role:?} {} {}", door.method, door.path);
        }
    }
    let mut stranger = house.browser();
    for door in &guarded {
        let (status, location) = open(&mut stranger, door).await;
        let path = location.split('?').next();
        assert_eq!((status, path), (StatusCode::SEE_OTHER, Some("/staff/sign-in")), "{} {}", door.method, door.path);
    }
}

#[tokio::test]
async fn every_page_keeps_others_and_scripts_out() {
    let house = House::open().await;
    let mut browser = house.signed_in("Morag", Role::Publisher).await;
    for door in doors().iter().filter(|door| door.method == "GET") {
        let path = door.path.replace("{id}", "childline").replace("{at}", "0").replace("{secret}", "x");
        let page = browser.get(&path).await;
        let header = |name: &str| page.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script"), "{path}: {policy}");
        assert_eq!(header("x-frame-options"), "DENY", "{path}");
        assert!(!page.html.contains("<script") && !page.html.contains(" style="), "{path}");
        let kept = if path == "/staff/assets/staff.css" { "public, max-age=31536000" } else { "no-store" };
        assert_eq!(header("cache-control"), kept, "{path}");
    }
}
