//! The dated histories beside a party: names, places, contacts.

use crate::{Arg, Store, StoreError, Write};
use benfu_domain::id::PartyId;
use benfu_domain::party::{Contact, PartyName, Place};

/// Names, places and contacts of one party.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartyHistory {
    /// Names, the oldest first; empty while the party has had only the one in its row.
    pub names: Vec<PartyName>,
    /// Places, the oldest first; empty while no more is known than the region in its row.
    pub places: Vec<Place>,
    /// Contacts; personal data, read only by those who may.
    pub contacts: Vec<Contact>,
}

impl Store {
    /// Names and places of a party; contacts only when `personal` is allowed.
    pub async fn party_history(
        &self,
        id: PartyId,
        personal: bool,
    ) -> Result<PartyHistory, StoreError> {
        let contacts = if personal {
            self.contacts(id).await?
        } else {
            Vec::new()
        };
        Ok(PartyHistory {
            names: self.names(id).await?,
            places: self.places(id).await?,
            contacts,
        })
    }

    async fn names(&self, id: PartyId) -> Result<Vec<PartyName>, StoreError> {
        let sql = "SELECT name, from_on, until_on FROM party_name WHERE party = $1 ORDER BY ordinal LIMIT 200";
        let rows = self.rows(sql, &[Arg::shown(&id)]).await?;
        rows.iter()
            .map(|row| {
                let (from, until) = (row.day_or_none("from_on")?, row.day_or_none("until_on")?);
                Ok(PartyName {
                    name: row.text("name")?,
                    from,
                    until,
                })
            })
            .collect()
    }

    async fn places(&self, id: PartyId) -> Result<Vec<Place>, StoreError> {
        let sql = "SELECT region, address, from_on, until_on FROM party_place WHERE party = $1 ORDER BY ordinal LIMIT 200";
        let rows = self.rows(sql, &[Arg::shown(&id)]).await?;
        rows.iter()
            .map(|row| {
                let (from, until) = (row.day_or_none("from_on")?, row.day_or_none("until_on")?);
                let region = row.parsed("region", |text| text.parse().ok())?;
                Ok(Place {
                    region,
                    address: row.text("address")?,
                    from,
                    until,
                })
            })
            .collect()
    }

    async fn contacts(&self, id: PartyId) -> Result<Vec<Contact>, StoreError> {
        let sql = "SELECT name, post, telephone, from_on, until_on FROM party_contact WHERE party = $1 ORDER BY ordinal LIMIT 200";
        let rows = self.rows(sql, &[Arg::shown(&id)]).await?;
        rows.iter()
            .map(|row| {
                let (from, until) = (row.day_or_none("from_on")?, row.day_or_none("until_on")?);
                let (name, post) = (row.text("name")?, row.text("post")?);
                Ok(Contact {
                    name,
                    post,
                    telephone: row.text("telephone")?,
                    from,
                    until,
                })
            })
            .collect()
    }
}

impl Write {
    /// The first histories of new parties.
    pub fn add_histories(&mut self, histories: &[(PartyId, PartyHistory)]) -> &mut Write {
        let mut names = Vec::new();
        let mut places = Vec::new();
        let mut contacts = Vec::new();
        for (party, history) in histories {
            names.extend(
                (1_i64..)
                    .zip(&history.names)
                    .map(|(ordinal, name)| name_args(*party, ordinal, name)),
            );
            places.extend(
                (1_i64..)
                    .zip(&history.places)
                    .map(|(ordinal, place)| place_args(*party, ordinal, place)),
            );
            contacts.extend(
                (1_i64..)
                    .zip(&history.contacts)
                    .map(|(ordinal, contact)| contact_args(*party, ordinal, contact)),
            );
        }
        self.add_rows(
            "party_name",
            &["party", "ordinal", "name", "from_on", "until_on"],
            names,
        );
        self.add_rows(
            "party_place",
            &[
                "party", "ordinal", "region", "address", "from_on", "until_on",
            ],
            places,
        );
        let columns = &[
            "party",
            "ordinal",
            "name",
            "post",
            "telephone",
            "from_on",
            "until_on",
        ];
        self.add_rows("party_contact", columns, contacts)
    }

    /// Replaces the histories of one party by its next state; old names and places are part of it.
    pub fn replace_history(&mut self, party: PartyId, history: &PartyHistory) -> &mut Write {
        for table in ["party_name", "party_place", "party_contact"] {
            let sql = format!("DELETE FROM {table} WHERE party = $1");
            self.step(sql, vec![Arg::shown(&party)], crate::write::Expect::Any);
        }
        self.add_histories(&[(party, history.clone())])
    }
}

fn name_args(party: PartyId, ordinal: i64, name: &PartyName) -> Vec<Arg> {
    vec![
        Arg::shown(&party),
        ordinal.into(),
        name.name.as_str().into(),
        Arg::shown_or_none(name.from.as_ref()),
        Arg::shown_or_none(name.until.as_ref()),
    ]
}

fn place_args(party: PartyId, ordinal: i64, place: &Place) -> Vec<Arg> {
    vec![
        Arg::shown(&party),
        ordinal.into(),
        Arg::shown(&place.region),
        place.address.as_str().into(),
        Arg::shown_or_none(place.from.as_ref()),
        Arg::shown_or_none(place.until.as_ref()),
    ]
}

fn contact_args(party: PartyId, ordinal: i64, contact: &Contact) -> Vec<Arg> {
    vec![
        Arg::shown(&party),
        ordinal.into(),
        contact.name.as_str().into(),
        contact.post.as_str().into(),
        contact.telephone.as_str().into(),
        Arg::shown_or_none(contact.from.as_ref()),
        Arg::shown_or_none(contact.until.as_ref()),
    ]
}
