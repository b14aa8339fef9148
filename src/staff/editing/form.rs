//! A service as a form: which fields there are, what each means in plain
//! words, and how a filled-in form changes the text of the file.
//!
//! Only fields whose value changed are touched, so that comments, order and
//! the way things are written stay.

use chrono::NaiveDate;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, TableLike, Value};

use super::fields::{Field, Kind, ROUTE, SERVICE};
use super::hours;
use crate::staff::fields::Fields;

/// The longest single text, in letters.
pub(in crate::staff) const LONGEST: usize = 2_000;

/// The longest list, in letters.
pub(in crate::staff) const LONGEST_LIST: usize = 400_000;

/// Routes that a form takes at most.
const ROUTES: usize = 40;

/// What is wrong at which field.
pub(in crate::staff) type Wrong = Vec<(String, String)>;

/// The values of a document by field, as a form would send them.
pub(in crate::staff) fn values(document: &DocumentMut, name: &str) -> Vec<String> {
    let steps: Vec<&str> = name.split('.').collect();
    let item = match steps.as_slice() {
        [table, nth, key] => document
            .get(table)
            .and_then(Item::as_array_of_tables)
            .and_then(|tables| tables.get(nth.parse().ok()?))
            .and_then(|table| table.get(key)),
        [table, key] => document.get(table).and_then(|table| table.get(key)),
        _ => document.get(name),
    };
    item.map(written).unwrap_or_default()
}

/// A value as its field holds it.
fn written(item: &Item) -> Vec<String> {
    match item {
        Item::Value(Value::Array(array)) => array.iter().map(plain).collect(),
        Item::Value(value) => vec![plain(value)],
        _ => Vec::new(),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.value().clone(),
        Value::Integer(number) => number.value().to_string(),
        Value::Boolean(yes) => yes.value().to_string(),
        Value::Datetime(date) => date.value().to_string(),
        other => other.to_string().trim().to_owned(),
    }
}

/// How many routes a document has.
pub(in crate::staff) fn routes(document: &DocumentMut) -> usize {
    document.get("contact").and_then(Item::as_array_of_tables).map_or(0, ArrayOfTables::len)
}

/// The text with everything in it that the form changed, or what is wrong at
/// which field.
pub(in crate::staff) fn apply(text: &str, form: &Fields, today: NaiveDate) -> Result<String, Wrong> {
    let mut document: DocumentMut =
        text.parse().map_err(|_| vec![(String::new(), "The file cannot be read as it is.".to_owned())])?;
    let mut wrong = Vec::new();
    for field in &SERVICE {
        let Some(new) = read(field, field.name, form, &mut wrong) else { continue };
        if values(&document, field.name) == new.1 {
            continue;
        }
        match field.name.split_once('.') {
            Some((table, key)) => {
                let table = document.entry(table).or_insert_with(toml_edit::table);
                if let Some(table) = table.as_table_like_mut() {
                    set(table, key, new.0);
                }
            }
            None => set(document.as_table_mut(), field.name, new.0),
        }
    }
    apply_routes(&mut document, form, today, &mut wrong);
    if wrong.is_empty() { Ok(document.to_string()) } else { Err(wrong) }
}

fn apply_routes(document: &mut DocumentMut, form: &Fields, today: NaiveDate, wrong: &mut Wrong) {
    let there = routes(document);
    let mut removed = Vec::new();
    for nth in 0..there.saturating_add(1).min(ROUTES) {
        let name = |key: &str| format!("contact.{nth}.{key}");
        let is_new = nth == there;
        if is_new && form.trimmed(&name("value")).is_empty() {
            continue;
        }
        if form.has(&name("remove")) {
            removed.push(nth);
            continue;
        }
        let mut route = Table::new();
        let before: Vec<Vec<String>> = ROUTE.iter().map(|field| values(document, &name(field.name))).collect();
        let contacts = document.entry("contact").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        let Some(contacts) = contacts.as_array_of_tables_mut() else { return };
        let table = match contacts.get_mut(nth) {
            Some(table) => table,
            None => &mut route,
        };
        let held = before.clone();
        for (field, before) in ROUTE.iter().zip(before) {
            let new = match field.kind {
                Kind::Hours => read_hours(&name(field.name), &before, form, wrong),
                _ => read(field, &name(field.name), form, wrong),
            };
            if let Some(new) = new
                && new.1 != before
            {
                set(table, field.name, new.0);
            }
        }
        if is_new {
            contacts.push(route);
        } else {
            forget_who_tried_it(document, nth, &held, today, wrong);
        }
    }
    if let Some(contacts) = document.get_mut("contact").and_then(Item::as_array_of_tables_mut) {
        for nth in removed.into_iter().rev() {
            contacts.remove(nth);
        }
    }
}

