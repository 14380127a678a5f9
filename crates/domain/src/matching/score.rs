//! One score whose parts are shown.

use crate::label::Label;
use crate::word::worded;
use benfu_rules::Answer;

worded! {
    /// A part of the score.
    ScorePart {
        /// How near the texts are.
        Similarity = "similarity",
        /// How many constraints are already answered.
        Certainty = "certainty",
        /// How mature the technology is.
        Maturity = "maturity",
        /// What the supplier has brought to an end before.
        TrackRecord = "track_record",
        /// How near the supplier is.
        Place = "place",
    }
}

/// How much each part counts, in permille of the whole. Pack data; the sum is 1,000.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// Weight of each part, in the order of [`ScorePart::ALL`].
    pub permille: [u16; 5],
}

impl Default for Weights {
    /// The ranking in force when a pack says nothing: text decides, the rest tips the balance.
    fn default() -> Self {
        Weights {
            permille: [700, 100, 80, 80, 40],
        }
    }
}

/// What is known about a candidate beside its constraints.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Similarity of the texts, permille of the best hit.
    pub similarity_permille: u16,
    /// The words that both texts share, the weightiest first.
    pub shared_terms: Vec<String>,
    /// Technology readiness level 1-9, if known.
    pub maturity_level: Option<u8>,
    /// Cases of the supplier that were accepted or adopted.
    pub good_ends: u32,
    /// Cases of the supplier that ended otherwise.
    pub other_ends: u32,
    /// Is the supplier in the same district, the same city, elsewhere, or is it not known?
    pub nearness: Nearness,
}

worded! {
    /// How near a supplier is to the need.
    #[derive(Default)]
    Nearness {
        /// Nothing says where one of the two is.
        #[default]
        Unknown = "unknown",
        /// Elsewhere.
        Far = "far",
        /// In the same city.
        SameCity = "same_city",
        /// In the same district.
        SameDistrict = "same_district",
    }
}

/// The fused score and its parts, in permille.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// The whole, 0 to 1,000.
    pub total_permille: u16,
    /// Each part with its value and its contribution to the whole, both in permille.
    pub parts: Vec<(ScorePart, u16, u16)>,
}

/// A reason for or against a pairing beside the constraints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Both texts speak of these.
    SharedTerms(Vec<String>),
    /// The texts share nothing.
    NoSharedTerms,
    /// The technology stands at this readiness level.
    Maturity(u8),
    /// The readiness level is not known.
    MaturityUnknown,
    /// So many cases came to a good end.
    TrackRecord(u32),
    /// No case came to an end yet.
    NoTrackRecord,
    /// So many cases ended without acceptance.
    OtherEnds(u32),
    /// Where the supplier is.
    Near(Nearness),
}

impl Weights {
    /// Fuses the parts. Whole numbers only, so that equal inputs give equal ranks everywhere.
    pub fn score(&self, evidence: &Evidence, answers: &[Answer]) -> Score {
        let values = [
            evidence.similarity_permille.min(1000),
            certainty(answers),
            evidence
                .maturity_level
                .map_or(0, |level| u16::from(level.min(9)) * 111),
            track_record(evidence),
            nearness_permille(evidence.nearness),
        ];
        let weighted = ScorePart::ALL.iter().zip(values).zip(self.permille);
        let parts: Vec<_> = weighted
            .map(|((part, value), weight)| (*part, value, contribution(value, weight)))
            .collect();
        let total = parts.iter().map(|(_, _, given)| *given).sum::<u16>();
        Score {
            total_permille: total.min(1000),
            parts,
        }
    }
}

fn contribution(value: u16, weight: u16) -> u16 {
    let product = u32::from(value) * u32::from(weight) / 1000;
    u16::try_from(product).unwrap_or(u16::MAX)
}

/// The share of constraints that are met; a need without constraints leaves nothing to ask.
fn certainty(answers: &[Answer]) -> u16 {
    if answers.is_empty() {
        return 1000;
    }
    let met = answers
        .iter()
        .filter(|answer| **answer == Answer::Met)
        .count();
    u16::try_from(met * 1000 / answers.len()).unwrap_or(1000)
}

/// Good ends weigh up to five; each other end takes back half of one.
fn track_record(evidence: &Evidence) -> u16 {
    let halves = (evidence.good_ends.min(5) * 2).saturating_sub(evidence.other_ends);
    u16::try_from(halves * 100).unwrap_or(1000)
}

