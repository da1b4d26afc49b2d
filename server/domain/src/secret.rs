//! The organisation's secret key, and everything that is derived from it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

type HmacSha256 = Hmac<Sha256>;

/// 32 random bytes from which every other key is derived, each for one purpose.
#[derive(Clone)]
pub struct SecretKey {
    bytes: [u8; 32],
    /// Ready to sign with: every segment's right is checked with it.
    keyed: HmacSha256,
}

// A key must not reach a log by way of `Debug`.
impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(..)")
    }
}

impl SecretKey {
    /// A key of these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self { bytes, keyed: keyed(&bytes) }
    }

    /// A fresh key.
    pub fn random() -> Self {
        Self::new(rand::random())
    }

    /// A key made from a text that an operator chose, of at least 32 characters.
    pub fn from_text(text: &str) -> Option<Self> {
        (text.trim().len() >= 32).then(|| Self::new(Sha256::digest(text.trim().as_bytes()).into()))
    }

    /// The key's bytes, for keeping them in a file that only its owner reads.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// 32 bytes that only the holder of the key can compute, different for every purpose.
    pub fn derive(&self, purpose: &str, input: &[u8]) -> [u8; 32] {
        let mut mac = self.keyed.clone();
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(input);
        mac.finalize().into_bytes().into()
    }
}

/// HMAC-SHA256 of `message` under any key.
pub fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = keyed(key);
    mac.update(message);
    mac.finalize().into_bytes().into()
}

fn keyed(key: &[u8]) -> HmacSha256 {
    // HMAC takes a key of any length (RFC 2104, 2), so this cannot fail.
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    HmacSha256::new_from_slice(key).expect("HMAC takes keys of any length")
}

/// SHA-256 as text, for storing what must be recognised but not read back.
pub fn fingerprint(secret: &str) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

/// Bytes as hexadecimal text.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
