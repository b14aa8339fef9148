//! Three of the channels that play golden conversations; the page stands beside.

use airt::channels::web;
use airt::config::{Config, Environment};
use airt::conversation::{Action, Attachment, Block, Channel, Choice, Input, Message, Reply};
use airt::desk::Desk;
use serde_json::{Value, json};

use super::bot::Bot;
use super::bot_api::{Person, Shown};
use super::conversation::{Conversation, Player, Seen, Turn, each, squeezed};

/// What a reply promises, whatever channel it goes over.
fn seen(reply: &Reply) -> Seen {
    Seen {
        outcome: reply.outcome.as_str().to_owned(),
        facet: reply.facet.map(|facet| serde_json::to_value(facet).unwrap().as_str().unwrap().to_owned()),
        concerns: reply.concerns.iter().map(|concern| concern.id.clone()).collect(),
        services: reply.services.iter().map(|shown| shown.id.to_string()).collect(),
        text: reply.text(),
        choices: reply.choices.iter().map(|choice| choice.label.clone()).collect(),
        replaces: reply.replaces_previous,
        lost: Vec::new(),
    }
}

/// The newest choice with this label.
fn chosen(choices: &[Choice], label: &str) -> Option<Action> {
    choices.iter().rev().find(|choice| choice.label == label).map(|choice| choice.action.clone())
}

/// What comes of a tap on a button that is not there.
fn nothing_to_tap(label: &str) -> Seen {
    Seen { lost: vec![format!("nothing offers {label:?}")], ..Seen::default() }
}

fn attachment(name: &str) -> Attachment {
    match name {
        "photo" => Attachment::Picture,
        "voice" => Attachment::Voice,
        "sticker" => Attachment::Sticker,
        "location" => Attachment::Location,
        "other" => Attachment::Other,
        name => panic!("nobody can send {name:?}"),
    }
}

/// Straight to the desk.
pub struct ThroughTheDesk {
    desk: Desk,
    conversations: usize,
    choices: Vec<Choice>,
}

impl ThroughTheDesk {
    pub fn new(desk: Desk) -> Self {
        Self { desk, conversations: 0, choices: Vec::new() }
    }
}

impl Player for ThroughTheDesk {
    fn can_play(&self, _: &Conversation) -> bool {
        true
    }

    async fn begin(&mut self) {
        self.conversations += 1;
        self.choices.clear();
    }

    async fn play(&mut self, turn: &Turn) -> Seen {
        let input = match (&turn.tap, &turn.send, &turn.edit) {
            (Some(label), _, _) => match chosen(&self.choices, label) {
                Some(action) => Input::Tap(action),
                None => return nothing_to_tap(label),
            },
            (_, Some(thing), _) => Input::Attachment(attachment(thing)),
            (_, _, Some(words)) => Input::Text(words.clone()),
            _ => Input::Text(turn.words().unwrap()),
        };
        let message = Message { channel: Channel::Terminal, input, edited: turn.edit.is_some() };
        let reply = self.desk.answer(Channel::Terminal, &self.conversations.to_string(), &message).await;
        self.choices.extend(reply.choices.clone());
        seen(&reply)
    }
}

/// `POST /api/messages`, over HTTP.
pub struct OverTheWeb {
    client: reqwest::Client,
    address: String,
    conversation: Option<String>,
    choices: Vec<(String, String)>,
}

impl OverTheWeb {
    pub async fn start(desk: Desk) -> Self {
        let config = Config::parse(std::path::Path::new("airt.toml"), "", &Environment::of(&[])).unwrap();
        let router = web::router(desk, &config.web, &config.council);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/api/messages", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { client: reqwest::Client::new(), address, conversation: None, choices: Vec::new() }
    }
}

impl Player for OverTheWeb {
    /// The web sends words and taps.
    fn can_play(&self, conversation: &Conversation) -> bool {
        conversation.turns.iter().all(|turn| turn.say.is_some() || turn.tap.is_some())
    }

    async fn begin(&mut self) {
        self.conversation = None;
        self.choices.clear();
    }

    async fn play(&mut self, turn: &Turn) -> Seen {
        let mut body = json!({});
        if let Some(conversation) = &self.conversation {
            body["conversation"] = conversation.as_str().into();
        }
        match &turn.tap {
            Some(label) => match self.choices.iter().rev().find(|(offered, _)| offered == label) {
                Some((_, action)) => body["action"] = action.as_str().into(),
                None => return nothing_to_tap(label),
            },
            None => body["text"] = turn.words().unwrap().into(),
        }
        let answer = self.client.post(&self.address).json(&body).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        self.conversation = answer["conversation"].as_str().map(str::to_owned);
        let seen = Seen::of_json(&answer);
        self.choices.extend(seen.choices.iter().cloned().zip(each(&answer["reply"]["choices"], "action")));
        seen
    }
}

/// A bot and somebody who chats with it.
pub struct OverTelegram {
    bot: Bot,
    person: Person,
    last_said: Option<i64>,
}

