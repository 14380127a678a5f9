//! Posted forms: read once, whatever their encoding, and refused unless they come from our own page.
//!
//! Main types: [`Posted`] and [`File`]. A form carries the token of the session; its key, path and
//! content make the key of the request, so that the same form sent twice has one effect.

use axum::Form;
use axum::extract::{FromRequest, FromRequestParts as _, Multipart, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use super::{Signed, Web, WebConfig};
use crate::error_page::{Problem, ProblemKind};

/// The most parts a form may have.
const MOST_PARTS: usize = 2_000;

/// A file of a form.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// The name of its field.
    pub(crate) field: String,
    /// The name it was handed in under.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// What a form said.
#[derive(Clone, Debug, Default)]
struct Said {
    fields: Vec<(String, String)>,
    files: Vec<File>,
}

/// A form that a signed-in person sent from one of our pages.
pub(crate) struct Posted {
    /// Who sent it, with the key of the request in its context.
    pub(crate) signed: Signed,
    said: Said,
}

impl Said {
    fn text(&self, name: &str) -> String {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found
            .map(|(_, value)| value.trim().to_owned())
            .unwrap_or_default()
    }

    fn all(&self, name: &str) -> Vec<String> {
        let same = self.fields.iter().filter(|(field, _)| field == name);
        same.map(|(_, value)| value.trim().to_owned()).collect()
    }

    fn starting(&self, prefix: &str) -> Vec<(String, String)> {
        let named = self.fields.iter();
        named
            .filter_map(|(field, value)| {
                Some((
                    field.strip_prefix(prefix)?.to_owned(),
                    value.trim().to_owned(),
                ))
            })
            .collect()
    }

    fn file(&self, field: &str) -> Option<&File> {
        let chosen =
            |file: &&File| file.field == field && !(file.name.is_empty() && file.bytes.is_empty());
        self.files.iter().find(chosen)
    }
}

impl Posted {
    /// The same as a form without a person: for what is filled in by a link too.
    pub(crate) fn sent(&self) -> Sent {
        Sent {
            request_key: self.signed.cx.request_key.clone(),
            said: self.said.clone(),
        }
    }

    /// A field's text, trimmed; empty when it is not there.
    pub(crate) fn text(&self, name: &str) -> String {
        self.said.text(name)
    }

    /// The texts of a field that may be there several times.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        self.said.all(name)
    }

    /// Whether a box is ticked.
    pub(crate) fn ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// The version of the record that the reader saw; 0 when the form names none.
    pub(crate) fn version(&self) -> i64 {
        self.text("version").parse().unwrap_or(0)
    }

    /// All fields whose names start with `prefix`, with the rest of the name.
    pub(crate) fn starting(&self, prefix: &str) -> Vec<(String, String)> {
        self.said.starting(prefix)
    }

    /// The file of a field, when one was chosen.
    pub(crate) fn file(&self, field: &str) -> Option<&File> {
        self.said.file(field)
    }
}

/// A form that somebody without an account sent from one of our pages; what it may do is decided by the secret in its
/// address.
pub(crate) struct Sent {
    said: Said,
    /// The key of the request.
    pub(crate) request_key: Option<String>,
}

impl Sent {
    /// A field's text, trimmed; empty when it is not there.
    pub(crate) fn text(&self, name: &str) -> String {
        self.said.text(name)
    }

    /// All fields whose names start with `prefix`, with the rest of the name.
    pub(crate) fn starting(&self, prefix: &str) -> Vec<(String, String)> {
        self.said.starting(prefix)
    }

    /// The file of a field, when one was chosen.
    pub(crate) fn file(&self, field: &str) -> Option<&File> {
        self.said.file(field)
    }
}

impl FromRequest<Web> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let path = request.uri().path().to_owned();
        from_here(request.headers(), &web.config).map_err(IntoResponse::into_response)?;
        let said = read(request, web).await?;
        Ok(Sent {
            request_key: request_key(&said, &path),
            said,
        })
    }
}

impl FromRequest<Web> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let mut signed = Signed::from_request_parts(&mut parts, web).await?;
        let path = parts.uri.path().to_owned();
        from_here(&parts.headers, &web.config).map_err(IntoResponse::into_response)?;
        let said = read(Request::from_parts(parts, body), web).await?;
        check_token(&said, signed.form_token()).map_err(IntoResponse::into_response)?;
        signed.cx.request_key = request_key(&said, &path);
        Ok(Posted { signed, said })
    }
}

/// Refuses a form that another site's page sends.
pub(crate) fn from_here(headers: &HeaderMap, config: &WebConfig) -> Result<(), Problem> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(origin) = text(ORIGIN) else {
        return Ok(());
    };
    let from = origin.split_once("://").map(|(_, host)| host);
    let ours = from.is_some() && from == text(HOST);
    let public = config
        .public_url
        .as_deref()
        .map(|url| url.trim_end_matches('/'));
    if ours || public == Some(origin) {
        Ok(())
    } else {
        Err(Problem::new(ProblemKind::Forbidden))
    }
}

