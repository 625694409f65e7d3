//! The extension out of a plan.

use std::collections::BTreeMap;

use super::{Amount, Pagination, Place, Step, Until, Way};
use crate::pages::{
    Count, Fact, Member, Mode, PageParameter, Rel,
    plan::{CursorForm, Plan},
    style::HeaderContent,
};

impl Pagination {
    /// How a route of this plan is paged.
    pub(crate) fn of(plan: &Plan) -> Self {
        let items = Sayings::of(plan, plan.modes.first().copied().unwrap_or(Mode::Number));
        Pagination {
            items: items.place("items").unwrap_or_else(|| Place::Body {
                body: String::new(),
            }),
            item: plan.style.edge.as_ref().map(|edge| token(&edge.item)),
            ways: plan.modes.iter().map(|mode| Way::of(plan, *mode)).collect(),
        }
    }
}

impl Way {
    fn of(plan: &Plan, mode: Mode) -> Self {
        let sayings = Sayings::of(plan, mode);
        let asked = plan.parameters.iter();
        let asked = asked.filter(|parameter| parameter.means.mode() == mode);
        let parameters = asked.map(|parameter| {
            let names = std::iter::once(&parameter.name).chain(&parameter.aliases);
            (role(parameter.means).to_owned(), names.cloned().collect())
        });
        let (next, previous, last) = match mode {
            Mode::Number => (
                sayings.next_number(),
                sayings.previous_number(),
                sayings.last_number(),
            ),
            Mode::Offset => (
                sayings.next_offset(),
                sayings.previous_offset(),
                sayings.linked(Rel::Last),
            ),
            Mode::Cursor => (
                sayings.next_cursor(),
                sayings.previous_cursor(),
                sayings.last_cursor(),
            ),
        };
        Way {
            by: mode.into(),
            parameters: parameters.collect(),
            together: mode == Mode::Offset && plan.style.offset_in_pairs,
            first: (mode == Mode::Number).then_some(plan.first),
            size: plan.size(mode),
            max_size: plan.max_size,
            max_offset: plan
                .max_offset
                .filter(|_| mode != Mode::Cursor || plan.keys.is_none()),
            next,
            previous,
            last,
            facts: sayings.facts,
        }
    }
}

/// What answers of a route say when they are asked in one way.
struct Sayings<'a> {
    plan: &'a Plan,
    mode: Mode,
    facts: BTreeMap<String, Place>,
}

impl<'a> Sayings<'a> {
    fn of(plan: &'a Plan, mode: Mode) -> Self {
        let mut sayings = Sayings {
            plan,
            mode,
            facts: BTreeMap::new(),
        };
        let body = |body| Place::Body { body };
        sayings.members(plan.style.members.as_deref().unwrap_or_default(), "", &body);
        for (name, content) in &plan.headers {
            let header = name.to_string();
            match content {
                HeaderContent::Fact(fact) => sayings.say(fact, Place::Header { header }),
                HeaderContent::Json(members) => sayings.members(members, "", &|pointer| {
                    let header = header.clone();
                    Place::Json { header, pointer }
                }),
                HeaderContent::Links(rels) => {
                    for rel in rels {
                        let (header, name) = (header.clone(), rel.name().to_owned());
                        sayings.say(&Fact::Link(*rel), Place::Link { header, rel: name });
                    }
                }
            }
        }
        if sayings.mode == Mode::Cursor {
            // What counts pages or items says nothing here.
            let counted = [
                "page",
                "current",
                "previous",
                "next",
                "offset",
                "next_offset",
            ];
            sayings.facts.retain(|fact, _| !counted.contains(&&**fact));
        }
        sayings
    }

    fn members(&mut self, members: &[Member], front: &str, place: &dyn Fn(String) -> Place) {
        let mode = self.mode;
        for member in members.iter().filter(|member| member.is_shown(mode)) {
            let pointer = format!("{front}{}", token(&member.name));
            if let Fact::Object(inner) = &member.fact {
                self.members(inner, &pointer, place);
            } else {
                self.say(&member.fact, place(pointer));
            }
        }
    }

    /// What is said in two places is looked for in the first.
    fn say(&mut self, fact: &Fact, place: Place) {
        if let Some(name) = fact.name() {
            self.facts.entry(name.to_owned()).or_insert(place);
        }
    }

    fn place(&self, fact: &str) -> Option<Place> {
        self.facts.get(fact).cloned()
    }

    fn parameter(&self, means: PageParameter) -> Option<String> {
        let parameter = self.plan.parameter(means)?;
        Some(parameter.name.clone())
    }

    fn linked(&self, rel: Rel) -> Vec<Step> {
        let name = format!("link_{}", rel.name());
        let link = self.place(&name).map(|link| Step {
            link: Some(link),
            ..Step::default()
        });
        link.into_iter().collect()
    }

    /// A parameter whose value an answer says.
    fn said(&self, means: PageParameter, fact: &str) -> Option<Step> {
        Some(Step {
            parameter: Some(self.parameter(means)?),
            value: Some(self.place(fact)?),
            ..Step::default()
        })
    }

