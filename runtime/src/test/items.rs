//! The items of a sequence as a contract: events, and values in JSON that are no one JSON text.

use serde_json::Value;

use super::Contract;

/// How many items of an answer are looked at.
const MOST: usize = 1000;

/// How long a chain of references may be.
const LONGEST: usize = 16;

impl Contract {
    /// How the first item of an answer that breaks what its media type declares does so.
    pub(super) fn items(&self, entry: &str, media: &str, text: &str) -> Option<String> {
        let keys = ["x-folio-item-schema", "itemSchema"].into_iter();
        let place = keys
            .map(|key| format!("{entry}/{key}"))
            .find(|place| self.document().pointer(place).is_some())?;
        let place = self.followed(place);
        if media.eq_ignore_ascii_case("text/event-stream") {
            let events = events(text).into_iter().take(MOST);
            return first("event", events.map(|event| self.event(&place, &event)));
        }
        let end = if media.ends_with("json-seq") {
            '\u{1e}'
        } else {
            '\n'
        };
        let items = text.split(end).filter(|item| !item.trim().is_empty());
        first("item", items.take(MOST).map(|item| self.json(&place, item)))
    }

    /// How JSON breaks the schema at a place.
    fn json(&self, place: &str, text: &str) -> Option<String> {
        match serde_json::from_str(text) {
            Ok(value) => self.breaks(place, &value).into_iter().next(),
            Err(error) => Some(format!("is no JSON: {error}")),
        }
    }

    /// How an event is none of those that a schema declares.
    fn event(&self, place: &str, event: &Event) -> Option<String> {
        let declared = self.document().pointer(place)?;
        let choices: Vec<String> = match declared["oneOf"].as_array() {
            Some(choices) => (0..choices.len())
                .map(|index| format!("{place}/oneOf/{index}"))
                .collect(),
            None => vec![place.to_owned()],
        };
        let names = |choice: &String| {
            self.document().pointer(choice)?["properties"]["event"]["enum"].as_array()
        };
        let fitting = choices.iter().filter(|choice| {
            names(choice).is_none_or(|names| {
                names
                    .iter()
                    .any(|name| name.as_str() == event.name.as_deref())
            })
        });
        let mut faults = Vec::new();
        for choice in fitting {
            faults.push(self.data(choice, &event.data)?);
        }
        Some(faults.into_iter().next().unwrap_or_else(|| {
            let name = event
                .name
                .as_deref()
                .map_or_else(|| "no name".to_owned(), |name| format!("the name `{name}`"));
            let declared: Vec<&Value> = choices.iter().filter_map(names).flatten().collect();
            format!("has {name}, and declared are {declared:?}")
        }))
    }

    /// How data of an event is not what one of the declared events has.
    fn data(&self, choice: &str, data: &str) -> Option<String> {
        let content = format!("{choice}/properties/data/contentSchema");
        self.document().pointer(&content)?;
        self.json(&content, data)
    }

    /// The place that a chain of references ends at.
    fn followed(&self, mut place: String) -> String {
        for _ in 0..LONGEST {
            let schema = self.document().pointer(&place);
            let target = schema.and_then(|schema| schema["$ref"].as_str()?.strip_prefix('#'));
            match target {
                Some(target) => place = target.to_owned(),
                None => break,
            }
        }
        place
    }
}

/// The first fault, with the number of what has it.
fn first(what: &str, faults: impl Iterator<Item = Option<String>>) -> Option<String> {
    let mut faults = (1..).zip(faults);
    faults.find_map(|(number, fault)| Some(format!("its {what} {number} {}", fault?)))
}

/// One event that a client dispatches.
struct Event {
    name: Option<String>,
    data: String,
}

/// The events of a whole stream (the HTML standard, §9.2.6); those without data are none.
fn events(text: &str) -> Vec<Event> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut events = Vec::new();
    let (mut name, mut data) = (None, None::<String>);
    let lines = text.strip_suffix('\n').unwrap_or(&text);
    for line in lines.split('\n') {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match (field, &mut data) {
            ("", _) if line.is_empty() => {
                let name = name.take();
                events.extend(data.take().map(|data| Event { name, data }));
            }
            ("event", _) => name = Some(value.to_owned()).filter(|name| !name.is_empty()),
            ("data", Some(data)) => {
                data.push('\n');
                data.push_str(value);
            }
            ("data", none) => *none = Some(value.to_owned()),
            _ => {}
        }
    }
    events
}
