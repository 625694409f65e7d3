//! From an answer to the next target, by what the document says.

use serde_json::Value;

use super::{
    super::{Answer, contract::parsed},
    target,
};
use crate::pages::extension::{Amount, Pagination, Place, Step, Until, Way};

/// Which page a step leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum To {
    Next,
    Previous,
    Last,
}

/// A page as the document lets a tool see it.
pub(super) struct Seen {
    answer: Answer,
    body: Value,
    pub(super) items: Vec<Value>,
}

impl Seen {
    pub(super) fn of(answer: Answer, pagination: &Pagination) -> Result<Self, String> {
        let media = answer.header("content-type").unwrap_or_default();
        let body = parsed(media, answer.bytes())
            .map_err(|error| format!("its body is no `{media}`: {error}"))?;
        let mut seen = Seen {
            answer,
            body,
            items: Vec::new(),
        };
        let Some(Value::Array(items)) = seen.read(&pagination.items) else {
            return Err(format!("it has no list at {:?}", pagination.items));
        };
        for item in items {
            let inner = match &pagination.item {
                Some(pointer) => item.pointer(pointer).cloned(),
                None => Some(item),
            };
            seen.items
                .push(inner.ok_or("an item is not where it stands")?);
        }
        Ok(seen)
    }

    /// What stands at a place; nothing is absent, and so are null and an empty text.
    fn read(&self, place: &Place) -> Option<Value> {
        let found = match place {
            Place::Body { body } => self.body.pointer(body).cloned()?,
            Place::Header { header } => Value::String(self.answer.header(header)?.to_owned()),
            Place::Json { header, pointer } => {
                let value: Value = serde_json::from_str(self.answer.header(header)?).ok()?;
                value.pointer(pointer).cloned()?
            }
            Place::Link { header, rel } => {
                let lines = self.answer.headers().get_all(header).iter();
                let mut lines = lines.filter_map(|line| line.to_str().ok());
                Value::String(lines.find_map(|line| target::link(line, rel))?.to_owned())
            }
        };
        (!found.is_null() && found != "").then_some(found)
    }

    pub(super) fn fact(&self, way: &Way, name: &str) -> Option<Value> {
        self.read(way.facts.get(name)?)
    }

    fn number(&self, way: &Way, name: &str) -> Option<u64> {
        match self.fact(way, name)? {
            Value::String(text) => text.parse().ok(),
            value => value.as_u64(),
        }
    }

    pub(super) fn truth(&self, way: &Way, name: &str) -> Option<bool> {
        match self.fact(way, name)? {
            Value::String(text) => text.parse().ok(),
            value => value.as_bool(),
        }
    }

    /// Whether an answer has what a step needs to be read at all.
    fn speaks(&self, step: &Step) -> bool {
        match &step.value {
            Some(Place::Json { header, .. }) => self.answer.header(header).is_some(),
            _ => true,
        }
    }

    /// The target of another page; none where the answer says that there is no such page.
    pub(super) fn lead(&self, way: &Way, from: &str, to: To) -> Result<Option<String>, String> {
        let steps = match to {
            To::Next => &way.next,
            To::Previous => &way.previous,
            To::Last => &way.last,
        };
        let step = steps.iter().find(|step| self.speaks(step));
        let Some(step) = step else {
            if to == To::Last {
                return Ok(None);
            }
            return Err(format!(
                "the document doesn't say how to get to the {to:?} page"
            ));
        };
        if let Some(link) = &step.link {
            let link = self.read(link);
            let link = link.as_ref().and_then(Value::as_str);
            return Ok(link.map(|link| target::resolved(link, from)));
        }
        if let Some(fact) = &step.when
            && self.truth(way, fact) != Some(true)
        {
            return Ok(None);
        }
        let Some(parameter) = &step.parameter else {
            return Ok(step.size.as_ref().map(|_| sized(way, from, step)));
        };
        let value = match &step.value {
            Some(place) => self.read(place).map(|value| match value {
                Value::String(text) => text,
                value => value.to_string(),
            }),
            None => self
                .counted(way, from, step, parameter)?
                .map(|n| n.to_string()),
        };
        let below = |value: &String| value.parse().is_ok_and(|n: u64| Some(n) < way.first);
        let value = value.filter(|value| way.first.is_none() || !below(value));
        Ok(value.map(|value| target::with(&sized(way, from, step), parameter, &value)))
    }

