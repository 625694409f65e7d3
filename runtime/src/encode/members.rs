//! The member of an object that holds its rows.

use serde::{Serialize, ser};

use super::rows::{Each, End, hand_out};

/// Looks for one member among those of an object, and hands out its rows.
pub(super) struct Members<'f> {
    name: &'f str,
    each: Each<'f>,
    /// Whether the key that came last is the name.
    is_next: bool,
    found: bool,
}

impl<'f> Members<'f> {
    pub(super) fn new(name: &'f str, each: Each<'f>) -> Self {
        Members {
            name,
            each,
            is_next: false,
            found: false,
        }
    }

    fn take<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), End> {
        self.found = true;
        hand_out(&value, None, self.each).map_err(End::Failed)
    }

    /// An object without the member is a row itself.
    fn finish(self) -> Result<(), End> {
        self.found.then_some(()).ok_or(End::Object)
    }
}

impl ser::SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = End;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), End> {
        if key == self.name {
            self.take(value)?;
        }
        Ok(())
    }

    fn end(self) -> Result<(), End> {
        self.finish()
    }
}

/// Structs with `#[serde(flatten)]` are maps, too.
impl ser::SerializeMap for Members<'_> {
    type Ok = ();
    type Error = End;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), End> {
        self.is_next = serde_json::to_value(key).is_ok_and(|key| key == self.name);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), End> {
        if self.is_next {
            self.take(value)?;
        }
        Ok(())
    }

    fn end(self) -> Result<(), End> {
        self.finish()
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::{Value, json};

    use super::super::rows_of;

    #[derive(Serialize)]
    struct Page<T> {
        total: u64,
        items: T,
    }

    #[derive(Serialize)]
    struct Linked {
        next: &'static str,
        #[serde(flatten)]
        page: Page<Option<Vec<u8>>>,
    }

    fn page<T>(items: T) -> Page<T> {
        Page { total: 9, items }
    }

    fn seen(value: &dyn erased_serde::Serialize) -> Vec<Value> {
        let mut all = Vec::new();
        let each = |row: &dyn erased_serde::Serialize| {
            all.push(serde_json::to_value(row)?);
            Ok::<(), serde_json::Error>(())
        };
        rows_of(value, "items", each).unwrap();
        all
    }

    #[test]
    fn a_member_has_the_rows_or_the_value_itself() {
        let linked = Linked {
            next: "/2",
            page: page(Some(vec![1, 2])),
        };
        let two = [json!(1), json!(2)];
        assert_eq!(seen(&page(vec![1, 2])), two);
        assert_eq!(seen(&Some(linked)), two);
        assert_eq!(seen(&vec![1, 2]), two);
        assert_eq!(seen(&page(Vec::<u8>::new())), [json!(null); 0]);
        assert_eq!(seen(&page(7)), [json!(7)]);
        assert_eq!(seen(&json!({"total": 9})), [json!({"total": 9})]);
        // Nothing is taken out of a row that is a page itself.
        let row = json!({"total": 9, "items": 1});
        let rows = [row];
        assert_eq!(seen(&page(page(1))), rows);
        assert_eq!(seen(&vec![page(1)]), rows);
    }
}
