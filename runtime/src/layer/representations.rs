//! What says how values below a layer are written: templates, encoders, what is produced.

use std::{panic::Location, sync::Arc};

use http::{HeaderValue, header::VARY};

use super::{HeaderSetting, Layer};
use crate::{encode::Encoder, media::essence, offer::Representation, template::TemplateEngine};

/// How many representations one answer may have.
const MOST_REPRESENTATIONS: usize = 32;

impl Layer {
    /// The encoder of a media type, whatever its parameters.
    pub(crate) fn encoder_of(&self, media: &str) -> Option<&Arc<dyn Encoder>> {
        let same = |encoder: &&Arc<dyn Encoder>| {
            essence(encoder.media_type()).eq_ignore_ascii_case(essence(media))
        };
        self.encoders.iter().find(same)
    }

    /// These settings where answers differ by a header of the request, so that caches keep them apart (RFC 9110
    /// §12.5.5).
    pub(crate) fn varying_by(&self, field: &'static str, errors_too: bool) -> Layer {
        let mut varying = self.clone();
        let said = self.headers.iter().filter(|header| header.name == VARY);
        let mut fields = said
            .flat_map(|header| &header.values)
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(str::trim);
        if !fields.any(|known| known == "*" || known.eq_ignore_ascii_case(field)) {
            let mut setting = HeaderSetting::of(VARY, HeaderValue::from_static(field));
            setting.append = true;
            setting.facts.success_only = !errors_too;
            varying.set(setting);
        }
        varying
    }

    #[track_caller]
    pub(crate) fn add_templates(&mut self, engine: impl TemplateEngine) {
        let place = Location::caller();
        for fault in engine.faults() {
            self.fault(place, fault);
        }
        if self.templates.replace(Arc::new(engine)).is_some() {
            self.fault(place, "two template engines on one layer: keep one");
        }
    }

    #[track_caller]
    pub(crate) fn add_encoder(&mut self, encoder: impl Encoder) {
        if self.encoder_of(encoder.media_type()).is_some() {
            let message = format!(
                "two encoders of `{}` on one layer: keep one",
                essence(encoder.media_type())
            );
            self.fault(Location::caller(), message);
        }
        self.encoders.push(Arc::new(encoder));
    }

    #[track_caller]
    pub(crate) fn set_produces(&mut self, list: impl IntoIterator<Item = Representation>) {
        let list: Arc<[Representation]> = list.into_iter().collect();
        if list.is_empty() || list.len() > MOST_REPRESENTATIONS {
            let message = format!("`produces` takes 1 to {MOST_REPRESENTATIONS} representations");
            self.fault(Location::caller(), message);
        }
        self.produces = Some(list);
    }
}
