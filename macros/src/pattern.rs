//! Regular expressions of options: the syntax that the server's engine and JSON Schema share.

use std::{iter::Peekable, str::Chars};

/// Why a text is no regular expression, and what to write.
pub(crate) fn fault(pattern: &str) -> Option<&'static str> {
    let mut scan = Scan {
        rest: pattern.chars().peekable(),
        open: 0,
        operand: false,
    };
    scan.pattern().err()
}

struct Scan<'a> {
    rest: Peekable<Chars<'a>>,
    /// How many groups are open.
    open: usize,
    /// Whether there is something that can be repeated.
    operand: bool,
}

type Step = Result<(), &'static str>;

impl Scan<'_> {
    fn pattern(&mut self) -> Step {
        while let Some(c) = self.rest.next() {
            match c {
                '(' => self.group()?,
                ')' => self.close()?,
                '[' => self.class()?,
                '\\' => self.escape().map(|_| self.operand = true)?,
                '|' => self.operand = false,
                '*' | '+' | '?' => self.repeat()?,
                '{' => self.count()?,
                _ => self.operand = true,
            }
        }
        match self.open {
            0 => Ok(()),
            _ => Err("a group stays open: add `)`, or write `\\(` for the character"),
        }
    }

    fn group(&mut self) -> Step {
        self.open += 1;
        self.operand = false;
        if self.rest.next_if_eq(&'?').is_none() {
            return Ok(());
        }
        self.rest.next_if_eq(&'P');
        let angle = self.rest.next_if_eq(&'<').is_some();
        let around = self.rest.peek().is_some_and(|c| matches!(c, '=' | '!'));
        if around {
            return Err("look-around isn't there: write what the text has to be");
        }
        let end = if angle { '>' } else { ':' };
        while let Some(c) = self.rest.next_if(|c| *c != end) {
            if !angle && c == ')' {
                self.open -= 1;
                return Ok(());
            }
            if !(c.is_ascii_alphanumeric() || "_-.[]".contains(c)) {
                break;
            }
        }
        match self.rest.next_if_eq(&end) {
            Some(_) => Ok(()),
            None => Err("a group begins with `(`, `(?:` or `(?<name>`: write one of these"),
        }
    }

    fn close(&mut self) -> Step {
        self.operand = true;
        match self.open.checked_sub(1) {
            Some(open) => self.open = open,
            None => {
                return Err("`)` closes nothing: add `(`, or write `\\)` for the character");
            }
        }
        Ok(())
    }

    fn class(&mut self) -> Step {
        self.operand = true;
        self.rest.next_if_eq(&'^');
        let (mut first, mut before, mut range) = (true, None, false);
        while let Some(c) = self.rest.next() {
            let c = match c {
                ']' if !first => return Ok(()),
                '[' if self.rest.next_if_eq(&':').is_some() => {
                    self.named_class()?;
                    None
                }
                '\\' => self.escape()?,
                '-' if before.is_some() && self.rest.peek() != Some(&']') => {
                    range = true;
                    continue;
                }
                c => Some(c),
            };
            if let (true, Some(from), Some(to)) = (range, before, c)
                && from > to
            {
                return Err("a range runs backwards: write its lower end first");
            }
            before = if range { None } else { c };
            (first, range) = (false, false);
        }
        Err("a class stays open: add `]`, or write `\\[` for the character")
    }

    /// What follows `[:`.
    fn named_class(&mut self) -> Step {
        let closed = self.rest.by_ref().any(|c| c == ':') && self.rest.next_if_eq(&']').is_some();
        if closed {
            return Ok(());
        }
        Err("a named class stays open: write it as `[[:alpha:]]`")
    }

    /// The character an escape stands for, if it stands for one.
    fn escape(&mut self) -> Result<Option<char>, &'static str> {
        match self.rest.next() {
            None => Err("a backslash at the end: write `\\\\\\\\` for the character"),
            Some('0'..='9') => Err("there are no back-references: write the group again"),
            Some('p' | 'P') => Err("there are no Unicode classes: write the ranges in `[…]`"),
            Some('x' | 'u' | 'U') => {
                if self.rest.next_if_eq(&'{').is_some() {
                    self.rest.by_ref().find(|c| *c == '}');
                }
                Ok(None)
            }
            Some(c) if c.is_ascii_alphabetic() && !"dDwWsSbBnrtfvaAz".contains(c) => {
                Err("an escape that means nothing: leave the backslash out")
            }
            Some(c) => Ok(c.is_ascii_punctuation().then_some(c)),
        }
    }

    fn repeat(&mut self) -> Step {
        if self.operand {
            return Ok(());
        }
        Err("`*`, `+` and `?` repeat what stands before: write it, or `\\*` for the character")
    }

    /// What follows `{`.
    fn count(&mut self) -> Step {
        let wrong = "`{` counts what stands before: write `{2}`, `{2,}` or `{2,5}`, or `\\{` for the character";
        let mut text = String::new();
        while let Some(c) = self.rest.next_if(|c| *c != '}') {
            text.push(c);
        }
        let closed = self.rest.next().is_some();
        let (least, most) = text.split_once(',').unwrap_or((&text, &text));
        let least: Option<u32> = least.parse().ok();
        let number: Option<u32> = most.parse().ok();
        match (closed && self.operand, least, number) {
            (true, Some(least), Some(most)) if least > most => {
                Err("a count ends before it begins: write the lower number first")
            }
            (true, Some(_), Some(_)) => Ok(()),
            (true, Some(_), None) if most.is_empty() => Ok(()),
            _ => Err(wrong),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn what_the_engine_takes_passes() {
        for good in [
            "",
            "^[A-Z]{2}$",
            "a|b|",
            "(a|(b))*?",
            "^$",
            "^*",
            "(?:a)(?<name>b)(?P<n_1>c)(?i)d(?i-s:e)",
            r"\d+\.\d{1,}[\w.-]",
            "[]a][^]a][a-][-a][a\\]]",
            "[[:alpha:]_]",
            r"\x41\x{41}\u{1F600}",
            r"\(\[\{\*\\",
            "é+",
            "a}",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
    }

    #[test]
    fn what_the_engine_refuses_is_a_fault() {
        for bad in [
            "(",
            ")",
            "(a",
            "a)",
            "[",
            "[]",
            "[a-z",
            "*",
            "+a",
            "(*a)",
            "a|*",
            "a{2,1}",
            "{2}",
            "a{",
            "a{x}",
            "a{,2}",
            "a\\",
            "(?=a)",
            "(?!a)",
            "(?<=a)",
            "(?<!a)",
            "(a)\\1",
            r"\pL",
            r"\y",
            "[z-a]",
            "[[:alpha]",
            "(?",
        ] {
            assert!(fault(bad).is_some(), "{bad}");
        }
    }
}
