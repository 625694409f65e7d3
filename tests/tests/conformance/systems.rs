//! Running the cases of the systems whose pages Folio shows.

use folio::{
    App, Body,
    http::Method,
    test::{Answer, Client, Contract},
};
use serde_json::Value;

use crate::{
    case::{self, Case, Request},
    differs::{Family, Instead, Row},
    document, paged,
};

/// A system, and the same routes in Folio.
pub(crate) struct System {
    pub(crate) name: &'static str,
    pub(crate) app: fn() -> App,
    pub(crate) families: &'static [Family],
    /// Siblings of the sample, as the system documents them.
    pub(crate) rows: &'static [Row],
    /// How many cases of the sample pass, and how many differ on purpose.
    pub(crate) sample: (usize, usize),
}

/// How a case ended.
enum End {
    Passed,
    Differs(&'static str),
    Faulty(Vec<String>),
}

/// The routes of a system, and what their document promises.
struct Twin {
    system: &'static System,
    client: Client,
    contract: Contract,
    document: Value,
}

/// Runs every case of a system.
pub(crate) async fn run(system: &'static System) {
    let client = Client::new((system.app)());
    let document = client.service().document().clone();
    let twin = Twin {
        system,
        client: client.without_contract(),
        contract: Contract::new(document.clone()),
        document,
    };
    let (sample, more) = case::all(system.name);
    let mut faults = twin.families(&sample).await;
    faults.extend(twin.rows(system.name, system.rows).await);
    faults.extend(document::faults(system.name, &twin.document));
    let counts = twin.cases(&sample, &sample, &mut faults).await;
    let further = twin.cases(&more, &sample, &mut faults).await;
    println!(
        "{}: {counts:?} of the sample, {further:?} of further files",
        system.name
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(counts, system.sample, "passed, and differing on purpose");
}

impl Twin {
    /// How many cases passed, and how many differ on purpose.
    async fn cases(
        &self,
        cases: &[Case],
        sample: &[Case],
        faults: &mut Vec<String>,
    ) -> (usize, usize) {
        let (mut passed, mut differing) = (0, 0);
        for case in cases {
            let name = format!("{} ({})", case.id, case.feature);
            match self.end(case, cases, sample).await {
                End::Passed => {
                    passed += 1;
                    println!("{name}: passed");
                }
                End::Differs(family) => {
                    differing += 1;
                    println!("{name}: differs: {family}");
                }
                End::Faulty(found) => {
                    println!("{name}: {}", found.join("; "));
                    faults.push(format!("{name}: {}", found.join("; ")));
                }
            }
        }
        (passed, differing)
    }

    async fn end(&self, case: &Case, cases: &[Case], sample: &[Case]) -> End {
        if !case.pointers.is_empty() {
            let found: Vec<String> = case
                .pointers
                .iter()
                .flat_map(|pointer| document::lacks(&self.document, pointer))
                .collect();
            return if found.is_empty() {
                End::Passed
            } else {
                End::Faulty(found)
            };
        }
        let mut given = Vec::new();
        for (name, (id, header)) in &case.header_from {
            let target = cases.iter().chain(sample).find(|other| other.id == *id);
            let target = target.map_or("/books/etag/", |other| &other.request.path);
            let (other, _) = self.answer("GET", target, None, &[]).await;
            let value = other.header(header).unwrap_or_default().to_owned();
            given.push((name.clone(), value));
        }
        let (answer, breaches) = self.ask(&case.request, &given).await;
        if !breaches.is_empty() {
            return End::Faulty(breaches);
        }
        let found = paged::differences(case, &answer);
        let family = self.family(case);
        match family {
            Some(family) if family.ids.contains(&&*case.id) && found.is_empty() => {
                let message = format!(
                    "is answered as recorded, listed though it is: {}",
                    family.why
                );
                End::Faulty(vec![message])
            }
            _ if found.is_empty() => End::Passed,
            None => End::Faulty(found),
            Some(family) => {
                let found = self.instead(family, case, &answer).await;
                if found.is_empty() {
                    End::Differs(family.name)
                } else {
                    End::Faulty(found)
                }
            }
        }
    }

    fn family(&self, case: &Case) -> Option<&'static Family> {
        let mut families = self.system.families.iter();
        families.find(|family| (family.of)(case))
    }

    /// What is otherwise than the family says, and others that alter the body.
    async fn instead(&self, family: &Family, case: &Case, answer: &Answer) -> Vec<String> {
        match family.instead {
            Instead::Status(status) => {
                let mut found = Vec::new();
                if answer.status() != status {
                    let message =
                        format!("the status is {}, and {status} by design", answer.status());
                    found.push(message);
                }
                found
            }
            Instead::Body(_) => {
                let mut body = paged::body(&case.answer);
                let of_case = |family: &&Family| (family.of)(case);
                for family in self.system.families.iter().filter(of_case) {
                    if let Instead::Body(change) = family.instead {
                        change(case, &mut body);
                    }
                }
                paged::compared(case, &body, answer)
            }
            Instead::As(target) => {
                let target = target(case);
                let (other, _) = self.answer("GET", &target, None, &[]).await;
                let same = other.status() == answer.status()
                    && other.bytes() == answer.bytes()
                    && other.header("x-pagination") == answer.header("x-pagination");
                let message = format!("is not answered as {target}");
                (!same).then_some(message).into_iter().collect()
            }
        }
    }

    /// What of the families is not as they say.
    async fn families(&self, sample: &[Case]) -> Vec<String> {
        let mut faults = Vec::new();
        for family in self.system.families {
            let name = family.name;
            assert!(
                !family.ids.is_empty() || !family.rows.is_empty(),
                "{name} shows nothing"
            );
            for id in family.ids {
                let case = sample.iter().find(|case| case.id == *id);
                let case = case.unwrap_or_else(|| panic!("{name}: there is no {id}"));
                let of = self.family(case).map(|family| family.name);
                assert_eq!(of, Some(name), "{id}");
            }
            faults.extend(self.rows(name, family.rows).await);
        }
        faults
    }

    /// What of some rows is not as they say.
    async fn rows(&self, name: &str, rows: &[Row]) -> Vec<String> {
        let mut faults = Vec::new();
        for (line, status, place, value) in rows {
            let (method, target) = line.split_once(' ').unwrap();
            let (answer, breaches) = self.answer(method, target, None, &[]).await;
            let body: Value = serde_json::from_slice(answer.bytes()).unwrap_or_default();
            let there = match *place {
                "-" => (*value).to_owned(),
                place if place.is_empty() || place.starts_with('/') => body
                    .pointer(place)
                    .map(Value::to_string)
                    .unwrap_or_default(),
                header => answer.header(header).unwrap_or_default().to_owned(),
            };
            if answer.status() != *status || there != *value || !breaches.is_empty() {
                let status = answer.status();
                faults.push(format!("{name}: {line} is {status} {there} {breaches:?}"));
            }
        }
        faults
    }

    async fn ask(&self, request: &Request, given: &[(String, String)]) -> (Answer, Vec<String>) {
        let headers = [&request.headers, given].concat();
        self.answer(
            &request.method,
            &request.path,
            request.body.as_deref(),
            &headers,
        )
        .await
    }

    /// The answer, and how it breaks the contract.
    async fn answer(
        &self,
        method: &str,
        target: &str,
        body: Option<&str>,
        headers: &[(String, String)],
    ) -> (Answer, Vec<String>) {
        let method: Method = method.parse().unwrap();
        let mut call = self.client.call(method.clone(), target);
        for (name, value) in headers {
            call = call.header(name, value);
        }
        if let Some(body) = body {
            call = call.body(Body::from(body.to_owned()));
        }
        let answer = call.await;
        let path = target.split('?').next().unwrap();
        let (status, headers) = (answer.status(), answer.headers());
        let breaches = self
            .contract
            .check(&method, path, status, headers, answer.bytes());
        let breaches = breaches.iter().map(ToString::to_string).collect();
        (answer, breaches)
    }
}
