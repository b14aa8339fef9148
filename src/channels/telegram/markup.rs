//! Telegram's HTML: styled lines to pages that fit.
//!
//! Everything is escaped here and nowhere else, and every page closes what it
//! opens: Telegram drops a whole message over one loose tag. It knows no
//! reply and sends nothing.

use unicode_segmentation::UnicodeSegmentation;
use url::Url;

use super::keyboard::Button;

/// What Telegram takes in one message. It counts after parsing and in UTF-16;
/// counting the markup as well keeps a page below that in any case.
pub(super) const PAGE_LIMIT: usize = 4096;

/// How a run of text looks.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Style {
    Plain,
    Bold,
    Italic,
    Link(Url),
}

impl Style {
    /// The same text as Telegram's HTML.
    fn html(&self, text: &str) -> String {
        let text = teloxide::utils::html::escape(text);
        match self {
            Self::Plain => text,
            Self::Bold => format!("<b>{text}</b>"),
            Self::Italic => format!("<i>{text}</i>"),
            Self::Link(url) => format!("<a href=\"{}\">{text}</a>", teloxide::utils::html::escape(url.as_str())),
        }
    }
}

/// One line of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    runs: Vec<(Style, String)>,
}

impl Line {
    /// Ordinary words.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::default().and(Style::Plain, text)
    }

    /// A name, a heading, a crisis reply's first words.
    pub(super) fn bold(text: impl Into<String>) -> Self {
        Self::default().and(Style::Bold, text)
    }

    /// A line that matters less.
    pub(super) fn italic(text: impl Into<String>) -> Self {
        Self::default().and(Style::Italic, text)
    }

    /// Words that open a page.
    pub(super) fn link(text: impl Into<String>, url: Url) -> Self {
        Self::default().and(Style::Link(url), text)
    }

    /// Ordinary words after what is there.
    pub(super) fn then(self, text: impl Into<String>) -> Self {
        self.and(Style::Plain, text)
    }

    fn and(mut self, style: Style, text: impl Into<String>) -> Self {
        self.runs.push((style, text.into()));
        self
    }

    fn html(&self) -> String {
        self.runs.iter().map(|(style, text)| style.html(text)).collect()
    }

    fn text(&self) -> String {
        self.runs.iter().map(|(_, text)| text.as_str()).collect()
    }

    fn is_blank(&self) -> bool {
        self.text().trim().is_empty()
    }

    /// The line as lines that each fit a page, cut between words.
    fn pieces(self) -> Vec<Self> {
        if units(&self.html()) <= PAGE_LIMIT {
            return vec![self];
        }
        self.runs
            .into_iter()
            .flat_map(|(style, text)| {
                let room = PAGE_LIMIT.saturating_sub(units(&style.html("")));
                cut(&text, room).into_iter().map(move |part| Self::default().and(style.clone(), part))
            })
            .collect()
    }
}

/// Lines that belong together, and what can be tapped with them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Top to bottom.
    pub(super) lines: Vec<Line>,
    /// What goes under the page that holds this paragraph.
    pub(super) buttons: Vec<Button>,
}

/// One message, ready to send.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// With markup.
    pub(super) html: String,
    /// Without, for when Telegram refuses the markup.
    pub(super) text: String,
    /// What can be tapped.
    pub(super) buttons: Vec<Button>,
}

impl Page {
    fn add(&mut self, html: &str, text: &str, gap: &str) {
        for (page, part) in [(&mut self.html, html), (&mut self.text, text)] {
            if !page.is_empty() {
                page.push_str(gap);
            }
            page.push_str(part);
        }
    }
}

