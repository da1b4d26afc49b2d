//! Saying to a push service who sends (RFC 8292).

use crate::{Error, Result, secret::SecretKey};
use aws_lc_rs::{
    agreement::{ECDH_P256, PrivateKey},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contract::Timestamp;
use serde_json::json;
use url::Url;

/// For how long a signature is good, in seconds; a day at the most.
const GOOD_FOR_S: i64 = 12 * 3600;

/// This Estrade's key pair for push services. It follows from the organisation's key, so that every process
/// has the same one and nothing else is to be kept.
pub struct Vapid {
    pair: EcdsaKeyPair,
    public_key: String,
    subject: String,
}

impl Vapid {
    /// The pair that follows from the organisation's key; `home`, where people reach this Estrade, is whom
    /// the operator of a push service may ask.
    ///
    /// # Errors
    /// Only when there is no such pair, which has never been seen.
    pub fn of(secret: &SecretKey, home: &str) -> Result<Self> {
        // One number in four thousand million is no key of this curve.
        let found = (0..4_u8).find_map(|attempt| {
            let number = secret.derive("push", &[attempt]);
            let key = PrivateKey::from_private_key(&ECDH_P256, &number).ok()?;
            let public = key.compute_public_key().ok()?;
            let signing = &ECDSA_P256_SHA256_FIXED_SIGNING;
            let pair = EcdsaKeyPair::from_private_key_and_public_key(signing, &number, public.as_ref()).ok()?;
            Some((pair, URL_SAFE_NO_PAD.encode(public.as_ref())))
        });
        let (pair, public_key) = found.ok_or_else(|| Error::internal("push", "no key pair"))?;
        Ok(Self { pair, public_key, subject: home.to_owned() })
    }

    /// The public key, an uncompressed point, in base64url.
    #[must_use]
    pub fn public_key(&self) -> &str {
        &self.public_key
    }

    /// The value of `Authorization` for one push service.
    pub(super) fn authorization(&self, endpoint: &Url, now: Timestamp) -> Result<String> {
        let claims = json!({
            "aud": endpoint.origin().ascii_serialization(),
            "exp": now.as_second() + GOOD_FOR_S,
            "sub": self.subject,
        });
        let [head, claims] =
            [json!({"typ": "JWT", "alg": "ES256"}), claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
        let signed = format!("{head}.{claims}");
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes());
        let signature = signature.map_err(|error| Error::internal("signing for a push service", error))?;
        Ok(format!("vapid t={signed}.{}, k={}", URL_SAFE_NO_PAD.encode(signature.as_ref()), self.public_key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    #[test]
    fn a_push_service_can_check_who_sends() {
        let vapid = Vapid::of(&SecretKey::new([7; 32]), "https://estrade.test").unwrap();
        let again = Vapid::of(&SecretKey::new([7; 32]), "https://estrade.test").unwrap();
        let other = Vapid::of(&SecretKey::new([8; 32]), "https://estrade.test").unwrap();
        assert_eq!(vapid.public_key(), again.public_key());
        assert_ne!(vapid.public_key(), other.public_key());

        let now: Timestamp = "2026-11-24T23:30:00Z".parse().unwrap();
        let endpoint = Url::parse("https://push.example.net:8443/push/abc").unwrap();
        let said = vapid.authorization(&endpoint, now).unwrap();
        let (token, key) = said.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        assert_eq!(key, vapid.public_key());
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let read = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, read(key))
            .verify(signed.as_bytes(), &read(signature))
            .unwrap();
        let part = |text: &str| serde_json::from_slice::<serde_json::Value>(&read(text)).unwrap();
        let (head, claims) = signed.split_once('.').unwrap();
        assert_eq!(part(head), json!({"typ": "JWT", "alg": "ES256"}));
        let exp = now.as_second() + 43_200;
        let claimed = json!({"aud": "https://push.example.net:8443", "exp": exp, "sub": "https://estrade.test"});
        assert_eq!(part(claims), claimed);
    }
}
