//! What each column of a file is: a field, a fact, or nothing that is read; always with the reason.

use super::ImportKind;
use benfu_domain::Lang;
use benfu_domain::fact::{Concept, SubjectKind};
use benfu_domain::period::Period;
use benfu_office::workbook::REJECTION_COLUMNS;
use benfu_packs::{ImportForm, Pack};

/// What a column is read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A field of the kind, by id.
    Field(String),
    /// A fact about the row's subject.
    Fact {
        /// Concept.
        concept: String,
        /// Its period.
        period: Period,
    },
    /// It is not read.
    Unused(Unused),
}

/// Why a column is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unused {
    /// It has no header.
    NoHeader,
    /// Neither a field nor a concept stands under this header.
    Unknown,
    /// Another column gives the same: its header.
    Given(String),
    /// A yearly figure without a year.
    NoYear,
    /// It was added to rows that came back.
    OfRejection,
}

impl Unused {
    /// The reason for people.
    pub fn text(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Unused::NoHeader => ("没有列名".to_owned(), "it has no header".to_owned()),
            Unused::Unknown => (
                "数据字典中没有这一列".to_owned(),
                "nothing of this name is kept".to_owned(),
            ),
            Unused::Given(header) => (
                format!("已由“{header}”列给出"),
                format!("column '{header}' gives it"),
            ),
            Unused::NoYear => (
                "按年填报的数据,列名中没有年份".to_owned(),
                "a yearly figure whose header names no year".to_owned(),
            ),
            Unused::OfRejection => (
                "退回文件附加的列".to_owned(),
                "added to rows that came back".to_owned(),
            ),
        };
        if lang == Lang::Zh { zh } else { en }
    }
}

/// One column of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnUse {
    /// Its header, as written.
    pub header: String,
    /// What it is read as.
    pub target: Target,
    /// Was that said by the sender rather than recognised?
    pub said: bool,
}

/// What may be read from the columns of one kind of file.
pub(super) struct Vocabulary<'p> {
    pub(super) pack: &'p Pack,
    pub(super) kind: ImportKind,
    pub(super) form: &'p ImportForm,
    /// The year of figures whose headers name none.
    pub(super) year: Option<i32>,
}

