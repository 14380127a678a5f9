//! Passwords: kept as Argon2id hashes, never in the clear.

use crate::{Failure, Problem, ProblemCode};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};

/// The shortest password, in characters.
const SHORTEST: usize = 10;
/// Passwords that everybody tries first, in lower case.
const COMMON: &[&str] = &[
    "1234567890",
    "0123456789",
    "12345678910",
    "qwertyuiop",
    "password123",
    "passw0rd123",
    "admin123456",
    "administrator",
    "iloveyou123",
    "woaini1314",
    "woaini5201314",
    "a123456789",
    "aa123456789",
    "q1w2e3r4t5",
    "1q2w3e4r5t",
    "abc1234567",
    "benfu12345",
    "benfubenfu",
    "shenzhen123",
    "shenzhen2025",
];

/// Is the password strong enough for this account?
pub(super) fn check_strength(login: &str, password: &str) -> Result<(), Failure> {
    let lower = password.to_lowercase();
    let first = lower.chars().next();
    let weak = password.chars().count() < SHORTEST
        || lower.contains(&login.to_lowercase())
        || COMMON.contains(&lower.as_str())
        || lower.chars().all(|letter| Some(letter) == first);
    if weak {
        return Err(Failure::Invalid(vec![Problem::with_field(
            ProblemCode::PasswordWeak,
            "password",
        )]));
    }
    Ok(())
}

/// Hashes a password with the parameters that OWASP recommends (19 MiB, two passes).
pub async fn hash_password(password: &str) -> Result<String, Failure> {
    hash_with(Argon2::default(), password.to_owned()).await
}

/// Hashes a password cheaply: for samples whose passwords are printed, and for tests. Never for people.
pub async fn quick_hash(password: &str) -> Result<String, Failure> {
    let parameters =
        Params::new(64, 1, 1, None).map_err(|error| Failure::Bug(error.to_string()))?;
    hash_with(
        Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters),
        password.to_owned(),
    )
    .await
}

/// The same with a given salt, so that a sample's rows repeat.
pub(crate) fn quick_hash_from(password: &str, salt: &[u8; 16]) -> Result<String, Failure> {
    let bug = |error: &dyn std::fmt::Display| Failure::Bug(error.to_string());
    let parameters = Params::new(64, 1, 1, None).map_err(|error| bug(&error))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters);
    let hash = argon2
        .hash_password_with_salt(password.as_bytes(), salt)
        .map_err(|error| bug(&error))?;
    Ok(hash.to_string())
}

async fn hash_with(argon2: Argon2<'static>, password: String) -> Result<String, Failure> {
    let work = move || {
        argon2
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
    };
    let hashed = tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Failure::Bug(error.to_string()))?;
    hashed.map_err(|error| Failure::Bug(error.to_string()))
}

/// Is this the password of the hash? Takes as long for an account that does not exist.
pub(super) async fn verify(hash: String, password: String) -> bool {
    let work = move || {
        let parsed = PasswordHash::new(&hash).ok();
        parsed.is_some_and(|hash| {
            Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        })
    };
    tokio::task::spawn_blocking(work).await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_short_common_repeated_and_self_named_passwords() {
        for password in ["short", "1234567890", "aaaaaaaaaaaa", "my-officer-pass"] {
            assert!(check_strength("officer", password).is_err(), "{password}");
        }
        assert!(check_strength("officer", "three calm herons").is_ok());
    }

    #[tokio::test]
    async fn a_hash_verifies_only_its_password() {
        let hash = quick_hash("three calm herons").await.expect("a hash");
        assert!(verify(hash.clone(), "three calm herons".to_owned()).await);
        assert!(!verify(hash, "three calm heron".to_owned()).await);
    }
}
