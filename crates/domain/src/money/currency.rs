//! Currencies (币种) by their ISO 4217 codes, with the names people write.
//!
//! Main type: [`Currency`]. Exchange rates do not belong here.

/// A currency, by its ISO 4217 alphabetic code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Currency {
    /// Renminbi (人民币).
    Cny,
    /// United States dollar (美元).
    Usd,
    /// Hong Kong dollar (港元).
    Hkd,
    /// Macao pataca (澳门元).
    Mop,
    /// New Taiwan dollar (新台币).
    Twd,
    /// Euro (欧元).
    Eur,
    /// Pound sterling (英镑).
    Gbp,
    /// Japanese yen (日元).
    Jpy,
    /// South Korean won (韩元).
    Krw,
    /// Singapore dollar (新加坡元).
    Sgd,
    /// Australian dollar (澳大利亚元).
    Aud,
    /// Canadian dollar (加拿大元).
    Cad,
    /// Swiss franc (瑞士法郎).
    Chf,
}

/// What ISO 4217 and usage say about one currency.
struct Facts {
    code: &'static str,
    zh: &'static str,
    minor_digits: u32,
    written: &'static [&'static str],
}

impl Currency {
    /// Every currency that can be recorded.
    pub const ALL: [Currency; 13] = [
        Currency::Cny,
        Currency::Usd,
        Currency::Hkd,
        Currency::Mop,
        Currency::Twd,
        Currency::Eur,
        Currency::Gbp,
        Currency::Jpy,
        Currency::Krw,
        Currency::Sgd,
        Currency::Aud,
        Currency::Cad,
        Currency::Chf,
    ];

    /// The currency of an ISO 4217 alphabetic code in capitals, `None` when it is not carried here.
    pub fn from_code(code: &str) -> Option<Currency> {
        Currency::ALL
            .into_iter()
            .find(|currency| currency.code() == code)
    }

    /// The ISO 4217 alphabetic code.
    pub fn code(self) -> &'static str {
        self.facts().code
    }

    /// The name that follows an amount in Chinese (`元` for renminbi, `美元`, `港元`, …).
    pub fn zh(self) -> &'static str {
        self.facts().zh
    }

    /// How many decimal digits the minor unit has (ISO 4217): 2 for fen, 0 for yen.
    pub fn minor_digits(self) -> u32 {
        self.facts().minor_digits
    }

    /// The names and signs people write for the currency, in lower case, without the bare `元`.
    pub fn written_names(self) -> &'static [&'static str] {
        self.facts().written
    }

    fn facts(self) -> Facts {
        let (code, zh, minor_digits, written): (_, _, _, &'static [&'static str]) = match self {
            Currency::Cny => ("CNY", "元", 2, &["人民币", "rmb", "cny", "¥", "yuan"]),
            Currency::Usd => ("USD", "美元", 2, &["美元", "美金", "usd", "us$", "$"]),
            Currency::Hkd => ("HKD", "港元", 2, &["港元", "港币", "港幣", "hkd", "hk$"]),
            Currency::Mop => ("MOP", "澳门元", 2, &["澳门元", "澳门币", "mop"]),
            Currency::Twd => ("TWD", "新台币", 2, &["新台币", "台币", "twd", "nt$"]),
            Currency::Eur => ("EUR", "欧元", 2, &["欧元", "eur", "€"]),
            Currency::Gbp => ("GBP", "英镑", 2, &["英镑", "gbp", "£"]),
            Currency::Jpy => ("JPY", "日元", 0, &["日元", "日圆", "jpy"]),
            Currency::Krw => ("KRW", "韩元", 0, &["韩元", "韩圆", "韩币", "krw"]),
            Currency::Sgd => ("SGD", "新加坡元", 2, &["新加坡元", "新币", "sgd", "s$"]),
            Currency::Aud => ("AUD", "澳大利亚元", 2, &["澳大利亚元", "澳元", "aud"]),
            Currency::Cad => ("CAD", "加拿大元", 2, &["加拿大元", "加元", "cad"]),
            Currency::Chf => ("CHF", "瑞士法郎", 2, &["瑞士法郎", "瑞郎", "chf"]),
        };
        Facts {
            code,
            zh,
            minor_digits,
            written,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_to_its_currency() {
        for currency in Currency::ALL {
            assert_eq!(Currency::from_code(currency.code()), Some(currency));
        }
        assert_eq!(Currency::from_code("cny"), None);
    }

    #[test]
    fn no_written_name_stands_for_two_currencies() {
        let mut names: Vec<&str> = Currency::ALL
            .iter()
            .flat_map(|currency| currency.written_names())
            .copied()
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
