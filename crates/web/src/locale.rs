//! Words, numbers, dates and money in Chinese and English.
//!
//! Main type: [`Lang`]. Chinese is the default whatever the browser says; English is chosen by a
//! person (`/lang/en`, or `?lang=en` for one page) and remembered in a cookie. Words live in
//! `locales/{zh,en}/*.ftl`; a test keeps both sides equal and free of unused keys.
//! What does not belong here: labels of a policy pack, which come with the data in both languages.

use std::borrow::Cow;
use std::convert::Infallible;
use std::sync::LazyLock;

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::header::{COOKIE, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use include_dir::{Dir, include_dir};
use jiff::civil::{Date, DateTime};

use crate::{calendar_text, money_text};

static CATALOGUES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/locales");
static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> =
    LazyLock::new(|| [load(Lang::Zh), load(Lang::En)]);

/// A language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Chinese, the default.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Both languages, the default first.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The code in addresses and cookies: `zh` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The tag for the `lang` attribute of a page.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language one click away.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// Reads a code; anything unknown is `None`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The words for `key`.
    pub fn t(self, key: &str) -> Cow<'static, str> {
        self.format(key, None)
    }

    /// Names one after the other, as a sentence lists them.
    pub fn listed(self, names: &[String]) -> String {
        names.join(if self == Self::Zh { "、" } else { ", " })
    }

    /// The words for `key` around a count: `$n` chooses the plural form, `$count` is the number
    /// written for people.
    pub fn tn(self, key: &str, n: impl Given<i64>) -> Cow<'static, str> {
        let n = n.given();
        let mut args = FluentArgs::new();
        args.set("n", n);
        args.set("count", self.int(n));
        self.format(key, Some(&args))
    }

    /// The words for `key` around one value, `$value`.
    pub fn tv(self, key: &str, value: impl AsRef<str>) -> Cow<'static, str> {
        let mut args = FluentArgs::new();
        args.set("value", value.as_ref().to_owned());
        self.format(key, Some(&args))
    }

    /// The words for `key` around several named values.
    pub fn tw(self, key: &str, values: &[(&str, &str)]) -> Cow<'static, str> {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, (*value).to_owned());
        }
        self.format(key, Some(&args))
    }

    /// A whole number with thousands separators.
    pub fn int(self, n: impl Given<i64>) -> String {
        money_text::grouped(i128::from(n.given()))
    }

    /// Money in the size people speak of, from fen: `1.2 亿元`, `CNY 120 million`. Rounded to two
    /// decimals; [`Lang::money_exact`] gives every fen.
    pub fn money(self, fen: impl Given<i64>) -> String {
        money_text::spoken(self, fen.given())
    }

    /// Money to the fen, from fen: `1,234.50 元`, `CNY 1,234.50`.
    pub fn money_exact(self, fen: impl Given<i64>) -> String {
        money_text::exact(self, fen.given())
    }

    /// A share as a percentage with one decimal, rounded half away from zero; a dash when `of` is 0.
    pub fn percent(self, part: impl Given<i64>, of: impl Given<i64>) -> String {
        money_text::percent(part.given(), of.given())
    }

    /// A day: `2025-07-15`, `15 Jul 2025`.
    pub fn date(self, day: impl Given<Date>) -> String {
        calendar_text::date(self, day.given())
    }

    /// A moment of the local clock, to the minute.
    pub fn moment(self, at: impl Given<DateTime>) -> String {
        calendar_text::moment(self, at.given())
    }

    /// A span of days, open where a day is absent.
    pub fn span(self, from: impl Given<Option<Date>>, until: impl Given<Option<Date>>) -> String {
        let from = from
            .given()
            .map_or_else(String::new, |from| self.date(from));
        match until.given() {
            Some(until) => format!("{from} – {}", self.date(until)),
            None => format!("{from} –"),
        }
    }

    /// Whether the catalogue of this language has `key`.
    pub fn has(self, key: &str) -> bool {
        BUNDLES[self as usize].has_message(key)
    }

    fn format(self, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
        let bundle = &BUNDLES[self as usize];
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, lang = self.code(), "no words for this key");
            return Cow::Owned(format!("⟦{key}⟧"));
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, args, &mut errors);
        if !errors.is_empty() {
            tracing::error!(
                key,
                lang = self.code(),
                ?errors,
                "words could not be filled in"
            );
        }
        Cow::Owned(text.into_owned())
    }
}

/// A count as words and pictures take it; one that no list of ours reaches becomes the largest number.
pub(crate) fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}

/// A value a template hands over, directly or through references (templates borrow their fields).
pub trait Given<T: Copy> {
    /// The value itself.
    fn given(&self) -> T;
}

