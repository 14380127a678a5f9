//! Bytes as text: hashes, salts and tokens.

/// Bytes as hexadecimal digits in lower case, two for each.
///
/// ```
/// assert_eq!(benfu_store::hex(&[0, 171]), "00ab");
/// ```
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value & 15)]);
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.extend([digit(byte >> 4), digit(*byte)]);
    }
    text
}
