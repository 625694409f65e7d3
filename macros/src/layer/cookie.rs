//! The option `cookie(…)`: RFC 6265bis as far as literals show it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Error, Expr, Ident, Lit, LitStr, Token, UnOp, parenthesized,
    parse::{Parse, ParseStream},
};

use super::header::is_token;
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

    fn check(&self) -> syn::Result<()> {
        self.letters()?;
        self.attributes()?;
        self.agree()
    }

    /// RFC 6265bis §4.1.1: the name is a token, a value has no quote, comma, semicolon or space.
    fn letters(&self) -> syn::Result<()> {
        let name = self.name.value();
        if !is_token(&name) {
            let message = format!("`{name}` is no cookie name: use letters, digits, `-` and `_`");
            return Err(Error::new(self.name.span(), message));
        }
        let octet = |c: char| c.is_ascii_graphic() && !"\",;\\%".contains(c);
        match &self.value {
            Some(value) if !value.value().chars().all(octet) => {
                let message = "a cookie's value is visible ASCII without space, `\"`, `,`, `;`, `\\` and `%`: set other values by `Response::cookie`, which encodes them";
                Err(Error::new(value.span(), message))
            }
            _ => Ok(()),
        }
    }

    fn attributes(&self) -> syn::Result<()> {
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_graphic() && b != b';');
        if let Some(path) = self.text("path")
            && !(path.value().starts_with('/') && plain(&path.value()))
        {
            let message = "a cookie's path begins with `/` and has no space or `;`";
            return Err(Error::new(path.span(), message));
        }
        if let Some(domain) = self.text("domain") {
            let text = domain.value();
            let label = |label: &str| {
                !label.is_empty()
                    && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                    && !label.starts_with('-')
                    && !label.ends_with('-')
            };
            if !text
                .strip_prefix('.')
                .unwrap_or(&text)
                .split('.')
                .all(label)
            {
                let message = format!("`{text}` is no domain: write one such as `\"example.com\"`");
                return Err(Error::new(domain.span(), message));
            }
        }
        Ok(())
    }

    /// RFC 6265bis §4.1.2.7, CHIPS for `Partitioned`.
    fn agree(&self) -> syn::Result<()> {
        let secure = self.has("secure");
        let error = |ident: &Ident, message: &str| Err(Error::new(ident.span(), message));
        for flag in &self.flags {
            match flag.to_string().as_str() {
                "partitioned" if !secure => {
                    return error(
                        flag,
                        "browsers refuse `partitioned` without `secure`: add it",
                    );
                }
                "documentation_only" if self.value.is_some() => {
                    return error(
                        flag,
                        "a cookie that is only documented has no value: leave one out",
                    );
                }
                "remove" if self.is_described() => {
                    return error(
                        flag,
                        "`remove` takes the cookie away: write its name alone beside it",
                    );
                }
                _ => {}
            }
        }
        if let Some(same_site) = &self.same_site
            && same_site == "None"
            && !secure
        {
            return error(
                same_site,
                "browsers refuse `same_site = None` without `secure`: add it",
            );
        }
        self.prefix(secure)
    }

    /// RFC 6265bis §4.1.3, draft-ietf-httpbis-layered-cookies for `__Http-`.
    fn prefix(&self, secure: bool) -> syn::Result<()> {
        let name = self.name.value().to_ascii_lowercase();
        let host = name.starts_with("__host-");
        let http = name.starts_with("__http-") || name.starts_with("__host-http-");
        let message = if (host || http || name.starts_with("__secure-")) && !secure {
            "browsers refuse a cookie of this prefix without `secure`: add it"
        } else if http && !self.has("http_only") {
            "browsers refuse a cookie of this prefix without `http_only`: add it"
        } else if host && self.text("domain").is_some() {
            "a `__Host-` cookie has no `domain`: leave it out"
        } else if host && self.text("path").is_some_and(|path| path.value() != "/") {
            "a `__Host-` cookie has the path `/`: leave `path` out"
        } else {
            return Ok(());
        };
        Err(Error::new(self.name.span(), message))
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
