//! A checked handler as tokens: calls only, no logic.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    argument::{Argument, Role},
    docs::Docs,
    handler::Handler,
    media::Format,
    place,
    signature::Signature,
};

/// The user's function, a struct of its name and the endpoint it is.
pub(crate) fn endpoint(handler: &Handler) -> TokenStream {
    let function = &handler.function;
    let ident = &function.endpoint();
    let spec = spec(handler);
    let (cx, call) = (cx(), call(handler));
    let reads = function.arguments.iter().any(Argument::is_value);
    let mutable = reads.then(|| quote!(mut));
    let extracted = function
        .extracted()
        .map(|(index, argument)| argument.extracted(ident, index));
    let checks = checks(handler);
    let endpoint = quote! {
        #[allow(deprecated, clippy::all, clippy::pedantic)]
        const _: () = {
            #(#extracted)*
            impl ::folio::Endpoint for #ident {
                const SPEC: &'static ::folio::Spec = &#spec;
                fn call(#mutable #cx: ::folio::Context) -> ::folio::Answer { #call }
            }
            #checks
        };
    };
    let (marker, kept) = (marker(function, &endpoint), function.kept());
    quote!(#kept #marker)
}

/// What stands when the attribute was wrong: the function, and an endpoint that is never built.
pub(crate) fn fallback(function: &Signature) -> TokenStream {
    if function.is_method() {
        return quote!(#[allow(dead_code)] #function);
    }
    let ident = function.endpoint();
    let endpoint = quote! {
        impl ::folio::Endpoint for #ident {
            const SPEC: &'static ::folio::Spec = &::folio::Spec::NONE;
            fn call(_: ::folio::Context) -> ::folio::Answer { ::core::unreachable!() }
        }
    };
    let marker = marker(function, &endpoint);
    let kept = function.kept();
    let kept = kept.map(|function| quote!(#[allow(dead_code)] #function));
    quote!(#kept #marker)
}

/// A name in generated code that nothing of the user's hides.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The context in generated code.
fn cx() -> Ident {
    local("cx")
}

/// The controller in generated code.
fn this() -> Ident {
    local("this")
}

/// The braced struct that stands for the endpoint: types and functions have namespaces of their own.
///
/// What belongs to it comes through an attribute of its own, so that inside an `impl`, where no
/// struct can stand, the struct alone is refused.
fn marker(function: &Signature, endpoint: &TokenStream) -> TokenStream {
    let (visibility, ident) = (&function.visibility, function.endpoint());
    let conditions = function.conditions();
    quote! {
        #(#conditions)*
        #[::folio::__private::beside(#endpoint)]
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code, unreachable_pub)]
        #visibility struct #ident {}
    }
}

fn spec(handler: &Handler) -> TokenStream {
    let (options, function) = (&handler.options, &handler.function);
    let (methods, path) = (&options.methods, &options.template.literal);
    let name = syn::ext::IdentExt::unraw(&function.head.ident).to_string();
    let status = statuses(handler);
    let ident = &function.endpoint();
    let arguments = function.arguments.iter().enumerate();
    let args = arguments.map(|(index, argument)| argument.expand(ident, index));
    let args = args.chain(part(handler));
    let reply = reply(handler);
    let (words, optional) = (words(handler), optional(handler));
    quote!(::folio::Spec {
        methods: &[#(::folio::http::Method::#methods),*], path: #path, name: #name, #status
        args: &[#(#args),*], reply: #reply, #words #optional
        ..::folio::__spec!()
    })
}

/// The status that the attribute writes, or that of the method where it isn't 200.
fn statuses(handler: &Handler) -> Option<TokenStream> {
    match (handler.options.status, handler.method_status()) {
        (Some(status), _) => Some(quote!(status: ::folio::__private::Some(#status),)),
        (None, 200) => None,
        (None, status) => Some(quote!(method_status: #status,)),
    }
}

/// What is answered: what the function returns, or a page of it.
fn output(handler: &Handler) -> (TokenStream, Span) {
    let (output, span) = handler.function.output();
    if handler.options.paginate {
        (list(handler, "Answer"), span)
    } else {
        (output, span)
    }
}

/// The argument that says which part is asked for of the list that the function returns.
fn part(handler: &Handler) -> Option<TokenStream> {
    let paginate = handler.options.paginate;
    paginate.then(|| list(handler, "PART"))
}

/// An item of the list that the function returns, as one of which a page can be taken.
fn list(handler: &Handler, name: &str) -> TokenStream {
    place::item(&handler.function.output().0, "Paginate", name)
}

/// What the type that is returned says of its answers.
fn reply(handler: &Handler) -> TokenStream {
    let (output, span) = output(handler);
    quote_spanned!(span=> <#output as ::folio::Respond<_>>::REPLY)
}

/// The fields of a spec that are for people.
fn words(handler: &Handler) -> TokenStream {
    let (options, function) = (&handler.options, &handler.function);
    let Docs {
        summary,
        description,
    } = function.docs();
    let texts = [
        (quote!(summary), &options.summary, summary),
        (quote!(description), &options.description, description),
    ];
    let mut fields = TokenStream::new();
    for (field, option, documented) in texts {
        let text = option.as_ref().map_or(documented, syn::LitStr::value);
        if !text.is_empty() {
            fields.extend(quote!(#field: #text,));
        }
    }
    if options.deprecated || function.deprecated() {
        fields.extend(quote!(deprecated: true,));
    }
    if !options.tags.is_empty() {
        let tags = &options.tags;
        fields.extend(quote!(tags: &[#(#tags),*],));
    }
    fields
}

/// The fields of a spec that most endpoints leave alone.
fn optional(handler: &Handler) -> TokenStream {
    let options = &handler.options;
    let mut fields = TokenStream::new();
    if let Some(media) = &options.media {
        let media = media.expand();
        fields.extend(quote!(media: ::folio::__private::Some(#media),));
    }
    if !options.consumes.is_empty() {
        let consumes = &options.consumes;
        fields.extend(quote!(consumes: &[#(#consumes),*],));
    }
    if let Some(id) = &options.operation_id {
        fields.extend(quote!(operation_id: ::folio::__private::Some(#id),));
    }
    if !options.layer.is_empty() {
        let calls = options.layer.calls();
        fields.extend(quote!(layer: |layer| layer #calls,));
    }
    let types = handler.type_arguments();
    if !types.is_empty() {
        fields.extend(quote!(types: |doc| { #(::folio::__schema!(doc, #types);)* },));
    }
    fields
}

/// Reads the values, then hands on what reads the extractors, calls the function and answers.
///
/// There is no `async` block: each would be a future that rustc checks once more for every endpoint.
fn call(handler: &Handler) -> TokenStream {
    let (function, cx) = (&handler.function, cx());
    let arguments = &function.arguments;
    let names: Vec<Ident> = (0..arguments.len())
        .map(|index| format_ident!("a{index}", span = Span::mixed_site()))
        .collect();
    let values = arguments
        .iter()
        .zip(&names)
        .enumerate()
        .filter(|(_, (a, _))| a.is_value());
    let takes = values.clone().map(|(index, (argument, name))| {
        let ty = &argument.ty;
        quote_spanned!(ty.span()=> let #name = <#ty as ::folio::Value>::take(&mut #cx, #index);)
    });
    let read: Vec<&Ident> = values.clone().map(|(_, (_, name))| name).collect();
    let unpack = (!read.is_empty()).then(|| {
        quote! {
            let (#(::folio::__private::Some(#read),)*) = (#(#read,)*) else {
                return ::folio::__private::refuse(#cx);
            };
        }
    });
    let running = running(handler, &names);
    let extracts = function.extracted().map(|(index, argument)| {
        let name = &names[index];
        let json = (argument.role == Role::Body).then(|| quote!(::folio::Json));
        let name = json.map_or_else(|| quote!(#name), |json| quote!(#json(#name)));
        (quote!(::folio::__private::Nth<Self, #index>), name)
    });
    let this = function.controller.iter().map(|controller| {
        let this = this();
        (quote!(::folio::__private::This<#controller>), quote!(#this))
    });
    let at = handler.options.paginate.then(|| {
        let at = local("at");
        (quote!(::folio::__private::Part), quote!(#at))
    });
    let (types, names): (Vec<_>, Vec<_>) = extracts.chain(this).chain(at).unzip();
    let reads = !types.is_empty();
    let (types, names) = (tuple(types), tuple(names));
    let answer = match (respond(handler), reads) {
        (Some(respond), false) => quote!(::folio::__private::answer(#cx, #running, #respond)),
        (Some(respond), true) => {
            quote!(::folio::__private::read::<#types, _>(#cx, move |#names| #running, #respond))
        }
        (None, _) if handler.options.paginate => {
            let (read, at) = (list(handler, "read"), local("at"));
            let (output, span) = output(handler);
            let respond = quote_spanned!(span=> <#output as ::folio::Respond<_>>::respond);
            let ty = function.output().0;
            let types = place::types(quote!(#types, _), &ty);
            let arguments = quote!(#cx, move |#names| (#running, #at), #respond);
            let arguments = place::arguments(arguments, &ty);
            quote!(#read #types #arguments)
        }
        (None, reads) => {
            let (output, span) = output(handler);
            if reads {
                let read = quote_spanned!(span=> <#output as ::folio::Respond<_>>::read);
                quote!(#read::<#types, _>(#cx, move |#names| #running))
            } else {
                let answer = quote_spanned!(span=> <#output as ::folio::Respond<_>>::answer);
                quote!(#answer(#cx, #running))
            }
        }
    };
    quote!(#(#takes)* #unpack #answer)
}

/// One tuple of any number of things: of tuples where there are more than `folio` knows tuples of.
fn tuple(mut items: Vec<TokenStream>) -> TokenStream {
    while items.len() > TUPLE {
        items = items
            .chunks(TUPLE)
            .map(|some| quote!((#(#some,)*)))
            .collect();
    }
    quote!((#(#items,)*))
}

/// The longest tuple that `::folio::__private::Arguments` is implemented for.
const TUPLE: usize = 8;

/// The user's function as a future, with what is done after it.
fn running(handler: &Handler, names: &[Ident]) -> TokenStream {
    let function = &handler.function;
    let ident = &function.head.ident;
    let is_async = function.asyncness().is_some();
    let call = if let Some(controller) = &function.controller {
        let this = this();
        let call = quote!(<#controller>::#ident(&#this, #(#names),*));
        // The controller lives as long as the future of its method.
        let owned = quote!(async move { #call.await });
        if is_async { owned } else { call }
    } else {
        quote!(#ident(#(#names),*))
    };
    let plain = if let Some(controller) = &function.controller {
        let this = this();
        quote!(::folio::__private::on(#this, move |#this: &#controller| #call))
    } else {
        quote!(move || #call)
    };
    let running = if handler.options.blocking.is_some() {
        quote!(::folio::__private::blocking(#plain))
    } else if is_async {
        call
    } else {
        quote!(::folio::__private::at_once(#plain))
    };
    let running = if handler.options.paginate && respond(handler).is_some() {
        let (at, paginated) = (local("at"), list(handler, "paginated"));
        let arguments = place::arguments(quote!(#running, #at), &function.output().0);
        quote!(#paginated #arguments)
    } else {
        running
    };
    let Some(background) = &handler.options.background else {
        return running;
    };
    let (tasks, made) = (local("tasks"), background.tasks(&function.arguments, names));
    quote!({
        let #tasks = #made;
        ::folio::__private::with_tasks(#running, #tasks)
    })
}

/// What makes an answer of the function's value, where that is more than its type does.
fn respond(handler: &Handler) -> Option<TokenStream> {
    let (output, span) = output(handler);
    let by_value = handler.options.layer.by_value();
    let background = handler.options.background.is_some();
    let respond = match by_value {
        (false, false) if !background => return None,
        (false, false) => quote_spanned!(span=> <#output as ::folio::Respond<_>>::respond),
        (version, modified) => validated(&output, span, version, modified),
    };
    if !background {
        return Some(respond);
    }
    let (value, tasks, cx, make) = (local("value"), local("tasks"), cx(), local("respond"));
    Some(quote!(|(#value, #tasks), #cx| {
        let #make: fn(_, &mut ::folio::Context) -> _ = #respond;
        ::folio::__private::background(#make(#value, #cx), #tasks, #cx)
    }))
}

/// An answer with the validators that its value gives.
fn validated(output: &TokenStream, span: Span, version: bool, modified: bool) -> TokenStream {
    let (value, cx) = (local("value"), cx());
    let given = |asked: bool, by: &str| {
        let by = Ident::new(by, span);
        if asked {
            quote_spanned!(span=> <#output as ::folio::__private::#by<_>>::validator(&#value))
        } else {
            quote!(::folio::__private::None)
        }
    };
    let (etag, modified) = (given(version, "ByVersion"), given(modified, "ByModified"));
    let (tag, date) = (local("etag"), local("modified"));
    quote_spanned! {span=> |#value, #cx| {
        let (#tag, #date) = (#etag, #modified);
        ::folio::__private::validated::<#output, _>(#value, #tag, #date, #cx)
    }}
}

/// Constants that rustc evaluates while it checks the crate.
fn checks(handler: &Handler) -> TokenStream {
    let mut checks = TokenStream::new();
    let (output, span) = handler.function.output();
    for (check, message) in handler.reply_checks() {
        let reply = reply(handler);
        let check = place::call(check, quote!(#reply, #message), &output);
        checks.extend(quote!(const _: () = #check;));
    }
    if let Some(format) = handler.raw_format() {
        let check = if format == Format::Text {
            quote_spanned!(span=> ::folio::__private::text)
        } else {
            quote_spanned!(span=> ::folio::__private::raw)
        };
        checks.extend(quote_spanned!(span=> const _: () = #check::<#output, _>();));
    }
    checks.extend(pages(handler));
    checks.extend(body_readers(handler));
    checks.extend(consumed(handler));
    for argument in &handler.function.arguments {
        checks.extend(argument.checks());
    }
    checks
}

/// A position where a page is answered, and a page where one is taken.
fn pages(handler: &Handler) -> TokenStream {
    let function = &handler.function;
    let ident = &function.endpoint();
    let position = |index: usize| quote!(::folio::__private::positions::<#ident, #index>());
    let extracted: Vec<_> = function.extracted().collect();
    if handler.options.paginate {
        let sliced = extracted
            .iter()
            .map(|(index, argument)| place::call("sliced", position(*index), &argument.ty));
        return quote!(#(const _: () = #sliced;)*);
    }
    let positions = extracted.iter().map(|(index, _)| position(*index));
    let asked = quote!(false #(|| #positions)*);
    let mut checks = TokenStream::new();
    if let Some(span) = handler.options.layer.page() {
        let check = place::call("positioned", asked.clone(), &Ident::new("page", span));
        checks.extend(quote!(const _: () = #check;));
    }
    if function.returns() || !extracted.is_empty() {
        let (output, _) = function.output();
        // Asking the type a second time could be a second error.
        let reply = quote!(<#ident as ::folio::Endpoint>::SPEC.reply);
        let check = place::call("paged", quote!(#asked, #reply), &output);
        checks.extend(quote!(const _: () = #check;));
    }
    checks
}

/// A reader of the body where the attribute says what a body is.
fn consumed(handler: &Handler) -> Option<TokenStream> {
    let media = handler.options.consumes.first()?;
    let function = &handler.function;
    let ident = &function.endpoint();
    let reads = function.extracted().map(|(index, _)| reads(ident, index));
    let check = place::call("consumed", quote!(false #(|| #reads)*), media);
    Some(quote!(const _: () = #check;))
}

/// Whether an argument reads the body, as a constant.
fn reads(ident: &Ident, index: usize) -> TokenStream {
    quote!(::folio::__private::reads::<#ident, #index>())
}

/// One reader of the body at most, in any position; none where requests have no body.
fn body_readers(handler: &Handler) -> TokenStream {
    let function = &handler.function;
    let ident = &function.endpoint();
    let none = handler.no_request_body();
    let extracted: Vec<_> = function.extracted().collect();
    let checks = extracted
        .iter()
        .enumerate()
        .map(|(nth, (index, argument))| {
            let this = reads(ident, *index);
            if none {
                return place::call("no_body", this, &argument.ty);
            }
            let before = extracted[..nth]
                .iter()
                .map(|(index, _)| reads(ident, *index));
            let arguments = quote!(false #(|| #before)*, #this);
            place::call("one_body", arguments, &argument.ty)
        });
    let skipped = usize::from(!none);
    checks
        .skip(skipped)
        .map(|check| quote!(const _: () = #check;))
        .collect()
}
