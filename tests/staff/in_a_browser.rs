//! The staff pages in a real browser: the loop from a missed question to a
//! live answer, and that nobody is kept out.

use std::path::Path;
use std::time::Duration;

use airt::staff::Role;

use crate::house::{House, PASSWORD};
use crate::second_step::Phone;
use crate::trials;
use crate::window::{Look, PHONE, Window};

const ASKED: &str = "where can i learn to joust on a unicycle";
const TAUGHT: &str = "unicycle jousting lessons near me";
const DESK: Look = Look { width: 1280, height: 900, scheme: "light" };

/// Everything that is read; a group and a service stand for the rest of their kind.
const PAGES: [&str; 11] = [
    "/staff",
    "/staff/unanswered",
    "/staff/services",
    "/staff/services/childline",
    "/staff/services/childline/versions",
    "/staff/figures",
    "/staff/report",
    "/staff/health",
    "/staff/audit",
    "/staff/accounts",
    "/staff/account",
];

impl Window {
    /// Fills in fields by their id, sends the form that holds the last one and
    /// waits for the next page.
    async fn fill(&self, fields: &[(&str, &str)]) {
        for (id, value) in fields {
            self.run(&format!("document.getElementById({id:?}).value = {value:?}")).await;
        }
        let (last, _) = fields[fields.len() - 1];
        self.leave(&format!("document.getElementById({last:?}).form.requestSubmit()")).await;
    }

    /// Does what leads to another page, and waits for it.
    async fn leave(&self, statements: &str) {
        self.run(&format!("window.left = true; setTimeout(() => {{ {statements} }}, 10)")).await;
        self.until("!window.left && document.readyState === 'complete'").await;
    }

    async fn follow(&self, words: &str) {
        self.leave(&format!(
            "[...document.querySelectorAll('a')].find((a) => a.textContent.includes({words:?})).click()"
        ))
        .await;
    }

    async fn reads(&self) -> String {
        self.js("document.body.innerText").await
    }

    /// Through the link that the first start prints, to the first page.
    async fn sign_in(&self, house: &House) {
        let link = house.first_link().await.unwrap();
        self.go(&link).await;
        self.fill(&[("name", "Morag"), ("password", PASSWORD), ("again", PASSWORD)]).await;
        self.fill(&[("name", "Morag"), ("password", PASSWORD)]).await;
        assert!(self.js::<String>("location.pathname").await.ends_with("/staff"));
    }

