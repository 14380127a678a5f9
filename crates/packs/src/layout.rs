//! Which file of a pack is what: folders, names, identifiers.
//!
//! Main items: [`Place`], [`place_of`]. One definition per file, its identifier is its path.

use crate::spelling::is_identifier;

/// A folder of definitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shelf {
    Vocabularies,
    Crosswalks,
    Concepts,
    Schemes,
    Parameters,
    Rules,
    Policies,
    Guides,
    Cases,
    Roles,
    Programmes,
    Calendars,
    Indicators,
    Reports,
    Imports,
    ActivityKinds,
    OfferKinds,
}

/// What a file of a pack is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// The manifest, `pack.toml`.
    Manifest,
    /// `regions.toml`: a city's list is added to that of the pack it extends.
    Regions,
    /// `lexicon.toml`: added likewise.
    Lexicon,
    /// `documents.toml`: added likewise.
    Documents,
    /// A definition: where it stands and its identifier.
    Definition(Shelf, String),
    /// Text for readers of the pack.
    Prose,
    /// A definition whose name cannot be an identifier.
    Misnamed(String),
    /// Nothing that anybody reads.
    Unknown,
}

/// Folder, ending, and whether folders inside it are parts of the identifier.
const SHELVES: &[(&str, Shelf, &str, bool)] = &[
    ("vocabularies", Shelf::Vocabularies, "toml", false),
    ("crosswalks", Shelf::Crosswalks, "toml", false),
    ("concepts", Shelf::Concepts, "toml", false),
    ("schemes", Shelf::Schemes, "toml", false),
    ("parameters", Shelf::Parameters, "toml", true),
    ("rules", Shelf::Rules, "toml", true),
    ("policies", Shelf::Policies, "toml", true),
    ("guides", Shelf::Guides, "toml", true),
    ("cases", Shelf::Cases, "toml", true),
    ("roles", Shelf::Roles, "toml", false),
    ("programmes", Shelf::Programmes, "toml", false),
    ("calendars", Shelf::Calendars, "toml", false),
    ("indicators", Shelf::Indicators, "toml", false),
    ("reports", Shelf::Reports, "md", false),
    ("imports", Shelf::Imports, "toml", false),
    ("activity_kinds", Shelf::ActivityKinds, "toml", false),
    ("offer_kinds", Shelf::OfferKinds, "toml", false),
];

/// What the file at a path is.
pub(crate) fn place_of(path: &str) -> Place {
    match path {
        "pack.toml" => return Place::Manifest,
        "regions.toml" => return Place::Regions,
        "lexicon.toml" => return Place::Lexicon,
        "documents.toml" => return Place::Documents,
        "README.md" | "CHANGELOG.md" => return Place::Prose,
        _ => {}
    }
    let folder = path.split_once('/').and_then(|(folder, rest)| {
        let shelf = SHELVES.iter().find(|shelf| shelf.0 == folder)?;
        Some((shelf, rest))
    });
    let Some(((_, shelf, ending, nested), rest)) = folder else {
        return Place::Unknown;
    };
    let Some(name) = rest
        .strip_suffix(ending)
        .and_then(|name| name.strip_suffix('.'))
    else {
        return Place::Unknown;
    };
    named(*shelf, name, *nested)
}

fn named(shelf: Shelf, name: &str, nested: bool) -> Place {
    let year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = match shelf {
        Shelf::Calendars => year(name),
        Shelf::Reports => report_name(name).is_some(),
        Shelf::Vocabularies
        | Shelf::Crosswalks
        | Shelf::Concepts
        | Shelf::Schemes
        | Shelf::Parameters
        | Shelf::Rules
        | Shelf::Policies
        | Shelf::Guides
        | Shelf::Cases
        | Shelf::Roles
        | Shelf::Programmes
        | Shelf::Indicators
        | Shelf::Imports
        | Shelf::ActivityKinds
        | Shelf::OfferKinds => {
            name.split('/').all(is_identifier) && (nested || !name.contains('/'))
        }
    };
    if fits {
        Place::Definition(shelf, name.replace('/', "."))
    } else {
        Place::Misnamed(name.to_owned())
    }
}

/// The report and the language of a template's name: `half_year.zh`.
pub(crate) fn report_name(name: &str) -> Option<(&str, &str)> {
    let (report, language) = name.rsplit_once('.')?;
    (is_identifier(report) && matches!(language, "zh" | "en")).then_some((report, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identifier_is_the_path() {
        let rule = place_of("rules/hnte/rd_intensity.toml");
        assert_eq!(
            rule,
            Place::Definition(Shelf::Rules, "hnte.rd_intensity".to_owned())
        );
        assert_eq!(
            place_of("concepts/hnte/x.toml"),
            Place::Misnamed("hnte/x".to_owned())
        );
        assert_eq!(
            place_of("concepts/Sales.toml"),
            Place::Misnamed("Sales".to_owned())
        );
        assert_eq!(
            place_of("calendars/2024.toml"),
            Place::Definition(Shelf::Calendars, "2024".to_owned())
        );
    }

    #[test]
    fn what_nobody_reads_is_unknown() {
        for path in [
            "concept/sales.toml",
            "concepts/sales.yaml",
            "notes.toml",
            "concepts/.toml",
        ] {
            assert!(!matches!(place_of(path), Place::Definition(..)), "{path}");
        }
    }
}
