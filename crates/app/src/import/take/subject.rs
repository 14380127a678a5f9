//! Needs and offers. The sender's number makes a row known when it comes again.

use super::{Outcome, Taking};
use crate::import::cells::reason;
use crate::import::record::{NeedRecord, OfferRecord, Whom};
use crate::import::register::fingerprint;
use benfu_domain::id::{NeedId, OfferId, PartyId};
use benfu_domain::need::{Need, NeedState};
use benfu_domain::offer::{Offer, OfferState};
use benfu_domain::region::RegionCode;
use benfu_office::workbook::Reason;

/// Equal titles have equal prints, whatever their spaces.
pub(super) fn title_print(title: &str) -> u128 {
    fingerprint(&title.split_whitespace().collect::<String>())
}

impl Taking<'_> {
    /// Is a need or offer of this number here? Another title under the same number is refused: it may be the
    /// same thing changed, or another thing altogether, and only its sender knows.
    fn known_number(&self, number: &str, title: &str) -> Result<bool, Reason> {
        match self.numbers.get(number) {
            None => Ok(false),
            Some(print) if *print == title_print(title) => Ok(true),
            Some(_) => Err(reason(
                format!("编号“{number}”已用于另一标题的记录"),
                format!("the number '{number}' belongs to a record of another title"),
                (
                    "若是同一条,请在页面上修改;若是另一条,请换一个编号",
                    "if it is the same one, change it on its page; if it is another, give it another number",
                ),
            )),
        }
    }

    /// The party behind a row: the one it names, else the sender's.
    fn owner(&mut self, whom: Option<&Whom>) -> Result<Option<(PartyId, RegionCode)>, Reason> {
        let Some(whom) = whom else {
            return Ok(self
                .sender
                .clone()
                .map(|sender| (sender.party, sender.region)));
        };
        let at = self.party_of(whom)?;
        if !self.register.get(at).standing.may_name {
            return Err(reason(
                format!("您无权以“{}”的名义登记", whom.name),
                format!("you may not enter records in the name of '{}'", whom.name),
                (
                    "请由该单位自行登记,或请其主管单位导入",
                    "let that organisation, or the one that keeps it, enter them",
                ),
            ));
        }
        Ok(Some((
            self.register.get(at).id,
            self.register.region(at).clone(),
        )))
    }

    /// A row of a need.
    pub(super) fn need(&mut self, record: &NeedRecord) -> Result<Outcome, Reason> {
        if self.known_number(&record.number, &record.title)? {
            return Ok(Outcome::Known);
        }
        let owner = self.owner(record.whom.as_ref())?;
        self.numbers
            .insert(record.number.clone(), title_print(&record.title));
        let need = Need {
            id: NeedId::from_bits(self.cx.app.mint()),
            key: self.keys.next(),
            programme: record.programme.clone(),
            title: record.title.clone(),
            text: record.text.clone(),
            party: owner.map(|(party, _)| party),
            organisation: self.organisation,
            region: record.region.clone(),
            state: NeedState::Collected,
            close_code: String::new(),
            terms: record.terms.clone(),
            published_version: 0,
            expires_on: None,
            import: Some(self.import),
            opened_on: record.opened_on.unwrap_or(self.today),
            version: 1,
        };
        self.batch.needs.push((need, record.number.clone()));
        Ok(Outcome::Taken)
    }

    /// A row of an offer.
    pub(super) fn offer(&mut self, record: &OfferRecord) -> Result<Outcome, Reason> {
        if self.known_number(&record.number, &record.title)? {
            return Ok(Outcome::Known);
        }
        let Some((party, _)) = self.owner(record.whom.as_ref())? else {
            return Err(reason(
                "没有写明供给方".to_owned(),
                "the row does not say whose offer it is".to_owned(),
                ("请填写单位名称", "give the name of the party"),
            ));
        };
        self.numbers
            .insert(record.number.clone(), title_print(&record.title));
        let offer = Offer {
            id: OfferId::from_bits(self.cx.app.mint()),
            key: self.keys.next(),
            kind: record.kind.clone(),
            title: record.title.clone(),
            text: record.text.clone(),
            party,
            organisation: self.organisation,
            region: record.region.clone(),
            state: OfferState::Open,
            import: Some(self.import),
            version: 1,
        };
        self.first_facts(offer.key, &record.facts);
        self.batch.offers.push((offer, record.number.clone()));
        Ok(Outcome::Taken)
    }
}
