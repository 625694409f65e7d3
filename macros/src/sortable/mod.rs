//! `#[derive(Sortable)]`: the columns of a record, its key and its default order as constants.

mod options;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Data, DeriveInput, Field, Fields, LitStr, Type, ext::IdentExt, spanned::Spanned};

use self::options::{FieldOption, StructOption, read};
use crate::{
    errors::{Errors, nearest},
    syntax::quoted,
};

/// Expands the derive.
pub(crate) fn derive(item: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let columns = columns(&input, &mut errors);
    let default = default(&input, &columns, &mut errors);
    // What fields are is only judged where all of them could be read.
    if errors.is_empty() {
        check(&input.ident, &columns, &default, &mut errors);
    }
    match errors.finish() {
        None => implement(&input.ident, &columns, &default),
        Some(errors) => TokenStream::from_iter([stub(&input), errors]),
    }
}

/// A field that rows are sorted by.
struct Column {
    field: Ident,
    ty: Type,
    /// Its name in requests, and where that stands.
    name: LitStr,
    options: Vec<FieldOption>,
}

impl Column {
    /// What `only` says, if it does.
    fn only(&self) -> Option<&Ident> {
        self.options.iter().find_map(|option| match option {
            FieldOption::Only(only) => Some(only),
            _ => None,
        })
    }

    /// `not_null` that is said of no expression.
    fn not_null_alone(&self) -> Option<Span> {
        let mut options = self.options.iter();
        if options.any(|option| matches!(option, FieldOption::Expression(_))) {
            return None;
        }
        self.options.iter().find_map(|option| match option {
            FieldOption::NotNull(span) => Some(*span),
            _ => None,
        })
    }

    fn is_key(&self) -> bool {
        let key = |option: &FieldOption| matches!(option, FieldOption::Key(_));
        self.options.iter().any(key)
    }

    fn hidden(&self) -> Option<Span> {
        self.options.iter().find_map(|option| match option {
            FieldOption::Hidden(span) => Some(*span),
            _ => None,
        })
    }
}

/// One column of the default order.
struct Ordered {
    column: usize,
    descending: bool,
}

/// The fields with `#[sort]`.
fn columns(input: &DeriveInput, errors: &mut Errors) -> Vec<Column> {
    if !input.generics.params.is_empty() {
        let message = "a sortable record can't be generic: write the types out";
        errors.push(&input.generics, message);
    }
    let message = "a sortable record is a struct with named fields: write them as `{ id: u64 }`";
    let fields = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => &fields.named,
            Fields::Unnamed(fields) => {
                errors.push(fields, message);
                return Vec::new();
            }
            Fields::Unit => {
                errors.push(&input.ident, message);
                return Vec::new();
            }
        },
        Data::Enum(data) => {
            errors.push(data.enum_token, message);
            return Vec::new();
        }
        Data::Union(data) => {
            errors.push(data.union_token, message);
            return Vec::new();
        }
    };
    let columns = fields.iter().filter_map(|field| column(field, errors));
    columns.collect()
}

fn column(field: &Field, errors: &mut Errors) -> Option<Column> {
    let ident = field.ident.clone()?;
    let options = errors.keep(read::<FieldOption>(&field.attrs)?)?;
    let written = options.iter().find_map(|option| match option {
        FieldOption::Name(name) => Some(name.clone()),
        _ => None,
    });
    let name = written.unwrap_or_else(|| LitStr::new(&ident.unraw().to_string(), ident.span()));
    Some(Column {
        field: ident,
        ty: field.ty.clone(),
        name,
        options,
    })
}

/// The default order that stands above the struct.
fn default(input: &DeriveInput, columns: &[Column], errors: &mut Errors) -> Vec<Ordered> {
    let Some(options) = read::<StructOption>(&input.attrs) else {
        return Vec::new();
    };
    let Some(options) = errors.keep(options) else {
        return Vec::new();
    };
    let Some(StructOption::Default(list)) = options.first() else {
        let attribute = input.attrs.iter().find(|a| a.path().is_ident("sort"));
        let message = "no option: write `#[sort(default = \"-population,name\")]`, or leave it out";
        errors.push(attribute, message);
        return Vec::new();
    };
    let mut order: Vec<Ordered> = Vec::new();
    // A field that could not be read may well be what the order names.
    if !errors.is_empty() {
        return order;
    }
    for item in list.value().split(',') {
        match ordered(item.trim(), columns, &order) {
            Ok(column) => order.push(column),
            Err(message) => errors.push(list, message),
        }
    }
    if order.len() > 8 {
        errors.push(
            list,
            "a default order has at most 8 columns: leave some out",
        );
    }
    order
}

