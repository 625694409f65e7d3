//! The option `cookie(…)`.

mod rules;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Error, Expr, Ident, Lit, LitStr, Token, UnOp, parenthesized,
    parse::{Parse, ParseStream},
};

use crate::{
    errors::nearest,
    syntax::{flag, unknown, value},
};

/// A cookie of every answer, or one that is only documented when it has no value.
pub(crate) struct CookieOption {
    pub(crate) name: LitStr,
    value: Option<LitStr>,
    texts: Vec<(Ident, LitStr)>,
    max_age: Option<Expr>,
    same_site: Option<Ident>,
    flags: Vec<Ident>,
}

/// What a cookie can look like, for errors.
const EXAMPLE: &str = "write `cookie(\"theme\" = \"dark\", max_age = 3600)`";

const TEXTS: [&str; 3] = ["path", "domain", "description"];

const FLAGS: [&str; 6] = [
    "secure",
    "http_only",
    "partitioned",
    "documentation_only",
    "success_only",
    "remove",
];

const SAME_SITE: [&str; 4] = ["Strict", "Lax", "None", "Unset"];

impl Parse for CookieOption {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let wrong = |error: Error| Error::new(error.span(), EXAMPLE);
        let content;
        if !input.peek(syn::token::Paren) {
            return Err(input.error(EXAMPLE));
        }
        parenthesized!(content in input);
        let mut cookie = CookieOption {
            name: content.parse().map_err(wrong)?,
            value: None,
            texts: Vec::new(),
            max_age: None,
            same_site: None,
            flags: Vec::new(),
        };
        if content.parse::<Option<Token![=]>>()?.is_some() {
            cookie.value = Some(content.parse().map_err(wrong)?);
        }
        while !content.is_empty() {
            content.parse::<Token![,]>().map_err(wrong)?;
            if !content.is_empty() {
                cookie.option(&content)?;
            }
        }
        cookie.check()?;
        Ok(cookie)
    }
}

impl CookieOption {
    fn option(&mut self, content: ParseStream<'_>) -> syn::Result<()> {
        let key: Ident = content
            .parse()
            .map_err(|error| Error::new(error.span(), EXAMPLE))?;
        let name = key.to_string();
        let known = self.texts.iter().map(|(key, _)| key).chain(&self.flags);
        let twice = known.into_iter().any(|known| *known == name)
            || name == "max_age" && self.max_age.is_some()
            || name == "same_site" && self.same_site.is_some();
        if twice {
            let message = format!("the cookie has `{key}` already: keep one");
            return Err(Error::new(key.span(), message));
        }
        match name.as_str() {
            "max_age" => {
                self.max_age = Some(max_age(&key, content)?);
            }
            "same_site" => self.same_site = Some(same_site(&key, content)?),
            name if TEXTS.contains(&name) => {
                let text = value(&key, content, "\"…\"")?;
                self.texts.push((key, text));
            }
            name if FLAGS.contains(&name) => {
                flag(&key, content)?;
                self.flags.push(key);
            }
            _ => {
                let keys = [&["max_age", "same_site"], &TEXTS[..], &FLAGS].concat();
                return Err(unknown(&key, &keys));
            }
        }
        Ok(())
    }

    fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|known| known == flag)
    }

    /// Whether there is more than a name and one flag.
    fn is_described(&self) -> bool {
        let valued = self.value.is_some() || self.max_age.is_some() || self.same_site.is_some();
        valued || !self.texts.is_empty() || self.flags.len() > 1
    }

    fn text(&self, key: &str) -> Option<&LitStr> {
        let found = self.texts.iter().find(|(known, _)| known == key);
        found.map(|(_, text)| text)
    }

    /// Whether both are one cookie to a client: of one name, domain and path.
    pub(crate) fn same(&self, other: &CookieOption) -> bool {
        let text = |cookie: &CookieOption, key: &str| cookie.text(key).map(LitStr::value);
        self.name.value() == other.name.value()
            && text(self, "domain") == text(other, "domain")
            && text(self, "path").as_deref().unwrap_or("/")
                == text(other, "path").as_deref().unwrap_or("/")
    }

    pub(super) fn expand(&self) -> TokenStream {
        let name = &self.name;
        if self.has("remove") {
            return quote!(.without_cookie(#name));
        }
        let value = self.value.as_ref().map_or_else(String::new, LitStr::value);
        let mut cookie = quote!(::folio::SetCookie::new(#name, #value));
        for (key, text) in &self.texts {
            cookie.extend(quote!(.#key(#text)));
        }
        if let Some(seconds) = &self.max_age {
            cookie.extend(quote!(.max_age(::core::time::Duration::from_secs(#seconds))));
        }
        match &self.same_site {
            Some(unset) if unset == "Unset" => cookie.extend(quote!(.without_same_site())),
            Some(same_site) => cookie.extend(quote!(.same_site(::folio::SameSite::#same_site))),
            None => {}
        }
        for flag in self
            .flags
            .iter()
            .filter(|flag| *flag != "documentation_only")
        {
            cookie.extend(quote!(.#flag()));
        }
        if self.value.is_none() {
            cookie.extend(quote!(.documentation_only()));
        }
        quote!(.cookie(#cookie))
    }
}

/// A number, or an expression that is one.
fn max_age(key: &Ident, content: ParseStream<'_>) -> syn::Result<Expr> {
    let seconds: Expr = value(key, content, "3600")?;
    let wrong = match &seconds {
        Expr::Lit(literal) => !matches!(literal.lit, Lit::Int(_)),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Neg(_)),
        _ => false,
    };
    if wrong {
        let message = "`max_age` takes whole seconds from 0 on: write `max_age = 3600`";
        return Err(Error::new_spanned(seconds, message));
    }
    Ok(seconds)
}

fn same_site(key: &Ident, content: ParseStream<'_>) -> syn::Result<Ident> {
    let ident: Ident = value(key, content, "Strict")?;
    let name = ident.to_string();
    if SAME_SITE.contains(&name.as_str()) {
        return Ok(ident);
    }
    let hint = nearest(&name, SAME_SITE).map_or_else(
        || "write `Strict`, `Lax`, `None` or `Unset`".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Err(Error::new(
        ident.span(),
        format!("no `same_site` `{name}`; {hint}"),
    ))
}