/// Another number was tried by nobody, and was not read where the old one was:
/// "tried by" goes, and the day must be written anew.
fn forget_who_tried_it(
    document: &mut DocumentMut,
    nth: usize,
    before: &[Vec<String>],
    today: NaiveDate,
    wrong: &mut Wrong,
) {
    let now = |key: &str| values(document, &format!("contact.{nth}.{key}"));
    let was = |key: &str| {
        let at = ROUTE.iter().position(|field| field.name == key);
        at.and_then(|at| before.get(at)).cloned().unwrap_or_default()
    };
    let changed = |key: &str| now(key) != was(key);
    if !changed("value") && !changed("kind") {
        return;
    }
    if !changed("checked") && was("checked").concat() != today.to_string() {
        let what = "You changed this route: write the day on which you looked it up.";
        wrong.push((format!("contact.{nth}.checked"), what.to_owned()));
    }
    let contacts = document.get_mut("contact").and_then(Item::as_array_of_tables_mut);
    if let Some(route) = contacts.and_then(|contacts| contacts.get_mut(nth)) {
        route.remove("confirmed");
    }
}

/// Puts a value in the place of another and keeps what is written around it.
fn set(table: &mut dyn TableLike, key: &str, value: Option<Value>) {
    match (value, table.get_mut(key)) {
        (None, _) => {
            table.remove(key);
        }
        (Some(mut value), Some(Item::Value(old))) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        (Some(value), _) => {
            table.insert(key, Item::Value(value));
        }
    }
}

/// What a form says of the hours, in the same form as [`read`].
fn read_hours(name: &str, before: &[String], form: &Fields, wrong: &mut Wrong) -> Option<(Option<Value>, Vec<String>)> {
    let hours = hours::read(form, name, &before.concat(), wrong)?;
    let texts: Vec<String> = Some(hours).into_iter().filter(|hours| !hours.is_empty()).collect();
    Some((texts.first().map(Value::from), texts))
}

/// What a form says of a field, as a value (`None` takes it out) and as its
/// texts; `None` where the form does not hold the field or it is wrong.
fn read(field: &Field, name: &str, form: &Fields, wrong: &mut Wrong) -> Option<(Option<Value>, Vec<String>)> {
    let is_list = matches!(field.kind, Kind::Lines | Kind::Ticks(_) | Kind::Topics);
    // Boxes that are not ticked are not sent: the form says that it has them.
    if !form.has(name) && !form.has(&format!("has.{name}")) {
        return None;
    }
    let longest = if is_list { LONGEST_LIST } else { LONGEST };
    if form.all(name).iter().any(|value| value.chars().count() > longest) {
        wrong.push((name.to_owned(), format!("This is too long: at most {longest} letters.")));
        return None;
    }
    let texts: Vec<String> = match field.kind {
        Kind::Lines => form.lines(name).into_iter().map(str::to_owned).collect(),
        Kind::Ticks(_) | Kind::Topics => form.all(name).into_iter().map(str::to_owned).collect(),
        _ => {
            let one = form.get(name).split_whitespace().collect::<Vec<_>>().join(" ");
            if one.is_empty() { Vec::new() } else { vec![one] }
        }
    };
    if is_list {
        let value = (!texts.is_empty() || field.required).then(|| Value::Array(array(&texts)));
        return Some((value, texts));
    }
    let Some(one) = texts.first() else {
        if field.required && matches!(field.kind, Kind::Date) {
            wrong.push((name.to_owned(), "Write the day on which you looked.".to_owned()));
            return None;
        }
        let value = field.required.then(|| Value::from(""));
        let texts = value.iter().map(|_| String::new()).collect();
        return Some((value, texts));
    };
    match value(field.kind, one) {
        Ok(value) => Some((Some(value), texts)),
        Err(what) => {
            wrong.push((name.to_owned(), what.to_owned()));
            None
        }
    }
}

fn value(kind: Kind, one: &str) -> Result<Value, &'static str> {
    match kind {
        Kind::Number => one
            .parse::<u8>()
            .ok()
            .filter(|age| *age <= 120)
            .map(|age| Value::from(i64::from(age)))
            .ok_or("Write a number from 0 to 120."),
        Kind::Date => NaiveDate::parse_from_str(one, "%Y-%m-%d")
            .ok()
            .and_then(|_| one.parse::<toml_edit::Datetime>().ok())
            .map(Value::from)
            .ok_or("Write a day that there is, as year-month-day: 2027-01-31."),
        Kind::Choice(choices) => choices
            .iter()
            .any(|(code, _)| *code == one)
            .then(|| if one == "true" || one == "false" { Value::from(one == "true") } else { Value::from(one) })
            .ok_or("Choose one of these."),
        _ => Ok(Value::from(one)),
    }
}

/// A short list on one line, a long one with a line for each.
fn array(texts: &[String]) -> Array {
    let mut array: Array = texts.iter().map(String::as_str).collect();
    if texts.iter().map(|text| text.chars().count()).sum::<usize>() > 80 {
        for value in array.iter_mut() {
            value.decor_mut().set_prefix("\n  ");
        }
        array.set_trailing_comma(true);
        array.set_trailing("\n");
    }
    array
}

