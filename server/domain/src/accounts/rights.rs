//! Rights as values.

use super::entity;
use crate::{Result, database::code, error::Error};
use contract::{
    Locale, MemberId,
    accounts::{Role, Viewer},
};
use std::ops::Deref;

/// Proof that somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn(Viewer);

/// Proof that somebody takes stock, records and publishes.
#[derive(Debug, Clone)]
pub struct Staff(SignedIn);

/// Proof that somebody builds pilots and reads their uptake.
#[derive(Debug, Clone)]
pub struct Manager(SignedIn);

/// Proof that somebody manages people, destinations and settings.
#[derive(Debug, Clone)]
pub struct Admin(SignedIn);

impl Deref for SignedIn {
    type Target = Viewer;
    fn deref(&self) -> &Viewer {
        &self.0
    }
}

impl Deref for Staff {
    type Target = SignedIn;
    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl Deref for Manager {
    type Target = SignedIn;
    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl Deref for Admin {
    type Target = SignedIn;
    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl SignedIn {
    /// The proof of working for the organisation.
    ///
    /// # Errors
    /// [`Error::Forbidden`] with `staff_only`.
    pub fn staff(&self) -> Result<Staff> {
        if self.role >= Role::Staff { Ok(Staff(self.clone())) } else { Err(Error::Forbidden("staff_only")) }
    }

    /// The proof of managing pilots.
    ///
    /// # Errors
    /// [`Error::Forbidden`] with `manager_only`.
    pub fn manager(&self) -> Result<Manager> {
        if self.role >= Role::Manager { Ok(Manager(self.clone())) } else { Err(Error::Forbidden("manager_only")) }
    }

    /// The proof of administering.
    ///
    /// # Errors
    /// [`Error::Forbidden`] with `admin_only`.
    pub fn admin(&self) -> Result<Admin> {
        if self.role >= Role::Admin { Ok(Admin(self.clone())) } else { Err(Error::Forbidden("admin_only")) }
    }

    /// Whether watching counts as the organisation's own, which no uptake includes.
    pub fn is_internal(&self) -> bool {
        self.role >= Role::Staff
    }
}

impl Admin {
    /// The operator at the machine itself, who can read and write the database anyway.
    pub fn operator() -> Self {
        Self(SignedIn(Viewer {
            id: MemberId(uuid::Uuid::nil()),
            name: "operator".into(),
            role: Role::Admin,
            locale: Locale::Fr,
        }))
    }
}

/// The proof for the row of someone who has shown who they are.
pub(super) fn signed_in(member: &entity::Model) -> Result<SignedIn> {
    Ok(SignedIn(Viewer {
        id: MemberId(member.id),
        name: member.name.clone(),
        role: code(&member.role)?,
        locale: code(&member.locale)?,
    }))
}