fn ordered(item: &str, columns: &[Column], before: &[Ordered]) -> Result<Ordered, String> {
    let (name, descending) = match item.strip_prefix('-') {
        Some(name) => (name, true),
        None => (item, false),
    };
    if name.is_empty() {
        return Err("a name is missing: write `default = \"-population,name\"`".to_owned());
    }
    let Some(index) = columns.iter().position(|known| known.name.value() == name) else {
        let names: Vec<String> = columns.iter().map(|known| known.name.value()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let hint = match (nearest(name, names.iter().copied()), names.as_slice()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => "write `#[sort]` above its field".to_owned(),
            (None, [only]) => format!("write `{only}`, or `#[sort]` above its field"),
            (None, names) => format!(
                "write one of {}, or `#[sort]` above its field",
                quoted(names)
            ),
        };
        return Err(format!("no column `{name}`; {hint}"));
    };
    if before.iter().any(|known| known.column == index) {
        return Err(format!("`{name}` stands in the order twice: keep one"));
    }
    let asked = if descending {
        "descending"
    } else {
        "ascending"
    };
    match columns[index].only() {
        Some(only) if only != asked => {
            let sign = if descending { "" } else { "-" };
            Err(format!("`{name}` is only {only}: write `{sign}{name}`"))
        }
        _ => Ok(Ordered {
            column: index,
            descending,
        }),
    }
}

/// What has to hold of all columns together.
fn check(ident: &Ident, columns: &[Column], default: &[Ordered], errors: &mut Errors) {
    let key = columns.iter().filter(|column| column.is_key());
    match key.clone().count() {
        0 => {
            let message =
                "no key: write `#[sort(key)]` above the field that tells any two rows apart";
            errors.push(ident, message);
        }
        1..=8 => {}
        _ => {
            if let Some(ninth) = key.clone().nth(8) {
                errors.push(&ninth.field, "a key has at most 8 fields: leave some out");
            }
        }
    }
    if let Some(column) = columns.get(256) {
        let message = "a record has at most 256 columns: leave some out";
        errors.push(&column.field, message);
    }
    for (index, column) in columns.iter().enumerate() {
        let name = column.name.value();
        if columns[..index]
            .iter()
            .any(|known| known.name.value() == name)
        {
            let message =
                format!("another column is named `{name}`: give one of them another `name`");
            errors.push(&column.name, message);
        }
        if let Some(not_null) = column.not_null_alone() {
            let message = "what a field holds is null where its type says so: leave `not_null` out, or write the `expression` that never is";
            errors.push_at(not_null, message);
        }
        let used = column.is_key() || default.iter().any(|known| known.column == index);
        if let (Some(hidden), false) = (column.hidden(), used) {
            let message = format!(
                "nothing sorts by `{name}`: leave `hidden` out, or put it into the default order"
            );
            errors.push_at(hidden, message);
        }
    }
}

fn implement(ident: &Ident, columns: &[Column], default: &[Ordered]) -> TokenStream {
    let key = columns.iter().enumerate().filter(|(_, c)| c.is_key());
    let key = key.map(|(index, _)| index);
    let default = default.iter().map(|Ordered { column, descending }| {
        let direction = direction(if *descending {
            "descending"
        } else {
            "ascending"
        });
        quote!((#column, #direction))
    });
    let checks = columns.iter().enumerate().flat_map(|(index, column)| {
        let column = column.options.iter();
        column.filter_map(move |option| {
            option.check(quote!(&<#ident as ::folio::Sortable>::COLUMNS[#index]))
        })
    });
    let checks = checks.map(|check| quote!(const _: () = #check;));
    let columns = columns.iter().map(expand);
    quote! {
        #[automatically_derived]
        impl ::folio::Sortable for #ident {
            const COLUMNS: &'static [::folio::pages::Column<Self>] = &[#(#columns),*];
            const KEY: &'static [usize] = &[#(#key),*];
            const DEFAULT: &'static [(usize, ::folio::pages::SortDirection)] = &[#(#default),*];
        }
        #(#checks)*
    }
}

/// A column with what its options add.
fn expand(column: &Column) -> TokenStream {
    let Column {
        field,
        ty,
        name,
        options,
    } = column;
    let value = quote_spanned!(ty.span()=> <#ty as ::folio::pages::Key>::value(&__row.#field));
    let new = quote_spanned!(ty.span()=> ::folio::pages::Column::<Self>::new::<#ty>);
    // In a database it has the field's name, whatever requests call it.
    let stored = field.unraw().to_string();
    let stored = (stored != name.value()).then(|| quote!(.stored_as(#stored)));
    let options = options.iter().map(FieldOption::expand);
    quote!(#new(#name, |__row| #value) #stored #(#options)*)
}

/// `::folio::pages::SortDirection::…`.
fn direction(name: &str) -> TokenStream {
    if name == "descending" {
        quote!(::folio::pages::SortDirection::Descending)
    } else {
        quote!(::folio::pages::SortDirection::Ascending)
    }
}

/// What keeps the type sortable while its attributes are wrong, so that one mistake is one error.
fn stub(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (generics, arguments, clause) = input.generics.split_for_impl();
    let clause = clause.map(|clause| &clause.predicates);
    let bound = (!input.generics.params.is_empty()).then(|| quote!(Self: 'static,));
    quote! {
        #[automatically_derived]
        impl #generics ::folio::Sortable for #ident #arguments where #bound #clause {
            const COLUMNS: &'static [::folio::pages::Column<Self>] = &[];
            const KEY: &'static [usize] = &[];
            const DEFAULT: &'static [(usize, ::folio::pages::SortDirection)] = &[];
        }
    }
}
