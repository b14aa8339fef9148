//! A headless Chromium before a whole Airt of the test's own.

use std::path::Path;
use std::time::Duration;

use airt::app::Running;
use airt::config::{Config, Environment};
use chromiumoxide::browser::{Browser, BrowserConfig};
use chromiumoxide::cdp::browser_protocol::emulation::{MediaFeature, SetDeviceMetricsOverrideParams};
use chromiumoxide::cdp::browser_protocol::input::InsertTextParams;
use chromiumoxide::cdp::browser_protocol::target::SetAutoAttachParams;
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use chromiumoxide::page::{Page, ScreenshotParams};
use futures::StreamExt;
use serde::de::DeserializeOwned;

/// Where axe-core lies; `scripts/test` puts it there.
const AXE: &str = "target/axe-core/package/axe.min.js";

/// How often a page is asked whether it is there yet, and how many times.
const LOOK: (Duration, usize) = (Duration::from_millis(50), 1200);

/// Flags that keep the browser to itself: no calls home, no sandbox that root may not have.
const FLAGS: [&str; 6] = [
    "disable-gpu",
    "disable-quic",
    "no-first-run",
    "disable-background-networking",
    "disable-component-update",
    "disable-sync",
];

/// Remembers the last answer, so that a new one is told from it: within
/// seconds of the last question it takes its place instead of following it.
pub(crate) const MARK: &str = "window.last = [...document.querySelectorAll('#log .message')].at(-1)";
pub(crate) const ANSWERED: &str = "(() => { const last = [...document.querySelectorAll('#log .message')].at(-1); \
                        return !!last && last !== window.last; })()";

/// How a page is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) scheme: &'static str,
}

/// A phone in daylight.
pub(crate) const PHONE: Look = Look { width: 320, height: 640, scheme: "light" };

pub(crate) struct Window {
    pub(crate) page: Page,
    pub(crate) url: String,
    pub(crate) running: Option<Running>,
    browser: Browser,
    _data: tempfile::TempDir,
}

impl Window {
    pub(crate) async fn open(look: Look) -> Self {
        Self::with(look, "").await
    }

    /// With settings of the test's own in `[web]`.
    pub(crate) async fn with(look: Look, web: &str) -> Self {
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().join("data");
        let environment =
            Environment::of(&[("AIRT_WEB_LISTEN", "127.0.0.1:0"), ("AIRT_DATA_DIR", folder.to_str().unwrap())]);
        let settings = format!("[web]\nper_conversation_in_10_seconds = 1000\n{web}");
        let config = Config::parse(Path::new("airt.toml"), &settings, &environment).unwrap();
        let running = Running::start(config).await.unwrap();
        let url = format!("http://{}", running.address());
        let window = Self { running: Some(running), ..Self::before(url, data).await };
        window.look(look).await;
        window.go("/").await;
        window
    }

    /// Before a server that somebody else started.
    #[allow(dead_code, reason = "one of the two tests that share the window starts its server itself")]
    pub(crate) async fn onto(url: String, look: Look) -> Self {
        let window = Self::before(url, tempfile::tempdir().unwrap()).await;
        window.look(look).await;
        window
    }

    async fn before(url: String, data: tempfile::TempDir) -> Self {
        let settings = BrowserConfig::builder()
            .new_headless_mode()
            .no_sandbox()
            .args(FLAGS)
            .user_data_dir(data.path().join("browser"))
            .launch_timeout(Duration::from_mins(2))
            .request_timeout(Duration::from_mins(2))
            .build()
            .expect("Chromium is missing: scripts/test installs it");
        let (browser, mut handler) = Browser::launch(settings).await.unwrap();
        tokio::spawn(async move { while handler.next().await.is_some() {} });
        let page = browser.new_page("about:blank").await.unwrap();
        // The driver holds every worker until a debugger lets it go, which nobody does.
        page.execute(SetAutoAttachParams::new(false, false)).await.unwrap();
        Self { page, url, running: None, browser, _data: data }
    }