/// Puts paragraphs on as few pages as they need, broken between paragraphs
/// where that is possible and between lines where it is not.
pub(super) fn pages(paragraphs: Vec<Paragraph>) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for paragraph in paragraphs {
        let lines: Vec<Line> =
            paragraph.lines.into_iter().filter(|line| !line.is_blank()).flat_map(Line::pieces).collect();
        let html = lines.iter().map(Line::html).collect::<Vec<_>>().join("\n");
        if html.is_empty() {
            continue;
        }
        if units(&html) <= PAGE_LIMIT {
            let text = lines.iter().map(Line::text).collect::<Vec<_>>().join("\n");
            place(&mut pages, &html, &text, "\n\n");
        } else {
            for (at, line) in lines.iter().enumerate() {
                place(&mut pages, &line.html(), &line.text(), if at == 0 { "\n\n" } else { "\n" });
            }
        }
        if let Some(page) = pages.last_mut() {
            page.buttons.extend(paragraph.buttons);
        }
    }
    pages
}

/// Adds to the last page, or begins the next.
fn place(pages: &mut Vec<Page>, html: &str, text: &str, gap: &str) {
    match pages.last_mut() {
        Some(page) if units(&page.html) + units(gap) + units(html) <= PAGE_LIMIT => page.add(html, text, gap),
        _ => pages.push(Page { html: html.to_owned(), text: text.to_owned(), buttons: Vec::new() }),
    }
}

/// A text in parts whose escaped forms each fit `room`.
fn cut(text: &str, room: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut used = 0;
    let mut put = |piece: &str| {
        let size = units(&teloxide::utils::html::escape(piece));
        if used + size > room {
            parts.push(String::new());
            used = 0;
        }
        used += size;
        if let Some(part) = parts.last_mut() {
            part.push_str(piece);
        }
    };
    for word in text.split_word_bounds() {
        if units(&teloxide::utils::html::escape(word)) <= room {
            put(word);
        } else {
            word.chars().for_each(|letter| put(letter.encode_utf8(&mut [0; 4])));
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// A length as Telegram counts it.
pub(super) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn paragraph(text: &str) -> Paragraph {
        Paragraph { lines: text.split('\n').map(Line::bold).collect(), buttons: Vec::new() }
    }

    #[test]
    fn markup_in_a_text_is_shown_and_not_obeyed() {
        let pages = pages(vec![Paragraph {
            lines: vec![
                Line::bold("<b>&\"").then("</b>"),
                Line::link("a<", "https://a.test/?a=1&b=\"".parse().unwrap()),
            ],
            buttons: Vec::new(),
        }]);
        assert_eq!(
            pages[0].html,
            "<b>&lt;b&gt;&amp;\"</b>&lt;/b&gt;\n<a href=\"https://a.test/?a=1&amp;b=%22\">a&lt;</a>"
        );
        assert_eq!(pages[0].text, "<b>&\"</b>\na<");
    }

    #[test]
    fn a_long_reply_breaks_between_paragraphs() {
        let long = "word ".repeat(500);
        let pages = pages(vec![paragraph(&long), paragraph(&long), paragraph("end")]);
        assert_eq!(pages.len(), 2);
        assert!(pages[1].text.ends_with("\n\nend"));
    }

    #[test]
    fn one_endless_line_breaks_between_words() {
        let pages = pages(vec![paragraph(&"word ".repeat(2000))]);
        assert!(pages.len() > 1);
        assert!(pages.iter().all(|page| page.text.trim().split(' ').all(|word| word == "word")), "{pages:?}");
    }

    #[test]
    fn blank_paragraphs_make_no_message() {
        assert_eq!(pages(vec![paragraph(""), paragraph(" \n ")]), []);
    }

    proptest! {
        #[test]
        fn every_page_fits_and_closes_what_it_opens(texts in prop::collection::vec("(?s).{0,3000}|[<&😀]{0,3000}", 0..4)) {
            let words: String = texts.concat().chars().filter(|letter| !letter.is_whitespace()).collect();
            let pages = pages(texts.iter().map(|text| paragraph(text)).collect());
            for page in &pages {
                prop_assert!(units(&page.html) <= PAGE_LIMIT);
                prop_assert_eq!(page.html.matches("<b>").count(), page.html.matches("</b>").count());
            }
            let kept: String = pages.iter().flat_map(|page| page.text.chars()).filter(|letter| !letter.is_whitespace()).collect();
            prop_assert_eq!(kept, words);
        }
    }
}