impl Vocabulary<'_> {
    /// What each column is. `said` are (field or concept, header) pairs that come first.
    pub(super) fn columns(&self, headers: &[String], said: &[(String, String)]) -> Vec<ColumnUse> {
        let mut columns: Vec<ColumnUse> = headers
            .iter()
            .map(|header| self.column(header, said))
            .collect();
        for place in 0..columns.len() {
            if let Some(winner) = self.winner(&columns, place) {
                let given = Target::Unused(Unused::Given(columns[winner].header.clone()));
                columns[place].target = self.second_meaning(&columns[place]).unwrap_or(given);
            }
        }
        columns
    }

    fn column(&self, header: &str, said: &[(String, String)]) -> ColumnUse {
        let wish = said
            .iter()
            .find(|(_, wanted)| wanted == header)
            .map(|(name, _)| name.as_str());
        let target = match wish {
            Some(name) => self.named(name, header),
            None => self.recognised(header),
        };
        ColumnUse {
            header: header.to_owned(),
            target,
            said: wish.is_some(),
        }
    }

    /// What a column is whose field another column gives: 名称 beside 公司名称 is the brand.
    fn second_meaning(&self, column: &ColumnUse) -> Option<Target> {
        let field = matches!(column.target, Target::Field(_));
        let concept = self
            .concept(&column.header)
            .filter(|_| field && !column.said)?;
        Some(self.fact(concept, &column.header))
            .filter(|target| matches!(target, Target::Fact { .. }))
    }

    /// The field or concept of this name.
    fn named(&self, name: &str, header: &str) -> Target {
        if self.form.fields.iter().any(|field| field.id == name) {
            return Target::Field(name.to_owned());
        }
        let concept = self
            .pack
            .dictionary
            .concepts
            .get(name)
            .filter(|concept| Some(concept.subject) == self.subject());
        concept.map_or(Target::Unused(Unused::Unknown), |concept| {
            self.fact(concept, header)
        })
    }

    fn recognised(&self, header: &str) -> Target {
        if header.is_empty() {
            return Target::Unused(Unused::NoHeader);
        }
        if REJECTION_COLUMNS.contains(&header) {
            return Target::Unused(Unused::OfRejection);
        }
        if let Some(field) = self.form.field_under(header) {
            return Target::Field(field.id.clone());
        }
        let bare = without_year(header);
        let concept = self.concept(header).or_else(|| self.concept(&bare));
        concept.map_or(Target::Unused(Unused::Unknown), |concept| {
            self.fact(concept, header)
        })
    }

    fn concept(&self, header: &str) -> Option<&Concept> {
        self.pack.concept_under(self.subject()?, header)
    }

    fn fact(&self, concept: &Concept, header: &str) -> Target {
        let period = match concept.period {
            benfu_rules::Period::Timeless => Some(Period::Always),
            benfu_rules::Period::Yearly => year_in(header).or(self.year).and_then(Period::year),
        };
        match period {
            Some(period) => Target::Fact {
                concept: concept.id.clone(),
                period,
            },
            None => Target::Unused(Unused::NoYear),
        }
    }

    /// Whom facts in further columns are about.
    fn subject(&self) -> Option<SubjectKind> {
        match self.kind {
            ImportKind::Party | ImportKind::Status | ImportKind::Fact => Some(SubjectKind::Party),
            ImportKind::Offer => Some(SubjectKind::Offer),
            ImportKind::Need | ImportKind::Relation | ImportKind::Activity => None,
        }
    }

    /// The column that gives the same as this one and gives it better: what the sender said, then the header
    /// that stands first in the form, then the column that stands first in the file.
    fn winner(&self, columns: &[ColumnUse], place: usize) -> Option<usize> {
        let target = &columns[place].target;
        if matches!(target, Target::Unused(_)) {
            return None;
        }
        let rank = |at: usize| (!columns[at].said, self.rank(&columns[at]), at);
        let same = (0..columns.len()).filter(|at| columns[*at].target == *target);
        same.min_by_key(|at| rank(*at))
            .filter(|best| *best != place)
    }

    /// How far down its field's list of headers a column's header stands.
    fn rank(&self, column: &ColumnUse) -> usize {
        let Target::Field(id) = &column.target else {
            return 0;
        };
        let field = self.form.fields.iter().find(|field| field.id == *id);
        field
            .and_then(|field| field.rank_of(&column.header))
            .unwrap_or(usize::MAX)
    }
}

/// The year that a header names: `2024年营业收入`, `营业收入(2024)`.
fn year_in(header: &str) -> Option<i32> {
    let digits: Vec<(usize, char)> = header
        .char_indices()
        .filter(|(_, letter)| letter.is_ascii_digit())
        .collect();
    let run = digits.windows(4).find(|run| run[3].0 - run[0].0 == 3)?;
    let around = (run[0].0.checked_sub(1), run[3].0 + 1);
    let digit = |at: Option<usize>| {
        at.and_then(|at| header.as_bytes().get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let year: i32 = header[run[0].0..=run[3].0].parse().ok()?;
    let alone = !digit(around.0) && !digit(Some(around.1));
    (alone && (1900..2100).contains(&year)).then_some(year)
}

/// The header without its year and the words around it.
fn without_year(header: &str) -> String {
    let Some(year) = year_in(header) else {
        return header.to_owned();
    };
    let year = year.to_string();
    let rest = [
        format!("{year}年度"),
        format!("{year}年末"),
        format!("{year}年"),
        year,
    ];
    let found = rest.iter().find(|text| header.contains(text.as_str()));
    found.map_or_else(
        || header.to_owned(),
        |text| header.replacen(text.as_str(), "", 1).trim().to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_gives_up_its_year() {
        for (header, year, bare) in [
            ("2024年营业收入(万元)", Some(2024), "营业收入(万元)"),
            ("营业收入2023", Some(2023), "营业收入"),
            ("2022年度 研发费用", Some(2022), "研发费用"),
            ("营业收入", None, "营业收入"),
            ("20240102 营业收入", None, "20240102 营业收入"),
        ] {
            assert_eq!(year_in(header), year, "{header}");
            assert_eq!(without_year(header), bare, "{header}");
        }
    }
}