    /// Another size and scheme, from now on.
    pub(crate) async fn look(&self, look: Look) {
        let size = SetDeviceMetricsOverrideParams::builder()
            .width(look.width)
            .height(look.height)
            .device_scale_factor(1.0)
            .mobile(false)
            .build()
            .unwrap();
        self.page.execute(size).await.unwrap();
        let media = vec![
            MediaFeature::new("prefers-color-scheme", look.scheme),
            MediaFeature::new("prefers-reduced-motion", "reduce"),
        ];
        self.page.emulate_media_features(media).await.unwrap();
    }

    pub(crate) async fn go(&self, path: &str) {
        self.page.goto(format!("{}{path}", self.url)).await.unwrap();
        self.until("document.readyState === 'complete'").await;
    }

    /// The value of an expression, awaited.
    pub(crate) async fn js<T: DeserializeOwned>(&self, expression: &str) -> T {
        let evaluate =
            EvaluateParams::builder().expression(expression).await_promise(true).return_by_value(true).build().unwrap();
        let result = self.page.evaluate_expression(evaluate).await;
        result.unwrap_or_else(|error| panic!("{expression}: {error}")).into_value().unwrap()
    }

    /// Does something, whatever it returns.
    pub(crate) async fn run(&self, statements: &str) {
        let _: bool = self.js(&format!("{{ {statements}; }} true")).await;
    }

    /// Waits for an expression to become true.
    pub(crate) async fn until(&self, expression: &str) {
        for _ in 0..LOOK.1 {
            // While a page is being left there is nobody to ask.
            let evaluate = EvaluateParams::builder().expression(expression).return_by_value(true).build().unwrap();
            if let Ok(result) = self.page.evaluate_expression(evaluate).await
                && result.into_value::<bool>().unwrap_or(false)
            {
                return;
            }
            tokio::time::sleep(LOOK.0).await;
        }
        panic!("never came true: {expression}");
    }

    pub(crate) async fn press(&self, key: &str) {
        // Any element will do: keys go to whatever holds the focus.
        self.page.find_element("body").await.unwrap().press_key(key).await.unwrap();
    }

    pub(crate) async fn type_in(&self, text: &str) {
        self.page.execute(InsertTextParams::new(text)).await.unwrap();
    }

    pub(crate) async fn answers(&self) -> usize {
        self.js("document.querySelectorAll('#log .message').length").await
    }

    /// Types something, sends it, and waits for the answer.
    pub(crate) async fn say(&self, text: &str) {
        self.run(MARK).await;
        self.run("document.getElementById('text').focus()").await;
        self.type_in(text).await;
        self.press("Enter").await;
        self.until(ANSWERED).await;
    }

    /// Taps the first element of a selector and waits for the answer.
    pub(crate) async fn tap(&self, selector: &str) {
        self.run(MARK).await;
        self.run(&format!("document.querySelector({selector:?}).click()")).await;
        self.until(ANSWERED).await;
    }

    /// Goes back in the history, which cuts off whoever asked for it.
    pub(crate) async fn back(&self) {
        self.run("window.left = true; setTimeout(() => history.back(), 50)").await;
        self.until("!window.left && document.readyState === 'complete'").await;
    }

    /// What axe-core finds wrong with the page as it stands.
    pub(crate) async fn faults(&self) -> Vec<String> {
        let axe = std::fs::read_to_string(AXE).expect("axe-core is missing: scripts/test fetches it");
        self.run(&axe).await;
        self.js("axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations.map((fault) => \
             fault.id + ': ' + fault.nodes.map((node) => node.target + ' ' + node.any.concat(node.all).map((why) => \
             why.message).join()).join(' | ')))")
            .await
    }

    pub(crate) async fn picture(&self, file: &Path) {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        self.page.save_screenshot(ScreenshotParams::builder().build(), file).await.unwrap();
    }

    pub(crate) async fn close(mut self) {
        self.browser.close().await.unwrap();
        let _ = self.browser.wait().await;
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }
}
