//! Changes to a service's text that leave everything else as it stands:
//! comments, order, blank lines.

use toml_edit::{Array, DocumentMut, Item, TomlError, Value};

/// The text with one more sample question.
pub(in crate::staff) fn with_question(text: &str, question: &str) -> Result<String, TomlError> {
    let mut document: DocumentMut = text.parse()?;
    if document.get("questions").and_then(Item::as_array).is_none() {
        document.insert("questions", Item::Value(Value::Array(Array::new())));
    }
    if let Some(questions) = document.get_mut("questions").and_then(Item::as_array_mut)
        && !questions.iter().any(|known| known.as_str() == Some(question))
    {
        // A comment behind the last question stays behind it.
        let mut before = questions.trailing().as_str().unwrap_or_default().trim_end().to_owned();
        if let Some(last) = questions.iter_mut().last() {
            let suffix = last.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default().trim_end();
            before.insert_str(0, suffix);
            last.decor_mut().set_suffix("");
        }
        let mut value = Value::from(question);
        value.decor_mut().set_prefix(format!("{before}\n  "));
        questions.push_formatted(value);
        questions.set_trailing_comma(true);
        questions.set_trailing("\n");
    }
    Ok(document.to_string())
}

/// The text of a service that begins with a question nobody could answer.
pub(in crate::staff) fn begin(name: &str, summary: &str, question: &str) -> String {
    let [name, summary, question] = [name, summary, question].map(|text| Value::from(text).to_string());
    format!(
        "name = {name}\nstate = \"show\"\nsummary = {summary}\ntopics = []\nquestions = [\n  {question},\n]\n\n\
         [who]\naudience = [\"young-person\"]\nareas = [\"south-lanarkshire\"]\n\n[access]\nhow = \"self\"\n"
    )
}

/// One more word for the vocabulary, to stand at its end.
pub(in crate::staff) fn entry(say: &str, mean: &str, register: &str) -> String {
    let [say, mean, register] = [say, mean, register].map(|text| Value::from(text).to_string());
    format!("\n[[word]]\nsay = {say}\nmean = [{mean}]\nregister = {register}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_added_and_everything_else_stays() {
        let text =
            "# about\nname = \"A\" # called so\nquestions = [\n  \"one\", # first\n]\n\n[who]\nareas = [\"uk\"]\n";
        let taught = with_question(text, "say \"two\"").unwrap();
        assert_eq!(taught, text.replace("# first\n", "# first\n  'say \"two\"',\n"));
        assert_eq!(with_question(&taught, "one").unwrap(), taught, "nothing stands there twice");
        let bare = with_question("questions = [\n  \"one\" # first\n]\n", "two").unwrap();
        assert_eq!(bare, "questions = [\n  \"one\", # first\n  \"two\",\n]\n");
        let short = with_question("questions = [\"one\"]\n", "two").unwrap();
        assert!(short.contains("\"one\",\n  \"two\",\n]"), "{short}");
        assert!(with_question("name = \"A\"\n\n[who]\n", "one").unwrap().starts_with("name = \"A\"\nquestions = ["));
    }

    #[test]
    fn a_new_service_is_a_service_whatever_its_name() {
        let text = begin("A \"b\" \\ c\n[x]", "what\tit does", "it's \"so\"");
        let table: toml::Table = toml::from_str(&text).unwrap();
        assert_eq!(table["name"].as_str(), Some("A \"b\" \\ c\n[x]"));
        assert_eq!(table["questions"][0].as_str(), Some("it's \"so\""));
        assert!(toml::from_str::<toml::Table>(&entry("a\"b", "c", "slang")).is_ok());
    }
}
