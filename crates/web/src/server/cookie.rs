//! The session cookie: opaque, out of reach of scripts, bound to the host where https allows it.
//!
//! Main items: [`session_token`], [`session_cookie`], [`no_session_cookie`], [`value_of`].

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

use super::WebConfig;

/// The name of the session cookie; the `__Host-` prefix asks browsers to bind it to this host.
fn name(config: &WebConfig) -> &'static str {
    if config.secure() {
        "__Host-benfu"
    } else {
        "benfu"
    }
}

fn attributes(config: &WebConfig) -> &'static str {
    if config.secure() {
        "Path=/; HttpOnly; SameSite=Lax; Secure"
    } else {
        "Path=/; HttpOnly; SameSite=Lax"
    }
}

/// The value of a cookie.
pub(super) fn value_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split("; "))
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

/// The session token of a request.
pub(crate) fn session_token<'a>(headers: &'a HeaderMap, config: &WebConfig) -> Option<&'a str> {
    value_of(headers, name(config)).filter(|token| !token.is_empty())
}

/// The cookie that carries a session, gone when the browser closes.
pub(crate) fn session_cookie(config: &WebConfig, token: &str) -> String {
    format!("{}={token}; {}", name(config), attributes(config))
}

/// The cookie that takes a session away.
pub(crate) fn no_session_cookie(config: &WebConfig) -> String {
    format!("{}=; Max-Age=0; {}", name(config), attributes(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(public_url: &str) -> WebConfig {
        WebConfig {
            public_url: Some(public_url.to_owned()),
            ..WebConfig::default()
        }
    }

    #[test]
    fn over_https_the_cookie_is_bound_to_the_host() {
        let cookie = session_cookie(&config("https://benfu.example"), "t");
        assert_eq!(
            cookie,
            "__Host-benfu=t; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
        let cookie = session_cookie(&config("http://127.0.0.1:8080"), "t");
        assert_eq!(cookie, "benfu=t; Path=/; HttpOnly; SameSite=Lax");
    }

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "lang=en; benfu=abc; other=benfu".parse().unwrap());
        assert_eq!(
            session_token(&headers, &config("http://localhost")),
            Some("abc")
        );
        assert_eq!(session_token(&headers, &config("https://localhost")), None);
    }
}
