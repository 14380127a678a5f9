//! What a need must say before it is published: the door that refuses vague needs politely.

use super::{Need, Terms};
use crate::label::Label;
use crate::word::worded;

worded! {
    /// A part that publication asks for.
    PublicationPart {
        /// The party that has the need.
        Owner = "owner",
        /// What is measured.
        Metric = "metric",
        /// The value today.
        Baseline = "baseline",
        /// Hard conditions, or the statement that there are none.
        Constraints = "constraints",
        /// Who answers for it.
        OwnerPost = "owner_post",
        /// Where the money comes from.
        BudgetPath = "budget_path",
        /// How the result will be tested.
        AcceptanceTest = "acceptance_test",
        /// When the trial begins and ends.
        Dates = "dates",
        /// What happens if it works.
        IfItWorks = "if_it_works",
    }
}

impl PublicationPart {
    /// Its name for people.
    pub fn label(self) -> Label {
        let (zh, en) = match self {
            PublicationPart::Owner => ("需求单位", "owner"),
            PublicationPart::Metric => ("衡量指标", "metric"),
            PublicationPart::Baseline => ("现状值", "baseline"),
            PublicationPart::Constraints => ("硬性条件", "hard constraints"),
            PublicationPart::OwnerPost => ("责任岗位", "responsible post"),
            PublicationPart::BudgetPath => ("资金渠道", "budget path"),
            PublicationPart::AcceptanceTest => ("验收办法", "acceptance test"),
            PublicationPart::Dates => ("起止日期", "dates"),
            PublicationPart::IfItWorks => ("成功后的安排", "what happens if it works"),
        };
        Label::new(zh, en)
    }
}

impl Need {
    /// The parts that publication still lacks of those that the need's programme asks for, in the order of the form. Empty
    /// means ready.
    pub fn missing(&self, asked: &[PublicationPart]) -> Vec<PublicationPart> {
        let lacks = |part: &PublicationPart| match part {
            PublicationPart::Owner => self.party.is_none(),
            PublicationPart::Metric
            | PublicationPart::Baseline
            | PublicationPart::Constraints
            | PublicationPart::OwnerPost
            | PublicationPart::BudgetPath
            | PublicationPart::AcceptanceTest
            | PublicationPart::Dates
            | PublicationPart::IfItWorks => self.terms.lacks(*part),
        };
        PublicationPart::ALL
            .iter()
            .copied()
            .filter(|part| asked.contains(part) && lacks(part))
            .collect()
    }
}

impl Terms {
    fn lacks(&self, part: PublicationPart) -> bool {
        let blank = |text: &str| text.trim().is_empty();
        match part {
            PublicationPart::Owner => false,
            PublicationPart::Metric => blank(&self.metric),
            PublicationPart::Baseline => self.baseline_milli.is_none(),
            PublicationPart::Constraints => self.constraints.is_empty() && !self.unconstrained,
            PublicationPart::OwnerPost => blank(&self.owner_post),
            PublicationPart::BudgetPath => blank(&self.budget_path),
            PublicationPart::AcceptanceTest => blank(&self.acceptance_test),
            PublicationPart::Dates => !self.dates_in_order(),
            PublicationPart::IfItWorks => blank(&self.if_it_works),
        }
    }

    fn dates_in_order(&self) -> bool {
        matches!((self.starts_on, self.ends_on), (Some(start), Some(end)) if start <= end)
    }
}
