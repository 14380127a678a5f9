//! Bytes as text: hashes, salts and tokens.

/// Bytes as hexadecimal digits in lower case, two for each.
///
/// ```
/// assert_eq!(benfu_store::hex(&[0, 171]), "00ab");
/// ```
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value & 15)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
        .collect()
}
