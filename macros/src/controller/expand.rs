//! A checked controller as tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    block::Block,
    method::{Head, used},
    options::ControllerOptions,
};

/// The block, its endpoints and the router they make.
pub(super) fn controller(
    block: &Block,
    options: &ControllerOptions,
    heads: &[Head],
) -> TokenStream {
    let (ty, prefix, calls) = (&block.ty, &options.prefix, options.calls());
    let tokens = heads.iter().map(|head| &head.tokens);
    let routes = heads.iter().map(|head| {
        let (conditions, endpoint) = (&head.conditions, &head.endpoint);
        quote!(#(#conditions)* ::folio::Mounted::of::<#endpoint>())
    });
    quote! {
        #block
        const _: () = {
            #(#tokens)*
            impl ::folio::Controller for #ty {
                fn router(self) -> ::folio::Router {
                    ::folio::__private::router(self, #prefix) #calls .routes([#(#routes),*])
                }
            }
        };
    }
}

/// What stands when the attribute was wrong: the block, those of its endpoints that can be, and a
/// controller that is never mounted.
pub(super) fn fallback(block: &Block, heads: &[Head]) -> TokenStream {
    let tokens = heads.iter().map(|head| &head.tokens);
    // What an endpoint was to be made by is used, so that its import is.
    let used = used(block.makers());
    let ty = &block.ty;
    let (generics, _, _) = block.generics.split_for_impl();
    let clause = block.generics.where_clause.as_ref();
    let bounds = clause
        .map(|clause| &clause.predicates)
        .into_iter()
        .flatten();
    quote! {
        #[allow(dead_code)]
        #block
        const _: () = {
            #used
            #(#tokens)*
            impl #generics ::folio::Controller for #ty
            where
                #(#bounds,)*
                Self: ::core::marker::Send + ::core::marker::Sync + 'static
            {
                fn router(self) -> ::folio::Router { ::core::unreachable!() }
            }
        };
    }
}
