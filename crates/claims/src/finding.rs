//! What the checker hands back: [`Finding`], its [`Kind`] and its [`Severity`].
//!
//! How findings are printed, counted or attached to a file belongs to the callers.

/// How sure the text makes us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The text itself proves the claim wrong.
    Error,
    /// The claim cannot be verified from the text; [`Finding::needs`] says what would settle it.
    Question,
}

impl Severity {
    /// The name in reports and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Question => "question",
        }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// One remark about one place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// An exact substring of the text, at most [`QUOTE_LIMIT`] characters.
    pub quote: String,
    /// Byte offset of the quote in the text.
    pub start: usize,
    /// What sort of claim it is.
    pub kind: Kind,
    /// Whether it is proven wrong or only open.
    pub severity: Severity,
    /// What is wrong and what would be right.
    pub explain: Explanation,
    /// The arithmetic, written out.
    pub computation: String,
    /// What would settle a question; nothing for an error.
    pub needs: Option<String>,
    /// What to write instead, where the arithmetic gives it.
    pub suggestion: Option<Correction>,
}

/// A figure to put in place of a printed one, which holds when all other figures of the claim do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// An exact substring of the text.
    pub quote: String,
    /// Byte offset of the quote in the text.
    pub start: usize,
    /// What to write in its place.
    pub replacement: String,
}

impl Correction {
    /// The advice in words.
    pub fn explain(&self) -> Explanation {
        let (old, new) = (&self.quote, &self.replacement);
        Explanation {
            zh: format!("若其他数字无误,“{old}”应改为“{new}”"),
            en: format!("if the other figures hold, write \"{new}\" instead of \"{old}\""),
        }
    }
}

/// Characters of the longest quote.
pub const QUOTE_LIMIT: usize = 160;

macro_rules! kinds {
    ($($variant:ident $name:literal $meaning:literal),+ $(,)?) => {
        /// The sorts of claims that are checked; see `docs/reference/claims.md`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = $meaning] $variant,)+
        }

        impl Kind {
            /// Every kind, in the order of the reference.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in reports and JSON.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

kinds! {
    Share "share" "占比: a percentage of a whole.",
    Fraction "fraction" "几分之几, 几成, 过半: a share in words.",
    PartWhole "part_whole" "其中: a part beside its whole.",
    Sum "sum" "Parts and their total in prose.",
    TableSum "table_sum" "A total of a row or column.",
    TableShare "table_share" "A share or rate inside a table row.",
    Budget "budget" "Shares of one whole that make one hundred per cent.",
    Growth "growth" "A rate, difference or direction beside both values.",
    Chain "chain" "Several years: compounding, yearly mean, 连续.",
    Multiple "multiple" "翻番, 翻两番, 增长几倍, 是几倍.",
    Points "pp" "百分点 and per cent.",
    Average "average" "A mean beside its total and count, or its range.",
    PerCapita "per_capita" "人均.",
    Ratio "ratio" "A rate or intensity of two amounts.",
    Target "target" "Completion of a plan.",
    Approx "approx" "近, 超, 突破, 不足 beside the exact value.",
    Unit "unit" "One value in two units.",
    StockFlow "stock_flow" "Opening, in, out, closing.",
    Cumulative "cumulative" "A running total.",
    Date "date" "Days, weekdays, spans.",
    Conflict "conflict" "One quantity with two values.",
    Count "count" "A stated number of things beside the things.",
    Rank "rank" "A place beside the listed values.",
    Numbering "numbering" "一是, 二是, 三是.",
}
