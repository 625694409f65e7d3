//! Tokens as lines that people can read and compare.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// Words that something follows after a blank, whatever it is.
const KEYWORDS: [&str; 12] = [
    "as", "async", "else", "fn", "impl", "in", "let", "move", "mut", "return", "type", "use",
];

/// A line ends at `;`, at braces and at the commas between them; everything else stays on its line.
pub(crate) fn layout(tokens: TokenStream) -> String {
    let mut page = Page::default();
    page.stream(tokens, false);
    page.end_line();
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
    line: String,
    last: String,
    depth: usize,
}

impl Page {
    fn stream(&mut self, tokens: TokenStream, broken: bool) {
        let (mut angles, mut operator, mut hash) = (0, String::new(), false);
        let mut trees = tokens.into_iter().peekable();
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Group(group) => {
                    self.group(&group);
                    let attribute = hash && group.delimiter() == Delimiter::Bracket;
                    let braces = group.delimiter() == Delimiter::Brace;
                    if attribute || (braces && !goes_on(trees.peek())) {
                        self.end_line();
                    }
                }
                TokenTree::Punct(punct) => {
                    operator.push(punct.as_char());
                    if punct.spacing() == Spacing::Joint && grows(&operator, trees.peek()) {
                        continue;
                    }
                    self.word(&operator);
                    angles += i32::from(operator == "<") - i32::from(operator == ">");
                    if operator == ";" || (operator == "," && broken && angles == 0) {
                        self.end_line();
                    }
                    hash = operator == "#";
                    operator.clear();
                    continue;
                }
                tree => {
                    operator.push_str(&tree.to_string());
                    self.word(&operator);
                    operator.clear();
                }
            }
            hash = false;
        }
    }

    fn group(&mut self, group: &Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::None => ("", ""),
        };
        self.word(open);
        let broken = !group.stream().is_empty() && has_braces(group);
        if broken {
            self.end_line();
            self.depth += 1;
        }
        self.stream(group.stream(), broken);
        if broken {
            self.end_line();
            self.depth -= 1;
        }
        self.word(close);
    }

    fn word(&mut self, word: &str) {
        if !self.line.is_empty() && !sticks(&self.last, word) {
            self.line.push(' ');
        }
        self.line.push_str(word);
        word.clone_into(&mut self.last);
    }

    fn end_line(&mut self) {
        if !self.line.is_empty() {
            self.text.push_str(&"    ".repeat(self.depth));
            self.text.push_str(&self.line);
            self.text.push('\n');
        }
        self.line.clear();
        self.last.clear();
    }
}

/// Whether two words stand together without a blank.
fn sticks(last: &str, word: &str) -> bool {
    let name = |word: &str| word.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '"');
    let ends = (name(last) && !KEYWORDS.contains(&last)) || [">", ")", "]", "!"].contains(&last);
    match word {
        "," | ";" | "." | "?" | ":" | ")" | "]" | ">" | "!" => true,
        "|" => name(last),
        "::" | "(" | "[" | "<" if ends => true,
        "}" => last == "{",
        _ => ["::", ".", "&", "#", "(", "[", "<", "..", "|"].contains(&last),
    }
}

/// Whether an operator goes on with what follows: `>` ends a list of types, and another is another.
fn grows(operator: &str, next: Option<&TokenTree>) -> bool {
    match next {
        Some(TokenTree::Punct(_)) => !operator.ends_with(['>', '<', '&']),
        Some(TokenTree::Ident(_)) => operator == "'",
        _ => false,
    }
}

fn goes_on(next: Option<&TokenTree>) -> bool {
    match next {
        Some(TokenTree::Punct(punct)) => ",;.?".contains(punct.as_char()),
        Some(TokenTree::Ident(ident)) => ident == "else",
        _ => false,
    }
}

/// Whether a group is braces, or holds some with something in them.
fn has_braces(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace
        || group.stream().into_iter().any(|tree| match tree {
            TokenTree::Group(inner) => !inner.stream().is_empty() && has_braces(&inner),
            _ => false,
        })
}
