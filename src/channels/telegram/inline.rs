//! Inline mode: `@bot kooth` in any chat, to share a service with a friend.
//!
//! Services are found by name alone: what is typed here is typed in somebody
//! else's chat, letter by letter, and is no conversation of ours. It is
//! screened all the same, and alarming words bring the crisis lines.

use chrono::Utc;
use teloxide::types::{
    InlineQueryResult, InlineQueryResultArticle, InputMessageContent, InputMessageContentText, ParseMode,
};

use super::courier::no_preview;
use super::keyboard::keyboard;
use super::render::render;
use crate::conversation::{Action, Airt, Block, Card, Channel, Message, Outcome, Reply, Session};
use crate::knowledge::Service;
use crate::understanding::plain;

/// How many services are offered.
const OFFERED: usize = 5;

/// The services whose name holds what was typed, best first; all of the best
/// known where nothing was typed yet.
pub(super) fn named<'a>(services: impl Iterator<Item = &'a Service>, typed: &str) -> Vec<&'a Service> {
    let typed = plain(typed);
    let mut found: Vec<(u8, &Service)> = services
        .filter_map(|service| {
            let names = std::iter::once(&service.name).chain(&service.also_known_as);
            let rank = names.map(|name| plain(name)).filter_map(|name| match () {
                () if name == typed => Some(0),
                () if name.starts_with(&typed) => Some(1),
                () if name.contains(&typed) => Some(2),
                () => None,
            });
            Some((rank.min()?, service))
        })
        .collect();
    found.sort_by(|(rank, one), (other_rank, other)| rank.cmp(other_rank).then_with(|| one.name.cmp(&other.name)));
    found.into_iter().take(OFFERED).map(|(_, service)| service).collect()
}

/// The card of each service as something to send.
pub(super) fn shared(airt: &Airt, typed: &str) -> Vec<InlineQueryResult> {
    let now = Utc::now();
    let today = now.with_timezone(&chrono_tz::Europe::London).date_naive();
    let found = named(airt.knowledge().shown(today).map(AsRef::as_ref), typed);
    let cards = found.into_iter().filter_map(|service| {
        let details = Message::tap(Channel::Telegram, Action::Details(service.id.clone()));
        let reply = airt.reply(Session::new("shared", now), &details, now).reply;
        reply.cards().next().cloned()
    });
    cards.filter_map(|card| result(airt, card)).collect()
}

/// The cards of a crisis reply as something to send.
pub(super) fn crisis(airt: &Airt, reply: &Reply) -> Vec<InlineQueryResult> {
    reply.cards().take(OFFERED).filter_map(|card| result(airt, card.clone())).collect()
}

fn result(airt: &Airt, card: Card) -> Option<InlineQueryResult> {
    let (id, title, description) = (card.service.to_string(), card.name.clone(), card.summary.clone());
    let mut reply = Reply::saying(Outcome::Answered, "");
    reply.blocks = vec![Block::Card(card)];
    let page = render(&reply, airt.wording()).into_iter().next()?;
    let text = InputMessageContentText::new(page.html).parse_mode(ParseMode::Html).link_preview_options(no_preview());
    let mut article =
        InlineQueryResultArticle::new(id, title, InputMessageContent::Text(text)).description(description);
    if !page.buttons.is_empty() {
        article = article.reply_markup(keyboard(&page.buttons));
    }
    Some(InlineQueryResult::Article(article))
}
