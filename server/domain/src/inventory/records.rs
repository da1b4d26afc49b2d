//! An item as a record in Dublin Core (DCMI Metadata Terms), in XML.

use contract::{LangMap, inventory::ItemDetails};
use quick_xml::escape::escape;
use std::fmt::Write as _;

/// What stands before the records of a file.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <records xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\">\n";
/// What stands after them.
pub(super) const FOOT: &str = "</records>\n";

/// One item. What cannot be said in these terms, such as how far it has come, is left out.
pub(super) fn record(item: &ItemDetails) -> String {
    let mut xml = String::from("  <record>\n");
    let fields = &item.fields;
    let mut say = |term: &str, text: &str| {
        if !text.is_empty() {
            // Writing to a text cannot fail.
            let _ = writeln!(xml, "    <{term}>{}</{}>", escape(text), term.split(' ').next().unwrap_or(term));
        }
    };
    say("dc:identifier", fields.source_key.as_deref().unwrap_or_default());
    say("dc:identifier", &format!("urn:uuid:{}", item.id));
    say("dc:type", fields.kind.code());
    let mut in_languages = |term: &str, texts: &LangMap| {
        for (language, text) in &texts.0 {
            say(&format!("{term} xml:lang=\"{}\"", escape(language.as_str())), text);
        }
    };
    in_languages("dc:title", &fields.title);
    in_languages("dc:description", &fields.description);
    fields.tags.iter().for_each(|tag| say("dc:subject", tag));
    say("dcterms:educationLevel", fields.level.code());
    if let Some(minutes) = fields.duration_minutes {
        say("dcterms:extent", &format!("PT{minutes}M"));
    }
    fields.equipment.iter().for_each(|needed| say("dcterms:requires", needed));
    say("dc:language", fields.language.as_deref().unwrap_or_default());
    say("dc:creator", fields.instructor.as_deref().unwrap_or_default());
    say("dc:publisher", fields.centre.as_deref().unwrap_or_default());
    say("dcterms:modified", &item.updated_at.to_string());
    xml.push_str("  </record>\n");
    xml
}