async fn read(request: Request, web: &Web) -> Result<Said, Response> {
    let kind = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
        let parts = Multipart::from_request(request, web).await;
        return read_parts(parts.map_err(IntoResponse::into_response)?).await;
    }
    let form = Form::<Vec<(String, String)>>::from_request(request, web).await;
    let Form(fields) = form.map_err(IntoResponse::into_response)?;
    Ok(Said {
        fields,
        files: Vec::new(),
    })
}

async fn read_parts(mut parts: Multipart) -> Result<Said, Response> {
    let mut said = Said::default();
    while let Some(part) = parts
        .next_field()
        .await
        .map_err(IntoResponse::into_response)?
    {
        if said.fields.len() + said.files.len() >= MOST_PARTS {
            return Err(Problem::new(ProblemKind::TooLarge).into_response());
        }
        let field = part.name().unwrap_or_default().to_owned();
        let name = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(IntoResponse::into_response)?;
        match name {
            Some(name) => said.files.push(File {
                field,
                name,
                bytes: bytes.to_vec(),
            }),
            None => said
                .fields
                .push((field, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Ok(said)
}

fn check_token(said: &Said, expected: &str) -> Result<(), Problem> {
    let token = said.fields.iter().find(|(name, _)| name == "form_token");
    let given = token.map(|(_, value)| value.as_str()).unwrap_or_default();
    if same(given.as_bytes(), expected.as_bytes()) {
        Ok(())
    } else {
        Err(Problem::new(ProblemKind::Forbidden))
    }
}

/// Compares in a time that does not depend on where they differ; an empty token equals nothing.
fn same(given: &[u8], expected: &[u8]) -> bool {
    let differing = given
        .iter()
        .zip(expected)
        .fold(0, |sum, (a, b)| sum | (a ^ b));
    !expected.is_empty() && given.len() == expected.len() && differing == 0
}

/// The key of this request: the key of the page, where it was sent, and all that was said.
fn request_key(said: &Said, path: &str) -> Option<String> {
    let key = said.fields.iter().find(|(name, _)| name == "request_key")?;
    let mut digest = Sha256::new();
    let mut add = |bytes: &[u8]| {
        digest.update(bytes.len().to_be_bytes());
        digest.update(bytes);
    };
    add(key.1.as_bytes());
    add(path.as_bytes());
    for (name, value) in &said.fields {
        add(name.as_bytes());
        add(value.as_bytes());
    }
    for file in &said.files {
        add(file.name.as_bytes());
        add(&file.bytes);
    }
    let hex = digest
        .finalize()
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    Some(hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(fields: &[(&str, &str)]) -> Said {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Said {
            fields: fields.iter().map(owned).collect(),
            files: Vec::new(),
        }
    }

    #[test]
    fn a_form_without_the_sessions_token_is_refused() {
        assert!(check_token(&said(&[("form_token", "abc")]), "abc").is_ok());
        for fields in [
            &[][..],
            &[("form_token", "abd")],
            &[("form_token", "ab")],
            &[("form_token", "")],
        ] {
            assert!(check_token(&said(fields), "abc").is_err());
        }
        assert!(check_token(&said(&[("form_token", "")]), "").is_err());
    }

    #[test]
    fn the_same_form_has_the_same_key_and_another_content_another() {
        let first = said(&[("request_key", "k"), ("title", "a")]);
        let again = said(&[("request_key", "k"), ("title", "a")]);
        let other = said(&[("request_key", "k"), ("title", "b")]);
        assert_eq!(request_key(&first, "/needs"), request_key(&again, "/needs"));
        assert_ne!(request_key(&first, "/needs"), request_key(&other, "/needs"));
        assert_ne!(
            request_key(&first, "/needs"),
            request_key(&first, "/offers")
        );
        assert_eq!(request_key(&said(&[("title", "a")]), "/needs"), None);
    }

    #[test]
    fn a_form_from_another_site_is_refused() {
        let headers = |origin: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, "benfu.example".parse().unwrap());
            if let Some(origin) = origin {
                headers.insert(ORIGIN, origin.parse().unwrap());
            }
            headers
        };
        assert!(from_here(&headers(None), &WebConfig::default()).is_ok());
        assert!(
            from_here(
                &headers(Some("https://benfu.example")),
                &WebConfig::default()
            )
            .is_ok()
        );
        for foreign in ["https://evil.example", "null", "https://benfu.example.evil"] {
            assert!(
                from_here(&headers(Some(foreign)), &WebConfig::default()).is_err(),
                "{foreign}"
            );
        }
    }
}
