//! The option `background(…)`: what is done once the answer was sent.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{
    Error, Expr,
    parse::{Parse, ParseStream},
    spanned::Spanned,
};

use crate::{argument::Argument, syntax::parentheses};

/// Tasks over the handler's arguments.
pub(crate) struct Background {
    tasks: Vec<Expr>,
    concurrently: bool,
    on_errors: bool,
}

const EXAMPLE: &str = "log_visit(id)";

impl Background {
    pub(crate) fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let mut background = Background {
            tasks: Vec::new(),
            concurrently: false,
            on_errors: false,
        };
        for expr in parentheses(key, input, Expr::parse, EXAMPLE)? {
            let flag = match expr.to_token_stream().to_string().as_str() {
                "concurrently" => &mut background.concurrently,
                "on_errors" => &mut background.on_errors,
                _ if matches!(expr, Expr::Assign(_)) => {
                    let message = format!(
                        "`background` takes calls, `concurrently` and `on_errors`: write `background({EXAMPLE}, concurrently)`"
                    );
                    return Err(Error::new_spanned(expr, message));
                }
                _ => {
                    background.tasks.push(expr);
                    continue;
                }
            };
            if std::mem::replace(flag, true) {
                let message = "this is given twice: keep one";
                return Err(Error::new_spanned(expr, message));
            }
        }
        if background.tasks.is_empty() {
            let message = format!("no task: write `background({EXAMPLE})`");
            return Err(Error::new(key.span(), message));
        }
        Ok(background)
    }

    /// The tasks, made of clones of the arguments they name; `names` are the values of `arguments`.
    pub(crate) fn tasks(&self, arguments: &[Argument], names: &[Ident]) -> TokenStream {
        let tasks = self.tasks.iter().map(|task| {
            let used = idents(task.to_token_stream());
            let clones = arguments.iter().zip(names).filter_map(|(argument, name)| {
                let ident = argument.ident.as_ref()?;
                let used = used.iter().find(|used| *used == ident)?;
                let value = Ident::new(&name.to_string(), name.span().located_at(used.span()));
                Some(quote_spanned! {value.span()=>
                    let #ident = ::core::clone::Clone::clone(&#value);
                })
            });
            let span = task.span();
            let task = quote_spanned!(span=> ::folio::IntoTask::into_task(#task));
            quote!({ #(#clones)* #task })
        });
        let way = if self.concurrently {
            "concurrently"
        } else {
            "in_order"
        };
        let way = Ident::new(way, Span::call_site());
        let on_errors = self.on_errors.then(|| quote!(.on_errors()));
        quote!(::folio::Tasks::#way([#(#tasks),*])#on_errors)
    }
}

/// Every name in an expression.
fn idents(tokens: TokenStream) -> Vec<Ident> {
    let mut found = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Ident(ident) => found.push(ident),
            TokenTree::Group(group) => found.extend(idents(group.stream())),
            _ => {}
        }
    }
    found
}