    /// A parameter that is counted up.
    fn counted(&self, means: PageParameter, add: Amount) -> Option<Step> {
        let mut until = Vec::new();
        let mut ends = vec![("has_next", Until::HasNext)];
        // Any other total may be less than all of them.
        if self.plan.count(self.mode) == Count::Exact {
            ends.push(("total_pages", Until::TotalPages));
            ends.push(("total", Until::Total));
        }
        for (fact, end) in ends {
            until.extend(self.facts.contains_key(fact).then_some(end));
        }
        until.push(Until::Short);
        Some(Step {
            parameter: Some(self.parameter(means)?),
            add: Some(add),
            until,
            ..Step::default()
        })
    }

    fn counted_down(&self, means: PageParameter, subtract: Amount) -> Option<Step> {
        Some(Step {
            parameter: Some(self.parameter(means)?),
            subtract: Some(subtract),
            ..Step::default()
        })
    }

    fn next_number(&self) -> Vec<Step> {
        let mut steps = self.linked(Rel::Next);
        steps.extend(self.said(PageParameter::Number, "next"));
        steps.extend(self.counted(PageParameter::Number, Amount::One));
        steps
    }

    fn previous_number(&self) -> Vec<Step> {
        let mut steps = self.linked(Rel::Prev);
        steps.extend(self.said(PageParameter::Number, "previous"));
        steps.extend(self.counted_down(PageParameter::Number, Amount::One));
        steps
    }

    fn last_number(&self) -> Vec<Step> {
        let mut steps = self.linked(Rel::Last);
        steps.extend(self.said(PageParameter::Number, "last"));
        if self.plan.first == 1 && self.plan.count(self.mode) == Count::Exact {
            steps.extend(self.said(PageParameter::Number, "total_pages"));
        }
        steps
    }

    fn next_offset(&self) -> Vec<Step> {
        let mut steps = self.linked(Rel::Next);
        steps.extend(self.said(PageParameter::Offset, "next_offset"));
        steps.extend(self.counted(PageParameter::Offset, Amount::Items));
        steps
    }

    fn previous_offset(&self) -> Vec<Step> {
        let mut steps = self.linked(Rel::Prev);
        steps.extend(self.counted_down(PageParameter::Offset, Amount::Size));
        steps
    }

    fn next_cursor(&self) -> Vec<Step> {
        let mut steps = self.linked(Rel::Next);
        steps.extend(self.said(PageParameter::After, "next_cursor"));
        steps.extend(self.beside(PageParameter::After, "end_cursor", "has_next"));
        steps
    }

    fn previous_cursor(&self) -> Vec<Step> {
        let two_ways = self.plan.parameter(PageParameter::Before).is_some();
        // A plain cursor doesn't say which way it leads.
        if !two_ways && matches!(self.plan.cursors, CursorForm::Plain) {
            return Vec::new();
        }
        let means = if two_ways {
            PageParameter::Before
        } else {
            PageParameter::After
        };
        let mut steps = self.linked(Rel::Prev);
        let back = [
            self.said(means, "previous_cursor"),
            self.beside(means, "start_cursor", "has_previous"),
        ];
        steps.extend(back.into_iter().flatten().map(|step| Step {
            size: self.parameter(PageParameter::Last),
            ..step
        }));
        steps
    }

    fn last_cursor(&self) -> Vec<Step> {
        let mut steps = self.linked(Rel::Last);
        // Nobody knows the offset of the end.
        let size = self.parameter(PageParameter::Last);
        if let Some(size) = size.filter(|_| self.plan.keys.is_some()) {
            steps.push(Step {
                size: Some(size),
                ..Step::default()
            });
        }
        steps
    }

    /// The cursor of a row, which leads on where there is more.
    fn beside(&self, means: PageParameter, fact: &str, when: &str) -> Option<Step> {
        let step = self.said(means, fact)?;
        self.facts.contains_key(when).then(|| Step {
            when: Some(when.to_owned()),
            ..step
        })
    }
}

/// A member's name as a part of a JSON Pointer (RFC 6901 §3).
fn token(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn role(means: PageParameter) -> &'static str {
    match means {
        PageParameter::Number => "number",
        PageParameter::Size | PageParameter::Limit | PageParameter::CursorSize => "size",
        PageParameter::Offset => "offset",
        PageParameter::After => "after",
        PageParameter::Before => "before",
        PageParameter::Last => "last",
    }
}

impl Fact {
    /// What it is called in the extension.
    fn name(&self) -> Option<&'static str> {
        Some(match self {
            Fact::Items => "items",
            Fact::Total => "total",
            Fact::TotalKind => "total_kind",
            Fact::TotalAge => "total_age",
            Fact::TotalPages => "total_pages",
            Fact::Number => "page",
            Fact::Current => "current",
            Fact::First => "first",
            Fact::Last => "last",
            Fact::Previous => "previous",
            Fact::Next => "next",
            Fact::Size => "size",
            Fact::Offset => "offset",
            Fact::NextOffset => "next_offset",
            Fact::Length => "length",
            Fact::HasNext => "has_next",
            Fact::HasPrevious => "has_previous",
            Fact::HasMore => "has_more",
            Fact::NextCursor => "next_cursor",
            Fact::PreviousCursor => "previous_cursor",
            Fact::StartCursor => "start_cursor",
            Fact::EndCursor => "end_cursor",
            Fact::Link(Rel::Itself) => "link_self",
            Fact::Link(Rel::First) => "link_first",
            Fact::Link(Rel::Last) => "link_last",
            Fact::Link(Rel::Prev) => "link_prev",
            Fact::Link(Rel::Next) => "link_next",
            Fact::Path | Fact::Constant(_) | Fact::Object(_) => return None,
        })
    }
}