impl OverTelegram {
    pub async fn start(desk: Desk) -> Self {
        let bot = Bot::start(desk).await;
        let person = bot.person(1000);
        Self { bot, person, last_said: None }
    }

    pub async fn stop(self) {
        self.bot.stop().await;
    }

    async fn act(&mut self, turn: &Turn) {
        if let Some(label) = &turn.tap {
            return self.person.taps(label).await;
        }
        if let Some(thing) = &turn.send {
            self.person.sends(content(thing)).await;
        } else if let (Some(words), Some(id)) = (&turn.edit, self.last_said) {
            self.person.edits(id, json!({ "text": words })).await;
        } else {
            // Nobody can send an empty message; a lone slash is the nearest to it.
            let words = turn.words().or_else(|| turn.edit.clone()).unwrap();
            // Longer messages are cut up by the person's own Telegram.
            let words: String = if words.is_empty() { "/".to_owned() } else { words.chars().take(4096).collect() };
            self.last_said = Some(self.person.says(&words).await);
        }
    }
}

impl Player for OverTelegram {
    fn can_play(&self, _: &Conversation) -> bool {
        true
    }

    async fn begin(&mut self) {
        self.person = self.bot.person(self.person.chat + 1);
        self.last_said = None;
    }

    async fn play(&mut self, turn: &Turn) -> Seen {
        let before = self.person.sees();
        if let Some(label) = turn.tap.as_ref().filter(|label| !self.person.labels().contains(label)) {
            return nothing_to_tap(label);
        }
        let replies = self.bot.desk.count(self.person.chat);
        self.act(turn).await;
        let fresh: Vec<Shown> = self.person.sees().into_iter().filter(|shown| !before.contains(shown)).collect();
        if self.bot.desk.count(self.person.chat) == replies {
            return Seen { lost: vec!["the bot did not ask the engine".to_owned()], ..Seen::default() };
        }
        let reply = self.bot.desk.last(self.person.chat).unwrap();
        let text = fresh.iter().map(|shown| shown.text.clone()).collect::<Vec<_>>().join("\n\n");
        let choices =
            fresh.iter().flat_map(|shown| shown.buttons.iter()).filter(|button| button["callback_data"].is_string());
        Seen {
            choices: choices.filter_map(|button| button["text"].as_str().map(str::to_owned)).collect(),
            lost: lost(&reply, &fresh, &text),
            text,
            ..seen(&reply)
        }
    }
}

fn content(thing: &str) -> Value {
    let file = json!({
        "file_id": "f", "file_unique_id": "u", "file_size": 1, "width": 1, "height": 1, "duration": 1, "length": 1,
        "mime_type": "a/b", "type": "regular", "is_animated": false, "is_video": false,
    });
    match attachment(thing) {
        Attachment::Picture => json!({ "photo": [file] }),
        Attachment::Voice => json!({ "voice": file }),
        Attachment::Sticker => json!({ "sticker": file }),
        Attachment::Location => json!({ "location": { "latitude": 55.8, "longitude": -4.0 } }),
        Attachment::Other => json!({ "contact": { "phone_number": "01414960000", "first_name": "A" } }),
    }
}

/// What the engine said and the chat does not show.
fn lost(reply: &Reply, fresh: &[Shown], text: &str) -> Vec<String> {
    let reads = squeezed(text);
    let mut wanted: Vec<String> = Vec::new();
    let mut lost = Vec::new();
    for block in &reply.blocks {
        match block {
            Block::Say { text } | Block::Warm { text } => wanted.push(text.clone()),
            Block::Card(card) => {
                wanted.extend([card.name.clone(), card.summary.clone()]);
                wanted.extend(card.rows.iter().map(|row| format!("{}: {}", row.label, row.text)));
                wanted.extend(card.checked_line.clone());
                for route in &card.routes {
                    wanted.extend([&route.hours, &route.note].into_iter().flatten().cloned());
                    let opens = |shown: &Shown| {
                        shown.buttons.iter().any(|button| {
                            button["url"].as_str().is_some_and(|url| {
                                route
                                    .link
                                    .as_deref()
                                    .is_some_and(|link| url.trim_end_matches('/') == link.trim_end_matches('/'))
                            })
                        })
                    };
                    let alone = text.lines().any(|line| line.trim() == route.value.trim());
                    if !alone && !fresh.iter().any(opens) {
                        lost.push(format!("{} has neither a line of its own nor a button", route.value));
                    }
                }
            }
        }
    }
    lost.extend(
        wanted.iter().filter(|words| !reads.contains(&squeezed(words))).map(|words| format!("{words:?} is not shown")),
    );
    let labels: Vec<String> = fresh.iter().flat_map(Shown::labels).collect();
    lost.extend(
        reply
            .choices
            .iter()
            .filter(|choice| !labels.contains(&choice.label))
            .map(|choice| format!("{:?} cannot be tapped", choice.label)),
    );
    lost
}
