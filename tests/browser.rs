//! The page in a real browser, headless.
#![allow(
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::struct_field_names,
    reason = "a test that fails should say so loudly"
)]

#[path = "browser/window.rs"]
mod window;

use std::path::Path;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use chromiumoxide::cdp::browser_protocol::emulation::SetScriptExecutionDisabledParams;

use self::window::{Look, PHONE, Window};

const DESKTOP: Look = Look { width: 1280, height: 800, scheme: "light" };

/// A harmless page of somebody else's, and its address.
async fn elsewhere(html: String) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().fallback(get(move || async { Html(html) }));
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}/")
}

async fn check_faults(window: &Window, where_: &str) {
    let faults = window.faults().await;
    assert!(faults.is_empty(), "{where_}: {faults:#?}");
    let sideways: bool = window.js("document.documentElement.scrollWidth > window.innerWidth").await;
    assert!(!sideways, "{where_} scrolls sideways");
}

/// Every state of the chat, then every page.
async fn check_everything(look: Look) {
    let window = Window::open(look).await;
    check_faults(&window, "the first screen").await;
    window.run("document.body.append(Object.assign(new Image(), {id: 'fault'}))").await;
    assert!(!window.faults().await.is_empty(), "a picture without words must be noticed");
    window.run("document.getElementById('fault').remove()").await;
    window.say("i feel really anxious all the time").await;
    check_faults(&window, "an answer").await;
    window.tap(".more").await;
    check_faults(&window, "details").await;
    window.go("/").await;
    window.say("i want to kill myself").await;
    check_faults(&window, "a crisis reply").await;
    window.go("/").await;
    window.say("purple monkey dishwasher").await;
    check_faults(&window, "nothing found").await;
    window.tap("#help-now").await;
    check_faults(&window, "help now").await;
    for path in ["/embed", "/crisis", "/offline", "/privacy", "/accessibility", "/nowhere"] {
        window.go(path).await;
        check_faults(&window, path).await;
    }
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_keeps_anybody_out_on_a_small_phone() {
    check_everything(PHONE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_keeps_anybody_out_on_a_small_phone_in_the_dark() {
    check_everything(Look { scheme: "dark", ..PHONE }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_keeps_anybody_out_on_a_wide_screen() {
    check_everything(DESKTOP).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_keeps_anybody_out_on_a_wide_screen_in_the_dark() {
    check_everything(Look { scheme: "dark", ..DESKTOP }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_tapped_is_large_enough_and_nothing_is_cut_off_at_400_percent() {
    let window = Window::open(PHONE).await;
    window.say("i feel really anxious all the time").await;
    let small: Vec<String> = window
        .js("[...document.querySelectorAll('a, button, textarea')].filter((one) => one.offsetParent && !one.matches('.skip'))\
             .map((one) => [one.getBoundingClientRect(), one]).filter(([box]) => box.height < 43.9 || box.width < 43.9)\
             .map(([box, one]) => one.outerHTML.slice(0, 80) + ' ' + box.width + 'x' + box.height)")
        .await;
    assert!(small.is_empty(), "{small:#?}");
    // 1280 by 1024 at 400%.
    window.look(Look { width: 320, height: 256, scheme: "light" }).await;
    let covered: f64 = window
        .js("[...document.querySelectorAll('.top, .composer')].filter((bar) => getComputedStyle(bar).position === 'sticky').length")
        .await;
    assert!(covered == 0.0, "fixed bars leave no room to read");
    let sideways: bool = window.js("document.documentElement.scrollWidth > window.innerWidth").await;
    assert!(!sideways);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_alone_is_enough_and_the_focus_is_always_in_sight() {
    let window = Window::open(PHONE).await;
    let focused = "document.activeElement.id || document.activeElement.className || document.activeElement.value";
    window.press("Tab").await;
    assert_eq!(window.js::<String>(focused).await, "exit", "leaving comes first");
    window.press("Tab").await;
    assert_eq!(window.js::<String>(focused).await, "skip");
    window.press("Enter").await;
    for _ in 0..40 {
        if window.js::<String>(focused).await == "text" {
            break;
        }
        window.press("Tab").await;
    }
    assert_eq!(window.js::<String>(focused).await, "text", "the place to write can be reached");
    window.type_in("help getting a job").await;
    window.press("Enter").await;
    window.until("document.querySelectorAll('#log .message').length === 1").await;
    assert_eq!(window.js::<String>(focused).await, "text", "whoever types goes on typing");

    // Through everything that can be reached, from the top.
    window.run("document.activeElement.blur(); window.scrollTo(0, 0); document.getElementById('exit').focus()").await;
    let mut seen = 0;
    while window.js::<String>(focused).await != "text" {
        let clear: bool = window
            .js("(() => { const one = document.activeElement; if (one.matches('.skip')) return true; \
                 const box = one.getClientRects()[0]; \
                 const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2); \
                 return one.contains(over) || over?.contains(one); })()")
            .await;
        let what: String = window.js("document.activeElement.outerHTML.slice(0, 120)").await;
        assert!(clear, "covered: {what}");
        let ring: String = window.js("getComputedStyle(document.activeElement).outlineStyle").await;
        assert_ne!(ring, "none", "no ring round {what}");
        seen += 1;
        assert!(seen < 120, "the keyboard is trapped");
        window.press("Tab").await;
    }
    assert!(seen > 10);

    // A button of the answer, by keyboard, leads on to the next answer.
    window.run("document.querySelector('#log .more').focus()").await;
    window.press("Enter").await;
    window.until("document.querySelectorAll('#log .message').length === 2").await;
    let there: bool =
        window.js("document.activeElement === [...document.querySelectorAll('#log .message')].at(-1)").await;
    assert!(there, "whoever tapped goes on from the answer");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_new_messages_are_announced_and_a_merged_answer_takes_the_place_of_the_last() {
    let window = Window::open(PHONE).await;
    let role: String = window.js("document.getElementById('log').getAttribute('role')").await;
    assert_eq!(role, "log");
    window.say("kooth").await;
    window
        .run("window.changes = []; new MutationObserver((all) => window.changes.push(...all.map((one) => [one.addedNodes.length, one.removedNodes.length])))\
              .observe(document.getElementById('log'), {childList: true})")
        .await;
    window.tap("#help-now").await;
    let changes: Vec<(f64, f64)> = window.js("window.changes").await;
    assert!(changes.iter().all(|(_, removed)| *removed == 0.0), "what stood there was touched: {changes:?}");

    window
        .run("window.fetch = async () => ({json: async () => ({html: '<form class=\"message\"><div class=\"words\">both</div><div class=\"tools\"><button class=\"hide\"></button></div></form>', reply: {replaces_previous: true}})})")
        .await;
    let before = window.answers().await;
    window
        .run("document.getElementById('text').value = 'x'; document.getElementById('composer').requestSubmit()")
        .await;
    window.until("document.querySelector('#log').innerText.includes('both')").await;
    assert_eq!(window.answers().await, before);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hiding_takes_the_talk_off_the_screen() {
    let window = Window::open(PHONE).await;
    for hide in ["tap", "type"] {
        window.say("kooth").await;
        if hide == "tap" {
            window.run("document.querySelector('#log .hide').click()").await;
        } else {
            window.run("document.getElementById('text').focus()").await;
            window.type_in("hide this").await;
            window.press("Enter").await;
        }
        window.until("document.querySelectorAll('#log > *').length === 1 && !document.getElementById('log').innerText.includes('Kooth')").await;
    }
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_line_shows_people_to_call_and_gives_the_words_back() {
    let window = Window::open(PHONE).await;
    window.run("window.fetch = () => Promise.reject(new Error())").await;
    window.say("i feel sad").await;
    let calls: bool = window.js("!!document.querySelector('#log a[href=\"tel:999\"]')").await;
    assert!(calls);
    assert_eq!(window.js::<String>("document.getElementById('text').value").await, "i feel sad");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_javascript_everything_still_works() {
    let window = Window::open(PHONE).await;
    window.page.execute(SetScriptExecutionDisabledParams::new(true)).await.unwrap();
    window.go("/").await;
    let scripted: bool = window.js("document.documentElement.classList.contains('js')").await;
    assert!(!scripted, "scripts must be off for this to prove anything");
    window
        .run("document.getElementById('text').value = 'help getting a job'; document.querySelector('.send').click()")
        .await;
    window.until("!!document.querySelector('#log .card')").await;
    let id: String = window.js("document.getElementById('conversation').value").await;
    // The page after it may look the same: one card.
    window.run("window.old = true; document.querySelector('#log .more').click()").await;
    window.until("!window.old && document.querySelectorAll('#log .card').length === 1").await;
    assert_eq!(window.js::<String>("document.getElementById('conversation').value").await, id);
    window.run("document.getElementById('help-now').click()").await;
    window.until("location.pathname === '/crisis' && !!document.querySelector('a[href=\"tel:999\"]')").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_empties_the_page_at_once_and_back_does_not_bring_the_talk_back() {
    let weather = elsewhere("<title>Weather</title><p id=weather>Rain".to_owned()).await;
    let window = Window::with(DESKTOP, &format!("exit_url = {weather:?}")).await;
    for way in ["key", "button"] {
        window.say("kooth").await;
        if way == "key" {
            for _ in 0..3 {
                window.press("Shift").await;
            }
        } else {
            // What stands there at the very moment of the tap.
            let left: String = window.js("(document.getElementById('exit').click(), document.body.innerText)").await;
            assert!(!left.contains("Kooth"), "{left}");
        }
        window.until("!!document.getElementById('weather')").await;
        window.back().await;
        let after: String = window.js("document.body.innerText").await;
        assert!(!after.to_lowercase().contains("kooth"), "{after}");
        window.go("/").await;
    }
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn going_away_and_back_does_not_restore_the_talk() {
    let window = Window::open(DESKTOP).await;
    window.say("kooth").await;
    window.go("/privacy").await;
    window.back().await;
    let after: String =
        window.js("document.getElementById('log').innerText + document.getElementById('text').value").await;
    assert_eq!(after.trim(), "");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_keys_between_the_presses_of_shift_do_not_leave() {
    let window = Window::open(DESKTOP).await;
    for key in ["Shift", "Shift", "a", "Shift", "Shift"] {
        window.press(key).await;
    }
    let here: bool = window.js("!!document.getElementById('composer')").await;
    assert!(here);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_server_gone_the_help_numbers_are_still_there() {
    let mut window = Window::open(PHONE).await;
    let ready: bool = window.js("navigator.serviceWorker.ready.then(() => true)").await;
    assert!(ready);
    window.until("!!navigator.serviceWorker.controller").await;
    window.running.take().unwrap().stop().await;
    window.go("/").await;
    window.until("!!document.querySelector('a[href=\"tel:999\"]') && document.fonts.size > 0").await;
    let kept: Vec<String> =
        window.js("caches.keys().then((names) => caches.open(names[0])).then((one) => one.keys()).then((all) => all.map((one) => new URL(one.url).pathname))").await;
    assert!(kept.iter().all(|path| path == "/offline" || path.starts_with("/assets/")), "{kept:?}");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_council_page_shows_the_chat_with_one_script_tag() {
    let council = elsewhere(
        "<title>Council</title><script>addEventListener('load', () => {})</script><div id=here></div>".to_owned(),
    )
    .await;
    let host = council.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let window = Window::with(DESKTOP, &format!("embed_hosts = [{host:?}]")).await;
    let url = window.url.clone();
    window.page.goto(council.as_str()).await.unwrap();
    window.run(&format!("const tag = document.createElement('script'); tag.src = '{url}/embed.js'; document.getElementById('here').append(tag)")).await;
    window.until("!!document.querySelector('iframe[title]')").await;
    let mut shown = false;
    for _ in 0..200 {
        for frame in window.page.frames().await.unwrap() {
            shown |= window.page.frame_url(frame).await.unwrap().is_some_and(|at| at == format!("{url}/embed"));
        }
        if shown {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(shown, "the frame stays empty");
    window.close().await;
}

/// Pictures to look at, and the two of the README:
/// `cargo nextest run --run-ignored only -E 'test(pictures)'`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "writes pictures"]
async fn pictures() {
    for (width, height) in [(320, 640), (768, 1024), (1280, 800)] {
        for scheme in ["light", "dark"] {
            let window = Window::open(Look { width, height, scheme }).await;
            let shot = async |name: &str| {
                window.picture(&Path::new("target/pictures").join(format!("{name}-{width}-{scheme}.png"))).await;
            };
            shot("first").await;
            window.say("i look after my mum").await;
            shot("answer").await;
            window
                .run("document.querySelector('#log .tools').scrollIntoView({block: 'end'}); window.scrollBy(0, 120)")
                .await;
            shot("answer-end").await;
            window.go("/").await;
            window.say("i want to kill myself").await;
            shot("urgent").await;
            window.go("/").await;
            window.say("purple monkey dishwasher").await;
            shot("nothing").await;
            for path in ["/privacy", "/accessibility", "/crisis", "/embed"] {
                window.go(path).await;
                shot(path.trim_start_matches('/')).await;
            }
            window.close().await;
        }
    }
}
