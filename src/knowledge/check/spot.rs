//! Where in a file a problem stands: a path of keys, and the line it leads to.

use toml_edit::{Document, Item, Table, TableLike, Value};

/// One step into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Key(&'static str),
    Nth(usize),
    Last(&'static str, String),
}

/// A place in a TOML file, such as the `value` of the third `contact`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Spot(Vec<Step>);

impl Spot {
    /// The file as a whole: no line is to blame.
    pub(super) fn file() -> Self {
        Self::default()
    }

    /// A key at the top of the file.
    pub(super) fn at(key: &'static str) -> Self {
        Self(vec![Step::Key(key)])
    }

    /// A key further in.
    pub(super) fn key(mut self, key: &'static str) -> Self {
        self.0.push(Step::Key(key));
        self
    }

    /// The nth entry of a list, counted from 0.
    pub(super) fn nth(mut self, nth: usize) -> Self {
        self.0.push(Step::Nth(nth));
        self
    }

    /// The last of several tables whose `key` has this value, for lists that
    /// are kept in another order than the file's.
    pub(super) fn last(mut self, key: &'static str, value: &str) -> Self {
        self.0.push(Step::Last(key, value.to_owned()));
        self
    }

    /// The line, counted from 1. A key that is missing is blamed on what
    /// should hold it; the file as a whole has no line.
    pub(super) fn line(&self, text: &str, document: &Document<String>) -> Option<usize> {
        let mut at = Some(Node::Item(document.as_item()));
        let mut start = None;
        for step in &self.0 {
            let Some((offset, next)) = at.and_then(|node| node.step(step)) else { break };
            start = offset.or(start);
            at = Some(next);
        }
        start.map(|start| super::super::load::line_of(text, start))
    }
}

/// A table's entry, a list's or one of several tables: the library has a type
/// for each.
#[derive(Clone, Copy)]
enum Node<'a> {
    Item(&'a Item),
    Table(&'a Table),
    Value(&'a Value),
}

impl Node<'_> {
    /// One step in, with where it begins.
    fn step(self, step: &Step) -> Option<(Option<usize>, Self)> {
        match step {
            Step::Key(key) => {
                let table: &dyn TableLike = match self {
                    Self::Item(item) => item.as_table_like()?,
                    Self::Table(table) => table,
                    Self::Value(value) => value.as_inline_table()?,
                };
                let (key, item) = table.get_key_value(key)?;
                // A table's key may stand in several headers; its own span is its header.
                let own = if item.is_value() { key.span() } else { item.span() };
                Some((own.or_else(|| item.span()).map(|span| span.start), Node::Item(item)))
            }
            Step::Last(key, value) => {
                let Self::Item(Item::ArrayOfTables(tables)) = self else { return None };
                let is_it = |table: &&Table| table.get(key).and_then(Item::as_str) == Some(value);
                let table = tables.iter().filter(is_it).last()?;
                Some((table.span().map(|span| span.start), Node::Table(table)))
            }
            Step::Nth(nth) => {
                if let Self::Item(Item::ArrayOfTables(tables)) = self {
                    let table = tables.get(*nth)?;
                    return Some((table.span().map(|span| span.start), Node::Table(table)));
                }
                let array = match self {
                    Self::Item(item) => item.as_array()?,
                    Self::Value(value) => value.as_array()?,
                    Self::Table(_) => return None,
                };
                let value = array.get(*nth)?;
                Some((value.span().map(|span| span.start), Node::Value(value)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"name = "A"
questions = [
  "one",
  "two",
]

[who]
areas = ["uk",
  "scotland"]

[[contact]]
kind = "phone"

[[contact]]
kind = "text"
confirmed = { by = "B", on = 2026-11-22 }
"#;

    #[test]
    fn every_spot_leads_to_its_line() {
        let document = Document::parse(TEXT.to_owned()).unwrap();
        let second = Spot::at("contact").nth(1);
        for (spot, line) in [
            (Spot::file(), None),
            (Spot::at("name"), Some(1)),
            (Spot::at("questions"), Some(2)),
            (Spot::at("questions").nth(1), Some(4)),
            (Spot::at("who"), Some(7)),
            (Spot::at("who").key("areas").nth(1), Some(9)),
            (Spot::at("contact").nth(0).key("kind"), Some(12)),
            (second.clone(), Some(14)),
            (second.clone().key("confirmed").key("on"), Some(16)),
            (Spot::at("contact").last("kind", "text").key("kind"), Some(15)),
            // What is missing is blamed on what should hold it.
            (second.key("source"), Some(14)),
            (Spot::at("summary"), None),
        ] {
            assert_eq!(spot.line(TEXT, &document), line, "{spot:?}");
        }
    }
}
