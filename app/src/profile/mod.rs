//! What a member's data may be used for, decided by the member.

pub mod calls;
mod page;

pub use page::MyDataPage;
