//! A mailer that keeps what it is given, and that can be away.

use domain::mail::{Invitation, Letter, Mailer, PasswordLetter, RightLetter, Unsent};
use parking_lot::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Default)]
pub struct Letterbox {
    letters: Mutex<Vec<Letter>>,
    about_rights: Mutex<Vec<RightLetter>>,
    invitations: Mutex<Vec<Invitation>>,
    passwords: Mutex<Vec<PasswordLetter>>,
    /// Answers nobody.
    pub is_away: AtomicBool,
    /// What it meets every letter with instead of taking it.
    pub refusal: Mutex<Option<Unsent>>,
}

impl Letterbox {
    /// The letters that arrived since the last look, in the order of their addresses.
    pub fn take(&self) -> Vec<Letter> {
        let mut letters = std::mem::take(&mut *self.letters.lock());
        letters.sort_by(|one, other| one.email.cmp(&other.email));
        letters
    }

    /// The letters about rights that arrived since the last look.
    pub fn take_about_rights(&self) -> Vec<RightLetter> {
        std::mem::take(&mut *self.about_rights.lock())
    }

    /// The letters with which passwords are set that arrived since the last look.
    pub fn take_passwords(&self) -> Vec<PasswordLetter> {
        std::mem::take(&mut *self.passwords.lock())
    }

    /// The invitations that arrived since the last look, in the order of their addresses.
    pub fn invitations(&self) -> Vec<Invitation> {
        let mut letters = std::mem::take(&mut *self.invitations.lock());
        letters.sort_by(|one, other| one.email.cmp(&other.email));
        letters
    }
}

#[async_trait::async_trait]
impl Mailer for Letterbox {
    async fn check(&self) -> Result<(), Unsent> {
        if self.is_away.load(Ordering::SeqCst) { Err(Unsent::Away("nobody answers".into())) } else { Ok(()) }
    }

    async fn send(&self, letter: &Letter) -> Result<(), Unsent> {
        // Others come first where they can, so that what only one may do is seen to be done by one.
        tokio::task::yield_now().await;
        self.check().await?;
        if let Some(refusal) = self.refusal.lock().clone() {
            return Err(refusal);
        }
        self.letters.lock().push(letter.clone());
        Ok(())
    }

    async fn send_right(&self, letter: &RightLetter) -> Result<(), Unsent> {
        tokio::task::yield_now().await;
        self.check().await?;
        if let Some(refusal) = self.refusal.lock().clone() {
            return Err(refusal);
        }
        self.about_rights.lock().push(letter.clone());
        Ok(())
    }

    async fn send_password(&self, letter: &PasswordLetter) -> Result<(), Unsent> {
        self.check().await?;
        self.passwords.lock().push(letter.clone());
        Ok(())
    }

    async fn invite(&self, letter: &Invitation) -> Result<(), Unsent> {
        tokio::task::yield_now().await;
        self.check().await?;
        if let Some(refusal) = self.refusal.lock().clone() {
            return Err(refusal);
        }
        self.invitations.lock().push(letter.clone());
        Ok(())
    }
}