/// Writes into a route that somebody tried it.
pub(in crate::staff) fn confirmed(text: &str, nth: usize, by: &str, on: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let route = document.get_mut("contact")?.as_array_of_tables_mut()?.get_mut(nth)?;
    let date: toml_edit::Datetime = on.parse().ok()?;
    let mut seen = toml_edit::InlineTable::new();
    seen.insert("by", Value::from(by));
    seen.insert("on", Value::from(date));
    set(route, "confirmed", Some(Value::InlineTable(seen)));
    set(route, "checked", Some(Value::from(date)));
    Some(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# by hand\nname = \"A\" # the name\nstate = \"show\"\nsummary = \"old\"\ntopics = [\"one\"]\n\n[who]\naudience = [\"young-person\"] # all\nareas = [\"uk\"]\n\n[access]\nhow = \"self\"\n\n# the line\n[[contact]]\nkind = \"phone\"\nvalue = \"0141 496 0123\"\nsource = \"a page\"\nchecked = 2026-11-22\n";

    /// What the form makes of a text on a day in December.
    fn apply(text: &str, form: &Fields) -> Result<String, Wrong> {
        super::apply(text, form, NaiveDate::from_ymd_opt(2026, 12, 1).unwrap())
    }

    fn form(fields: &[(&str, &str)]) -> Fields {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Fields::parse(body.as_bytes())
    }

    #[test]
    fn a_form_that_changes_nothing_changes_no_letter() {
        let same = [
            ("name", "A"),
            ("summary", "old"),
            ("state", "show"),
            ("has.topics", ""),
            ("topics", "one"),
            ("who.areas", "uk"),
            ("who.min_age", ""),
            ("contact.0.value", "0141 496 0123"),
            ("contact.0.checked", "2026-11-22"),
            ("contact.0.note", ""),
            ("contact.1.value", ""),
        ];
        assert_eq!(apply(TEXT, &form(&same)).unwrap(), TEXT);
    }

    #[test]
    fn what_changes_is_written_where_it_stands() {
        for (fields, old, new) in [
            (&[("summary", "new  \"words\"\nhere")][..], "summary = \"old\"", "summary = 'new \"words\" here'"),
            (&[("name", "B")], "name = \"A\" # the name", "name = \"B\" # the name"),
            (&[("who.min_age", "12")], "areas = [\"uk\"]\n", "areas = [\"uk\"]\nmin_age = 12\n"),
            (
                &[("closed_until", "2027-01-05")],
                "topics = [\"one\"]\n",
                "topics = [\"one\"]\nclosed_until = 2027-01-05\n",
            ),
            (&[("contact.0.hold", "rings out")], "2026-11-22\n", "2026-11-22\nhold = \"rings out\"\n"),
            (&[("topics", "one"), ("topics", "two")], "topics = [\"one\"]", "topics = [\"one\", \"two\"]"),
        ] {
            assert_eq!(apply(TEXT, &form(fields)).unwrap(), TEXT.replace(old, new), "{fields:?}");
        }
        let gone = apply(TEXT, &form(&[("contact.0.remove", "yes")])).unwrap();
        assert!(!gone.contains("contact"));
        let more = apply(TEXT, &form(&[("contact.1.kind", "email"), ("contact.1.value", "a@example.org")])).unwrap();
        assert!(
            more.starts_with(TEXT) && more.ends_with("[[contact]]\nkind = \"email\"\nvalue = \"a@example.org\"\n"),
            "{more}"
        );
    }

    #[test]
    fn a_number_that_changed_was_tried_by_nobody_and_needs_a_new_day() {
        let tried = confirmed(TEXT, 0, "M", "2026-11-23").unwrap();
        let wrong = apply(&tried, &form(&[("contact.0.value", "0141 496 0999")])).unwrap_err();
        assert_eq!(wrong[0].0, "contact.0.checked");
        let dated = form(&[("contact.0.value", "0141 496 0999"), ("contact.0.checked", "2026-11-25")]);
        let changed = apply(&tried, &dated).unwrap();
        assert!(changed.contains("0141 496 0999") && !changed.contains("confirmed"), "{changed}");
        let noted = apply(&tried, &form(&[("contact.0.note", "Press 1")])).unwrap();
        assert!(noted.contains("confirmed"), "a note changes nothing about the number: {noted}");
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        let long = "x".repeat(LONGEST + 1);
        for (name, value) in [
            ("closed_until", "2027-02-30"),
            ("closed_until", "tomorrow"),
            ("who.min_age", "twelve"),
            ("state", "gone"),
            ("summary", long.as_str()),
            ("contact.0.checked", "22/11/2026"),
        ] {
            let wrong = apply(TEXT, &form(&[(name, value)])).unwrap_err();
            assert_eq!(wrong.len(), 1, "{name}");
            assert_eq!(wrong[0].0, name);
        }
    }

    #[test]
    fn a_route_that_was_rung_says_by_whom_and_when() {
        let rung = confirmed(TEXT, 0, "Morag \"M\"", "2026-12-01").unwrap();
        assert!(
            rung.ends_with("checked = 2026-12-01\nconfirmed = { by = 'Morag \"M\"', on = 2026-12-01 }\n"),
            "{rung}"
        );
        assert!(confirmed(TEXT, 1, "M", "2026-12-01").is_none());
    }
}
