//! What browsers ask of a cookie, as far as literals show it (RFC 6265bis).

use syn::{Error, Ident};

use super::CookieOption;
use crate::layer::header::is_token;

impl CookieOption {
    pub(super) fn check(&self) -> syn::Result<()> {
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
}