impl<T: Copy, R: Given<T> + ?Sized> Given<T> for &R {
    fn given(&self) -> T {
        (**self).given()
    }
}

/// Values that are given as themselves.
macro_rules! given {
    ($($kind:ty),+) => {
        $(impl Given<$kind> for $kind {
            fn given(&self) -> $kind {
                *self
            }
        })+
    };
}
given!(i64, Date, DateTime, Option<Date>, Lang);

impl Given<Option<Date>> for Date {
    fn given(&self) -> Option<Date> {
        Some(*self)
    }
}

/// Reads all catalogue files of one language; a faulty file is reported and its good messages kept.
fn load(lang: Lang) -> FluentBundle<FluentResource> {
    let plural_rules = lang.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![plural_rules]);
    bundle.set_use_isolating(false);
    for (name, text) in catalogue_files(lang) {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(good, errors)| {
            tracing::error!(name, ?errors, "faulty catalogue");
            good
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(name, ?errors, "a key stands twice");
        }
    }
    bundle
}

/// Name and text of each catalogue file of a language.
pub(crate) fn catalogue_files(lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
    CATALOGUES
        .get_dir(lang.code())
        .into_iter()
        .flat_map(Dir::files)
        .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}

impl<S: Sync> FromRequestParts<S> for Lang {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(chosen(parts))
    }
}

impl From<Lang> for benfu_domain::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

/// The language of a request: `?lang`, then the cookie, then Chinese.
pub fn chosen(parts: &Parts) -> Lang {
    chosen_from(&parts.uri, &parts.headers)
}

/// The same for a request that has not been taken apart.
pub(crate) fn chosen_of<B>(request: &axum::http::Request<B>) -> Lang {
    chosen_from(request.uri(), request.headers())
}

fn chosen_from(uri: &Uri, headers: &HeaderMap) -> Lang {
    let asked = uri
        .query()
        .and_then(|query| value_of(query.split('&'), "lang"));
    let cookies = || {
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
    };
    let remembered = || cookies().find_map(|line| value_of(line.split("; "), "lang"));
    asked
        .or_else(remembered)
        .and_then(Lang::from_code)
        .unwrap_or(Lang::Zh)
}

/// The value of the pair `name=value` among `pairs`.
fn value_of<'a>(mut pairs: impl Iterator<Item = &'a str>, name: &str) -> Option<&'a str> {
    pairs.find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

/// Where to return after the language was switched.
#[derive(Debug, serde::Deserialize)]
pub struct Back {
    back: Option<String>,
}

/// `/lang/{code}?back=/needs`: remembers the language for a year and returns. An unknown code changes
/// nothing.
pub async fn switch_language(Path(code): Path<String>, Query(asked): Query<Back>) -> Response {
    let back = asked
        .back
        .filter(|path| is_local(path))
        .unwrap_or_else(|| "/".to_owned());
    let Some(lang) = Lang::from_code(&code) else {
        return (StatusCode::SEE_OTHER, [(LOCATION, back)]).into_response();
    };
    let cookie = format!(
        "lang={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        lang.code()
    );
    (
        StatusCode::SEE_OTHER,
        [(LOCATION, back), (SET_COOKIE, cookie)],
    )
        .into_response()
}

/// Whether `path` stays on this site: it must start with one slash and be a plain address, so that
/// `//evil.example` and `/\evil.example` are refused.
pub fn is_local(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.parse::<Uri>().is_ok_and(|uri| uri.host().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(uri: &str, cookie: Option<&str>) -> Parts {
        let mut request = axum::http::Request::builder().uri(uri);
        if let Some(cookie) = cookie {
            request = request.header(COOKIE, cookie);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn chinese_unless_a_person_chose_otherwise() {
        assert_eq!(chosen(&parts("/needs", None)), Lang::Zh);
        assert_eq!(chosen(&parts("/needs", Some("a=b; lang=en"))), Lang::En);
        assert_eq!(chosen(&parts("/needs?lang=zh", Some("lang=en"))), Lang::Zh);
        assert_eq!(chosen(&parts("/needs?x=1&lang=en", None)), Lang::En);
        assert_eq!(chosen(&parts("/needs?lang=xx", None)), Lang::Zh);
    }

    #[test]
    fn only_addresses_of_this_site_are_returned_to() {
        assert!(is_local("/needs?state=published"));
        for foreign in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "",
            "needs",
        ] {
            assert!(!is_local(foreign), "{foreign}");
        }
    }

    #[test]
    fn counts_choose_the_plural_form() {
        assert_eq!(Lang::En.tn("rows-count", 1), "1 row");
        assert_eq!(Lang::En.tn("rows-count", 12_000), "12,000 rows");
        assert_eq!(Lang::Zh.tn("rows-count", 12_000), "共 12,000 条");
    }
}
