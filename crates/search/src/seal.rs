//! The note kept with each commit: who built the index and what it has seen.
//!
//! Main type: [`Seal`]. Written as `benfu-search FORMAT ANALYZER STAMP`.

const MARK: &str = "benfu-search";
/// Changes whenever the fields of the index or their meaning change.
const FORMAT: u32 = 3;

/// What a commit says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seal {
    /// The fingerprint of the analyser that cut the texts.
    pub(crate) analyzer: u64,
    /// The ledger sequence up to which changes are in the index.
    pub(crate) stamp: u64,
}

impl Seal {
    /// The note as text.
    pub(crate) fn to_text(self) -> String {
        format!("{MARK} {FORMAT} {:016x} {}", self.analyzer, self.stamp)
    }

    /// Reads a note of this format; any other is `None`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let [mark, format, analyzer, stamp] = parts(text)?;
        let known = mark == MARK && format.parse() == Ok(FORMAT);
        let analyzer = u64::from_str_radix(analyzer, 16).ok()?;
        let stamp = stamp.parse().ok()?;
        known.then_some(Self { analyzer, stamp })
    }
}

fn parts(text: &str) -> Option<[&str; 4]> {
    text.split(' ').collect::<Vec<_>>().try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_reads_back() {
        let seal = Seal {
            analyzer: 0xab,
            stamp: 42,
        };
        assert_eq!(Seal::parse(&seal.to_text()), Some(seal));
    }

    #[test]
    fn another_format_is_not_read() {
        assert_eq!(Seal::parse("benfu-search 999 ab 42"), None);
        assert_eq!(Seal::parse("benfu-search 1 ab"), None);
        assert_eq!(Seal::parse(""), None);
    }
}
