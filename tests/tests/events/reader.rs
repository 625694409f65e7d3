//! Events as a browser reads them (the HTML standard, §9.2.6), written down from the standard and not
//! from what writes them.

/// One event that a browser dispatches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dispatched {
    pub(crate) name: String,
    pub(crate) data: String,
    pub(crate) id: String,
}

/// What a browser made of a stream.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) events: Vec<Dispatched>,
    pub(crate) retry: Option<u64>,
    pub(crate) comments: Vec<String>,
    pub(crate) last_id: String,
}

/// Reads a whole stream.
pub(crate) fn read(text: &str) -> Read {
    let mut read = Read::default();
    let (mut name, mut data, mut id) = (String::new(), String::new(), String::new());
    // A line ends with CRLF, LF or CR; what has no end is no line.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    for line in text.split_inclusive('\n') {
        let Some(line) = line.strip_suffix('\n') else {
            continue;
        };
        if line.is_empty() {
            read.last_id.clone_from(&id);
            if !data.is_empty() {
                data.pop();
                let name = if name.is_empty() { "message" } else { &name };
                read.events.push(Dispatched {
                    name: name.to_owned(),
                    data: data.clone(),
                    id: id.clone(),
                });
            }
            data.clear();
            name.clear();
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "" => read.comments.push(value.to_owned()),
            "event" => value.clone_into(&mut name),
            "data" => {
                data.push_str(value);
                data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut id),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                read.retry = value.parse().ok();
            }
            _ => {}
        }
    }
    read
}
