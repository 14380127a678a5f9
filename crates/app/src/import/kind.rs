//! What the rows of a file are.

use benfu_domain::Label;
use benfu_domain::access::Area;

/// A kind of import. The order is that of recognition: of two kinds that fit a file equally well, the first is
/// taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportKind {
    /// Needs, which arrive as collected.
    Need,
    /// Offers, which arrive open.
    Offer,
    /// A recognition list: parties and the status they hold.
    Status,
    /// Links between parties.
    Relation,
    /// Dated events with counts.
    Activity,
    /// Parties with facts about them.
    Party,
    /// Facts about parties that are in the register already.
    Fact,
}

impl ImportKind {
    /// Every kind, in the order of recognition.
    pub const ALL: [ImportKind; 7] = [
        ImportKind::Need,
        ImportKind::Offer,
        ImportKind::Status,
        ImportKind::Relation,
        ImportKind::Activity,
        ImportKind::Party,
        ImportKind::Fact,
    ];

    /// The word of commands, packs and records.
    pub fn word(self) -> &'static str {
        match self {
            ImportKind::Need => "need",
            ImportKind::Offer => "offer",
            ImportKind::Status => "status",
            ImportKind::Relation => "relation",
            ImportKind::Activity => "activity",
            ImportKind::Party => "party",
            ImportKind::Fact => "fact",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<ImportKind> {
        ImportKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Its name for people.
    pub fn label(self) -> Label {
        let (zh, en) = match self {
            ImportKind::Need => ("需求", "needs"),
            ImportKind::Offer => ("供给", "offers"),
            ImportKind::Status => ("认定名单", "recognition list"),
            ImportKind::Relation => ("关系", "relations"),
            ImportKind::Activity => ("活动", "activities"),
            ImportKind::Party => ("企业", "firms"),
            ImportKind::Fact => ("数据项", "facts"),
        };
        Label::new(zh, en)
    }

    /// Where the right to import it is held.
    pub fn area(self) -> Area {
        match self {
            ImportKind::Need => Area::Need,
            ImportKind::Offer => Area::Offer,
            ImportKind::Fact => Area::Fact,
            ImportKind::Status
            | ImportKind::Relation
            | ImportKind::Activity
            | ImportKind::Party => Area::Party,
        }
    }
}
