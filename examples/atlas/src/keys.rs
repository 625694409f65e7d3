//! The keys that cursors are signed by, as the command line gives them.

use base64::alphabet;
use base64::engine::{DecodePaddingMode, Engine, GeneralPurpose, GeneralPurposeConfig};
use folio::CursorKeys;
use folio::pages::CursorKeyFault;

use crate::database::Database;

/// Why there is nothing to sign cursors by. What was given is secret and not said.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyFault {
    /// None is given where others have to have it, too.
    #[error(
        "no cursor key: give one to all that serve this database, by `--cursor-key` or in \
        ATLAS_CURSOR_KEYS, such as what `openssl rand -hex 32` prints"
    )]
    Missing,
    /// Neither hexadecimal nor base64.
    #[error("cursor key {0} is neither hexadecimal nor base64")]
    Unreadable(usize),
    /// Too short.
    #[error("cursor key {0}: {1}")]
    Short(usize, #[source] CursorKeyFault),
    /// The system has no random bytes.
    #[error("can't make a cursor key: {0}")]
    Random(getrandom::Error),
}

/// The ring of these keys: the first signs, all are taken.
///
/// Without any, a file is served under a key that is made up: nobody else serves it, so all that is lost
/// are the cursors of walks that outlive the program. A server's database may have other programs in front
/// of it, whose cursors have to be good here.
pub(crate) fn ring(texts: &[String], database: &Database) -> Result<CursorKeys, KeyFault> {
    let texts = texts.iter().filter(|text| !text.is_empty());
    let keys: Vec<Vec<u8>> = texts
        .enumerate()
        .map(|(index, text)| bytes(text).ok_or(KeyFault::Unreadable(index + 1)))
        .collect::<Result<_, _>>()?;
    let Some((first, older)) = keys.split_first() else {
        return match database {
            Database::Sqlite(_) => made_up(),
            Database::Postgres(_) => Err(KeyFault::Missing),
        };
    };
    let mut ring = CursorKeys::new(first).map_err(|fault| KeyFault::Short(1, fault))?;
    for (index, key) in older.iter().enumerate() {
        let rotated = ring.rotated([key]);
        ring = rotated.map_err(|fault| KeyFault::Short(index + 2, fault))?;
    }
    Ok(ring)
}

fn made_up() -> Result<CursorKeys, KeyFault> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(KeyFault::Random)?;
    tracing::warn!(
        "no cursor key is given, so one was made up: cursors are good until the program ends"
    );
    CursorKeys::new(key).map_err(|fault| KeyFault::Short(1, fault))
}

/// The bytes of a key: hexadecimal where it can be, base64 of either alphabet otherwise.
fn bytes(text: &str) -> Option<Vec<u8>> {
    const LENIENT: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
    const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);
    let hex = |text: &str| -> Option<Vec<u8>> {
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        let pairs = text.as_bytes().chunks(2);
        let bytes = pairs.map(|pair| match pair {
            [high, low] => u8::try_from(digit(high)? * 16 + digit(low)?).ok(),
            _ => None,
        });
        bytes.collect()
    };
    hex(text)
        .or_else(|| STANDARD.decode(text).ok())
        .or_else(|| URL_SAFE.decode(text).ok())
}

#[cfg(test)]
mod tests {
    use super::{KeyFault, bytes, ring};

    #[test]
    fn keys_are_hexadecimal_or_base64() {
        let all = [0xfb, 0xff, 0x00];
        for text in ["fbff00", "FBff00", "+/8A", "-_8A"] {
            assert_eq!(bytes(text).as_deref(), Some(&all[..]), "{text}");
        }
        for text in ["+/8", "+/8=", "-_8", "fbfg"] {
            assert!(bytes(text).is_some(), "{text}");
        }
        for text in ["fbff0!", "+_8A", "=", "ä"] {
            assert_eq!(bytes(text), None, "{text}");
        }
    }

    #[test]
    fn faults_say_which_key_and_not_what_it_is() {
        let file = "a.db".parse().unwrap();
        let server = "postgres://h/d".parse().unwrap();
        let good = "ab".repeat(32);
        let keys = |keys: &[&str]| keys.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert!(ring(&[], &file).is_ok());
        assert!(ring(&keys(&[&good, &good]), &server).is_ok());
        assert!(matches!(
            ring(&keys(&[""]), &server),
            Err(KeyFault::Missing)
        ));
        for (bad, fault) in [
            ("?secret?", "cursor key 2 is neither hexadecimal nor base64"),
            (
                "abcd",
                "cursor key 2: a cursor key has 2 bytes: give at least 32 random ones",
            ),
        ] {
            let found = ring(&keys(&[&good, bad]), &file).unwrap_err();
            assert_eq!(found.to_string(), fault);
        }
    }
}
