//! Sealing a notice so that only one browser can open it (RFC 8291, with the coding of RFC 8188).

use super::Subscriber;
use crate::{Error, Result, secret::hmac_sha256};
use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, ParsedPublicKey, PrivateKey, UnparsedPublicKey, agree},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// The longest body that every push service takes, in bytes (RFC 8030, 7.2).
const BODY_BYTES: usize = 4096;
/// The one record is the last: this stands after what it says (RFC 8188, 2).
const LAST: u8 = 2;
/// What the coding adds: salt, record size, key and its length, the mark and the tag.
const ADDED_BYTES: usize = 16 + 4 + 1 + 65 + 1 + 16;

/// The keys of the browser that is to open it.
pub(super) struct Recipient {
    public: Vec<u8>,
    auth: Vec<u8>,
}

impl Recipient {
    /// Reads the keys; nothing where they are none.
    pub(super) fn of(to: &Subscriber) -> Option<Self> {
        let read = |text: &str, bytes: usize| URL_SAFE_NO_PAD.decode(text).ok().filter(|key| key.len() == bytes);
        let (public, auth) = (read(&to.public_key, 65)?, read(&to.auth_secret, 16)?);
        // A point that is not on the curve could be made to tell something about our key.
        ParsedPublicKey::try_from(&UnparsedPublicKey::new(&ECDH_P256, &public)).ok()?;
        Some(Self { public, auth })
    }
}

/// The body of a request that brings `message`.
///
/// # Errors
/// When it is too long for one.
pub(super) fn seal(to: &Recipient, message: &[u8]) -> Result<Vec<u8>> {
    let ours = PrivateKey::generate(&ECDH_P256).map_err(broken)?;
    sealed_with(to, message, &ours, rand::random())
}

fn sealed_with(to: &Recipient, message: &[u8], ours: &PrivateKey, salt: [u8; 16]) -> Result<Vec<u8>> {
    if message.len() + ADDED_BYTES > BODY_BYTES {
        return Err(Error::internal("push", "a notice is too long"));
    }
    let public = ours.compute_public_key().map_err(broken)?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, to.public.as_slice());
    let shared = agree(ours, theirs, broken("no agreement"), |shared| Ok(shared.to_vec()))?;

    let info = [b"WebPush: info\0".as_slice(), &to.public, public.as_ref()].concat();
    let secret = hkdf(&to.auth, &shared, &info);
    let key = hkdf(&salt, &secret, b"Content-Encoding: aes128gcm\0");
    let nonce = hkdf(&salt, &secret, b"Content-Encoding: nonce\0");
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key[..16]).map_err(broken)?);
    let nonce = Nonce::try_assume_unique_for_key(&nonce[..12]).map_err(broken)?;

    let mut record = [message, &[LAST]].concat();
    let tag = key.seal_in_place_separate_tag(nonce, Aad::empty(), &mut record).map_err(broken)?;
    let size = u32::try_from(BODY_BYTES).unwrap_or(u32::MAX).to_be_bytes();
    let length = u8::try_from(public.as_ref().len()).map_err(broken)?;
    Ok([salt.as_slice(), &size, &[length], public.as_ref(), &record, tag.as_ref()].concat())
}

/// The first 32 bytes of HKDF with SHA-256 (RFC 5869): one round is enough for what is derived here.
fn hkdf(salt: &[u8], input: &[u8], info: &[u8]) -> [u8; 32] {
    hmac_sha256(&hmac_sha256(salt, input), &[info, &[1]].concat())
}

fn broken(cause: impl std::fmt::Display) -> Error {
    Error::internal("sealing a notice", cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    fn example() -> Subscriber {
        Subscriber {
            endpoint: "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV".into(),
            public_key: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
                .into(),
            auth_secret: "BTBZMqHH6r4Tts7J_aSIgg".into(),
        }
    }

    #[test]
    fn what_is_sealed_is_the_example_of_the_specification() {
        // RFC 8291, 5 and appendix A.
        let ours = PrivateKey::from_private_key(&ECDH_P256, &bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
        let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let message = b"When I grow up, I want to be a watermelon";
        let body = sealed_with(&Recipient::of(&example()).unwrap(), message, &ours.unwrap(), salt).unwrap();
        assert_eq!(
            URL_SAFE_NO_PAD.encode(body),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6\
             PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn no_two_bodies_are_the_same_and_none_is_too_long() {
        let to = Recipient::of(&example()).unwrap();
        assert_ne!(seal(&to, b"a").unwrap(), seal(&to, b"a").unwrap());
        assert_eq!(seal(&to, &[b'a'; 4096 - 103]).unwrap().len(), 4096);
        assert!(seal(&to, &[b'a'; 4096 - 102]).is_err());
    }

    #[test]
    fn what_is_no_key_is_not_taken() {
        for (key, auth) in [
            ("", "BTBZMqHH6r4Tts7J_aSIgg"),
            ("BCVxsr7N", "BTBZMqHH6r4Tts7J_aSIgg"),
            (example().public_key.as_str(), "BTBZ"),
            (&example().public_key.replace("iw4", "iw8"), "BTBZMqHH6r4Tts7J_aSIgg"),
            (&"A".repeat(87), "BTBZMqHH6r4Tts7J_aSIgg"),
            ("?", "?"),
        ] {
            let to = Subscriber { public_key: key.into(), auth_secret: auth.into(), ..example() };
            assert!(Recipient::of(&to).is_none(), "{key} {auth}");
        }
    }
}