    /// The group of the question, once the records that are written behind the
    /// answers have come.
    async fn open_group(&self) {
        for _ in 0..200 {
            self.go("/staff/unanswered").await;
            if self.reads().await.contains(ASKED) {
                return self.follow(ASKED).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the question was never listed");
    }

    async fn check(&self, place: &str) {
        let faults = self.faults().await;
        assert!(faults.is_empty(), "{place}: {faults:#?}");
        let sideways: bool = self.js("document.documentElement.scrollWidth > window.innerWidth").await;
        assert!(!sideways, "{place} scrolls sideways");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_could_answer_is_answered_on_the_page_without_a_restart() {
    let house = House::with("models").await;
    let window = Window::onto(house.url().to_owned(), DESK).await;
    window.go("/").await;
    window.say(ASKED).await;
    assert!(!window.js::<String>("document.querySelector('#log').innerText").await.contains("Kooth"));

    window.sign_in(&house).await;
    window.open_group().await;
    window.fill(&[("search", "kooth")]).await;
    window.run("document.querySelector('input[name=service][value=kooth]').click()").await;
    let empty: String = window.js("document.getElementById('question').value").await;
    assert_eq!(empty, "", "the young person's words are beside the field and not in it");
    window.fill(&[("question", TAUGHT)]).await;
    let reads = window.reads().await;
    assert!(reads.contains("Mended") && reads.contains("Kooth"), "{reads}");

    window.go("/").await;
    window.say(ASKED).await;
    assert!(window.js::<String>("document.querySelector('#log').innerText").await.contains("Kooth"));
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_step_is_set_up_and_asked_for_and_keeps_nobody_out_on_a_small_phone() {
    let house = House::open().await;
    let window = Window::onto(house.url().to_owned(), PHONE).await;
    window.sign_in(&house).await;
    window.go("/staff/account").await;
    window.fill(&[("password", PASSWORD)]).await;
    window.check("the picture for the app").await;
    let phone = Phone::told(&window.js::<String>("document.getElementById('secret').innerText").await);
    window.fill(&[("code", "no code")]).await;
    window.check("a code that is none").await;
    assert!(window.reads().await.contains("This is not the code that your app shows now"));
    window.fill(&[("code", &phone.code())]).await;
    window.check("the recovery codes").await;
    let recovery: String = window.js("document.querySelector('.codes code').innerText").await;

    window.leave("document.querySelector('.who button').click()").await;
    window.fill(&[("name", "Morag"), ("password", PASSWORD)]).await;
    window.check("the code").await;
    window.fill(&[("code", "000")]).await;
    window.check("a wrong code").await;
    assert!(window.reads().await.contains("This is not right"));
    window.run("document.querySelector('summary').click()").await;
    window.check("a recovery code").await;
    window.fill(&[("recovery", &recovery)]).await;
    assert!(window.reads().await.contains("What waits for you"));
    window.go("/staff/account").await;
    window.check("the second step switched on").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_are_filled_in_day_by_day_and_only_what_was_chosen_is_shown() {
    const SHOWN: &str = "[...document.querySelectorAll('#contact-0-hours .week, #contact-0-hours .written')]
        .filter((part) => part.checkVisibility()).map((part) => part.className).join()";
    let house = House::open().await;
    let window = Window::onto(house.url().to_owned(), PHONE).await;
    window.sign_in(&house).await;
    window.go("/staff/services/childline").await;
    assert_eq!(window.js::<String>(SHOWN).await, "", "the line is open day and night");
    let choose = |how: &str| format!("document.querySelector('[name=\"contact.0.hours.how\"][value={how}]').click()");
    window.run(&choose("written")).await;
    assert_eq!(window.js::<String>(SHOWN).await, "written");
    window.run(&choose("week")).await;
    assert_eq!(window.js::<String>(SHOWN).await, "week");
    window.check("a week").await;
    let field = |key: &str| format!("document.getElementsByName('contact.0.hours.Sa.{key}')[0]");
    window.run(&format!("{}.click()", field("open"))).await;
    window.run(&format!("{}.value = '18:00'; {}.value = '02:00'", field("from"), field("to"))).await;
    window.leave(&format!("{}.form.requestSubmit()", field("to"))).await;
    let changed: String = window.js("document.querySelector('details').textContent").await;
    assert!(changed.contains("hours = \"Sa 18:00-26:00\""), "{changed}");
    assert_eq!(window.js::<String>(&format!("{}.value", field("to"))).await, "02:00");
    window.check("a week that was saved").await;

    window.run(&format!("{}.value = ''", field("to"))).await;
    window.leave(&format!("{}.form.requestSubmit()", field("to"))).await;
    assert!(window.reads().await.contains("Write both times like this"));
    window.check("a week with something wrong in it").await;
    window.close().await;
}

async fn check_every_page(look: Look) {
    let house = House::open().await;
    house.browser().asks(ASKED).await;
    let window = Window::onto(house.url().to_owned(), look).await;
    window.go("/staff/sign-in").await;
    window.check("signing in").await;
    window.sign_in(&house).await;
    for page in PAGES {
        window.go(page).await;
        assert!(window.reads().await.contains("Sign out"), "{page}: {}", window.reads().await);
        window.check(page).await;
    }
    window.open_group().await;
    window.check("a group").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_on_the_staff_is_kept_out_on_a_small_phone() {
    check_every_page(PHONE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_on_the_staff_is_kept_out_on_a_wide_screen_in_the_dark() {
    check_every_page(Look { scheme: "dark", ..DESK }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answers_before_and_after_keep_nobody_out() {
    let (house, _questions) = trials::house_with(trials::GATE, "top_1 = 0.9\n").await;
    let mut isla = house.signed_in("Isla", Role::Publisher).await;
    trials::draft(&mut isla, trials::HIDDEN).await;
    isla.until(trials::PAGE, "Answers that change: 1.").await;
    let window = Window::onto(house.url().to_owned(), PHONE).await;
    window.go("/staff/sign-in").await;
    window.fill(&[("name", "Isla"), ("password", PASSWORD)]).await;
    window.go(trials::PAGE).await;
    window.run("document.querySelectorAll('details').forEach((one) => { one.open = true })").await;
    let reads = window.reads().await;
    assert!(reads.contains("Why all the same"), "{reads}");
    window.check("a draft that makes answers worse").await;
    window.close().await;
}

/// The pictures of the guide: `cargo nextest run --run-ignored only -E 'test(staff_pictures)'`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "writes pictures"]
async fn staff_pictures() {
    let house = House::open().await;
    house.browser().asks(ASKED).await;
    let window = Window::onto(house.url().to_owned(), DESK).await;
    let shot = async |name: &str| window.picture(&Path::new("target/pictures").join(format!("staff-{name}.png"))).await;
    window.sign_in(&house).await;
    for page in PAGES {
        window.go(page).await;
        shot(&page.replace("/staff", "home").replace('/', "-")).await;
    }
    window.open_group().await;
    shot("group").await;
    window.go("/staff/services/childline").await;
    window.run("document.querySelector('[name=\"contact.0.hours.how\"][value=week]').click()").await;
    window.run("document.getElementById('contact-0-hours').scrollIntoView()").await;
    shot("hours").await;
    window.go("/staff/account").await;
    window.fill(&[("password", PASSWORD)]).await;
    shot("second-step").await;
    window.close().await;

    let (house, _questions) = trials::house_with(trials::GATE, "top_1 = 0.9\n").await;
    let mut isla = house.signed_in("Isla", Role::Publisher).await;
    trials::draft(&mut isla, trials::HIDDEN).await;
    isla.until(trials::PAGE, "Answers that change: 1.").await;
    let window = Window::onto(house.url().to_owned(), DESK).await;
    window.go("/staff/sign-in").await;
    window.fill(&[("name", "Isla"), ("password", PASSWORD)]).await;
    window.go(trials::PAGE).await;
    window.run("document.querySelectorAll('details').forEach((one) => { one.open = true })").await;
    window.picture(Path::new("target/pictures/staff-trial.png")).await;
    window.close().await;
}
