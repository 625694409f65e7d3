//! `#[controller]`: an `impl` block whose methods are endpoints of one router.
//!
//! The block stays. Beside it each endpoint stands once more as the head of its method, with the
//! controller written out: `#[get("/{id}")] fn show(self: &Cities, id: u64) -> City;`. The attribute,
//! found wherever the user's path leads, makes an endpoint of it that calls the method.

mod block;
mod expand;
mod method;
mod options;

use proc_macro2::TokenStream;

use self::{block::Block, options::ControllerOptions};
use crate::{errors::Errors, syntax};

/// Options and block are parsed apart, so that one run shows what is wrong with either.
pub(crate) fn expand(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let block = match syn::parse2::<Block>(item.clone()) {
        Ok(block) => block,
        Err(error) => {
            if Block::begins(item.clone()) {
                errors.add(error);
            } else {
                let message = "a controller is an `impl` block: write the attribute above one";
                errors.push_at(syntax::keyword(item.clone()), message);
            }
            return TokenStream::from_iter([item, errors.finish().unwrap_or_default()]);
        }
    };
    let options = ControllerOptions::parse(options, &mut errors);
    let plain = block.check(&mut errors);
    let parameters = options.as_ref().map_or(&[][..], |o| &o.parameters);
    let heads = if plain {
        block.heads(parameters, &mut errors)
    } else {
        Vec::new()
    };
    match options {
        Some(options) if errors.is_empty() => expand::controller(&block, &options, &heads),
        _ => TokenStream::from_iter([
            expand::fallback(&block, &heads),
            errors.finish().unwrap_or_default(),
        ]),
    }
}