    /// The number or offset of the page beside.
    fn counted(
        &self,
        way: &Way,
        from: &str,
        step: &Step,
        parameter: &str,
    ) -> Result<Option<u64>, String> {
        let least = way.first.unwrap_or(0);
        let here = match target::get(from, &names(way, parameter)) {
            Some(text) => text.parse().map_err(|_| format!("`{text}` is no number"))?,
            // Where a request means another page than the first, its answer says which.
            None => self.number(way, "page").unwrap_or(least),
        };
        let size = self.size(way, from);
        let items = self.items.len() as u64;
        let amount = |amount: Amount| match amount {
            Amount::One => 1,
            Amount::Items => items,
            Amount::Size => size,
        };
        if let Some(less) = step.subtract {
            return Ok((here > least).then(|| here.saturating_sub(amount(less)).max(least)));
        }
        let passed = if way.first.is_some() {
            (here - least).saturating_mul(size).saturating_add(items)
        } else {
            here.saturating_add(items)
        };
        let goes_on = step.until.iter().find_map(|until| match until {
            Until::HasNext => self.truth(way, "has_next"),
            Until::TotalPages => Some(here - least + 1 < self.number(way, "total_pages")?),
            Until::Total => Some(passed < self.number(way, "total")?),
            Until::Short => Some(items >= size),
        });
        let more = step.add.map_or(0, amount);
        Ok((goes_on == Some(true) && more > 0).then(|| here.saturating_add(more)))
    }

    /// How many items were asked for.
    fn size(&self, way: &Way, from: &str) -> u64 {
        let given = way.parameters.get("size");
        let given = given.and_then(|names| target::get(from, names)?.parse().ok());
        let said = self.number(way, "size").or(given).unwrap_or(way.size);
        said.min(way.max_size)
    }

    /// Whether only a page of fewer items tells the end.
    pub(super) fn ends_by_short_page(&self, way: &Way) -> bool {
        let step = way.next.iter().find(|step| self.speaks(step));
        step.is_some_and(|step| {
            step.add.is_some()
                && step.until.iter().all(|until| match until {
                    Until::HasNext => self.truth(way, "has_next").is_none(),
                    Until::TotalPages => self.number(way, "total_pages").is_none(),
                    Until::Total => self.number(way, "total").is_none(),
                    Until::Short => true,
                })
        })
    }

    pub(super) fn into_answer(self) -> (Answer, Vec<Value>) {
        (self.answer, self.items)
    }
}

/// The target without where it begins, and with its size under the name of a step.
fn sized(way: &Way, from: &str, step: &Step) -> String {
    let size = ["last", "size"]
        .iter()
        .filter_map(|role| way.parameters.get(*role))
        .find_map(|names| target::get(from, names));
    let all: Vec<String> = way.parameters.values().flatten().cloned().collect();
    let bare = target::without(from, &all);
    let usual = way.parameters.get("size").and_then(|names| names.first());
    let size = size.or_else(|| {
        let said = way.together || step.size.is_some();
        said.then(|| way.size.to_string())
    });
    match (step.size.as_ref().or(usual), size) {
        (Some(name), Some(size)) => target::with(&bare, name, &size),
        _ => bare,
    }
}

/// The target with another size.
pub(super) fn sized_as(way: &Way, target: &str, size: u64) -> Option<String> {
    let names = way.parameters.get("size")?;
    let sized = target::with(
        &target::without(target, names),
        names.first()?,
        &size.to_string(),
    );
    let offset = way.parameters.get("offset").filter(|_| way.together);
    let offset = offset.filter(|names| target::get(&sized, names).is_none());
    Some(match offset.and_then(|names| names.first()) {
        Some(name) => target::with(&sized, name, "0"),
        None => sized,
    })
}

/// The names of a parameter, by its usual one.
fn names(way: &Way, parameter: &str) -> Vec<String> {
    let mut all = way.parameters.values();
    let found = all.find(|names| names.first().is_some_and(|name| name == parameter));
    found.cloned().unwrap_or_default()
}

/// The way in which a target asks.
pub(in crate::test) fn way_of<'a>(pagination: &'a Pagination, target: &str) -> Option<&'a Way> {
    let ways = &pagination.ways;
    let is_given = |names: &&Vec<String>| target::get(target, names).is_some();
    let own = |way: &&Way| {
        let shared = |name: &String| {
            let mut others = ways.iter().filter(|other| other.by != way.by);
            others.any(|other| other.parameters.values().flatten().any(|n| n == name))
        };
        let mut parameters = way.parameters.values();
        let given = |names: &Vec<String>| !names.iter().any(shared) && is_given(&names);
        if way.together {
            way.parameters.values().all(given)
        } else {
            parameters.any(given)
        }
    };
    let any = |way: &&Way| !way.together && way.parameters.values().any(|names| is_given(&names));
    ways.iter()
        .find(own)
        .or_else(|| ways.iter().find(any))
        .or_else(|| ways.first())
}

/// The target without parameters that count for nothing, since the one beside them is missing.
pub(super) fn counting(way: &Way, target: &str) -> String {
    let alone = way.together
        && !way
            .parameters
            .values()
            .all(|names| target::get(target, names).is_some());
    if alone {
        let all: Vec<String> = way.parameters.values().flatten().cloned().collect();
        target::without(target, &all)
    } else {
        target.to_owned()
    }
}