fn nearness_permille(nearness: Nearness) -> u16 {
    match nearness {
        Nearness::Unknown | Nearness::Far => 0,
        Nearness::SameCity => 500,
        Nearness::SameDistrict => 1000,
    }
}

impl Evidence {
    /// The reasons that speak for or against the pairing, in the order of the score's parts.
    pub fn reasons(&self) -> Vec<Reason> {
        let mut reasons = vec![
            if self.shared_terms.is_empty() {
                Reason::NoSharedTerms
            } else {
                Reason::SharedTerms(self.shared_terms.clone())
            },
            self.maturity_level
                .map_or(Reason::MaturityUnknown, Reason::Maturity),
            if self.good_ends > 0 {
                Reason::TrackRecord(self.good_ends)
            } else {
                Reason::NoTrackRecord
            },
        ];
        if self.other_ends > 0 {
            reasons.push(Reason::OtherEnds(self.other_ends));
        }
        reasons.push(Reason::Near(self.nearness));
        reasons
    }
}

impl ScorePart {
    /// Its name for people.
    pub fn label(self) -> Label {
        let (zh, en) = match self {
            ScorePart::Similarity => ("内容相近", "similarity"),
            ScorePart::Certainty => ("条件已明确", "certainty"),
            ScorePart::Maturity => ("技术成熟度", "maturity"),
            ScorePart::TrackRecord => ("过往成效", "track record"),
            ScorePart::Place => ("距离", "place"),
        };
        Label::new(zh, en)
    }
}

impl Reason {
    /// The reason in words.
    pub fn label(&self) -> Label {
        match self {
            Reason::SharedTerms(terms) => Label::new(
                format!("双方都提到:{}", terms.join("、")),
                format!("both speak of: {}", terms.join(", ")),
            ),
            Reason::NoSharedTerms => Label::new("双方文字没有共同用语", "the texts share no terms"),
            Reason::Maturity(level) => Label::new(
                format!("技术成熟度 {level} 级"),
                format!("technology readiness level {level}"),
            ),
            Reason::MaturityUnknown => {
                Label::new("技术成熟度未填报", "technology readiness is not known")
            }
            Reason::TrackRecord(count) => Label::new(
                format!("已有 {count} 项合作通过验收"),
                format!("{count} cases were accepted before"),
            ),
            Reason::NoTrackRecord => Label::new("尚无完成的合作", "no case has come to an end yet"),
            Reason::OtherEnds(count) => Label::new(
                format!("有 {count} 项合作未通过验收"),
                format!("{count} cases ended without acceptance"),
            ),
            Reason::Near(Nearness::SameDistrict) => Label::new("同在本区", "in the same district"),
            Reason::Near(Nearness::SameCity) => Label::new("同在本市", "in the same city"),
            Reason::Near(Nearness::Unknown) => {
                Label::new("所在地未登记,无法比较远近", "the place is not known")
            }
            Reason::Near(Nearness::Far) => Label::new("不在本市", "not in the same city"),
        }
    }

    /// Does it speak for the pairing?
    pub fn favours(&self) -> bool {
        match self {
            Reason::SharedTerms(_) | Reason::TrackRecord(_) => true,
            Reason::Maturity(level) => *level >= 6,
            Reason::Near(nearness) => {
                matches!(nearness, Nearness::SameCity | Nearness::SameDistrict)
            }
            Reason::NoSharedTerms
            | Reason::MaturityUnknown
            | Reason::NoTrackRecord
            | Reason::OtherEnds(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_add_up_to_the_whole() {
        let evidence = Evidence {
            similarity_permille: 1000,
            maturity_level: Some(9),
            good_ends: 5,
            nearness: Nearness::SameDistrict,
            ..Evidence::default()
        };
        let score = Weights::default().score(&evidence, &[Answer::Met]);
        assert_eq!(
            score.total_permille,
            score.parts.iter().map(|part| part.2).sum::<u16>()
        );
        assert!(score.total_permille >= 990);
    }

    #[test]
    fn an_unanswered_constraint_lowers_but_does_not_exclude() {
        let known = Weights::default().score(&Evidence::default(), &[Answer::Met]);
        let open = Weights::default().score(&Evidence::default(), &[Answer::Unknown]);
        assert!(open.total_permille < known.total_permille);
    }
}
