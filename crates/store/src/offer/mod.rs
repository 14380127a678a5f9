//! Offers as rows: one offer, the offers of a party, open offers by page.

use crate::write::Expect;
use crate::{Arg, Page, Row, Store, StoreError, Write};
use benfu_domain::id::{OfferId, PartyId, SubjectKey};
use benfu_domain::need::Constraint;
use benfu_domain::offer::{Offer, OfferState};
use std::collections::HashMap;

pub(crate) const COLUMNS: &[&str] = &[
    "id",
    "key",
    "kind",
    "title",
    "text",
    "party",
    "state",
    "organisation",
    "region",
    "import",
];
const OFFER: &str = "SELECT id, key, kind, title, text, party, state, organisation, region, import, version FROM offer";

fn read_offer(row: &Row) -> Result<Offer, StoreError> {
    Ok(Offer {
        id: row.parsed("id", |text| text.parse().ok())?,
        key: SubjectKey(row.int("key")?),
        kind: row.text("kind")?,
        title: row.text("title")?,
        text: row.text("text")?,
        party: row.parsed("party", |text| text.parse().ok())?,
        organisation: row.parsed("organisation", |text| text.parse().ok())?,
        region: row.parsed("region", |text| text.parse().ok())?,
        state: row.parsed("state", OfferState::from_word)?,
        import: row.parsed_or_none("import", |text| text.parse().ok())?,
        version: row.int("version")?,
    })
}

impl Store {
    /// The offer with this id.
    pub async fn offer(&self, id: OfferId) -> Result<Option<Offer>, StoreError> {
        let row = self
            .row(format!("{OFFER} WHERE id = $1"), &[Arg::shown(&id)])
            .await?;
        row.as_ref().map(read_offer).transpose()
    }

    /// The offers with these keys.
    pub async fn offers_by_key(&self, keys: &[SubjectKey]) -> Result<Vec<Offer>, StoreError> {
        let keys = keys.iter().map(|key| key.0.into()).collect();
        let rows = self.rows_in(OFFER, "key", keys, "id").await?;
        rows.iter().map(read_offer).collect()
    }

    pub(crate) async fn offers_where(
        &self,
        clause: &str,
        args: &[Arg],
    ) -> Result<Vec<Offer>, StoreError> {
        let sql = format!("{OFFER} WHERE {clause} ORDER BY id LIMIT ${}", args.len());
        self.rows(sql, args).await?.iter().map(read_offer).collect()
    }

    /// The offers of a party.
    pub async fn offers_of(&self, party: PartyId) -> Result<Vec<Offer>, StoreError> {
        let sql = format!("{OFFER} WHERE party = $1 ORDER BY id LIMIT $2");
        let rows = self
            .rows(sql, &[Arg::shown(&party), Page::MOST.into()])
            .await?;
        rows.iter().map(read_offer).collect()
    }

    /// Offers in a state, the latest first, of regions that start with `region`.
    pub async fn offers(
        &self,
        state: OfferState,
        region: &str,
        page: &Page,
    ) -> Result<Vec<Offer>, StoreError> {
        let sql = format!(
            "{OFFER} WHERE state = $1 AND ($2 = '' OR id < $2) AND region LIKE $3 ORDER BY id DESC LIMIT $4"
        );
        let args = [
            state.word().into(),
            page.after.as_str().into(),
            crate::row::starts_with(region),
            page.bounded().into(),
        ];
        let rows = self.rows(sql, &args).await?;
        rows.iter().map(read_offer).collect()
    }

    /// What these offers ask of whoever needs them, in their order; an offer that asks for nothing is not among them.
    pub async fn offer_conditions(
        &self,
        offers: &[OfferId],
    ) -> Result<HashMap<OfferId, Vec<Constraint>>, StoreError> {
        let select = "SELECT offer, label, rule FROM offer_condition";
        let offers = offers.iter().map(Arg::shown).collect();
        let mut found: HashMap<OfferId, Vec<Constraint>> = HashMap::new();
        for row in &self
            .rows_in(select, "offer", offers, "offer, ordinal")
            .await?
        {
            let offer = row.parsed("offer", |text| text.parse().ok())?;
            found.entry(offer).or_default().push(Constraint {
                label: row.text("label")?,
                rule: row.text("rule")?,
            });
        }
        Ok(found)
    }

    /// How many offers of each kind are in a state, of regions that start with `region`.
    pub async fn offer_counts(
        &self,
        state: OfferState,
        region: &str,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        let sql = "SELECT kind, count(*) AS count FROM offer WHERE state = $1 AND region LIKE $2 GROUP BY kind ORDER BY kind";
        let args = [state.word().into(), crate::row::starts_with(region)];
        let rows = self.rows(sql, &args).await?;
        rows.iter()
            .map(|row| Ok((row.text("kind")?, row.int("count")?)))
            .collect()
    }
}

impl Write {
    /// A new offer, or the next version of one.
    pub fn save_offer(&mut self, offer: &Offer) -> &mut Write {
        self.save_versioned("offer", COLUMNS, offer_args(offer), offer.version)
    }

    /// What an offer asks of whoever needs it, in place of what it asked for before.
    pub fn save_offer_conditions(
        &mut self,
        offer: OfferId,
        conditions: &[Constraint],
    ) -> &mut Write {
        let sql = "DELETE FROM offer_condition WHERE offer = $1";
        self.step(sql, vec![Arg::shown(&offer)], Expect::Any);
        for (ordinal, condition) in (0_i64..).zip(conditions) {
            let args = vec![
                Arg::shown(&offer),
                ordinal.into(),
                condition.label.as_str().into(),
                condition.rule.as_str().into(),
            ];
            self.add_row(
                "offer_condition",
                &["offer", "ordinal", "label", "rule"],
                args,
            );
        }
        self
    }
}

pub(crate) fn offer_args(offer: &Offer) -> Vec<Arg> {
    vec![
        Arg::shown(&offer.id),
        offer.key.0.into(),
        offer.kind.as_str().into(),
        offer.title.as_str().into(),
        offer.text.as_str().into(),
        Arg::shown(&offer.party),
        offer.state.word().into(),
        Arg::shown(&offer.organisation),
        Arg::shown(&offer.region),
        Arg::shown_or_none(offer.import.as_ref()),
    ]
}
