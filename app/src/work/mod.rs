//! The work on items: what one has to do, the board, the steps of each kind, and what is said on an item's page.

mod acts;
mod board;
pub mod calls;
mod comments;
mod count;
mod my_tasks;
mod of_item;
mod open;
mod pieces;
mod refused;
mod started;
mod steps;

pub use board::BoardPage;
pub use comments::{CommentsOfItem, NobodyCalled, Talk};
pub use count::MyTaskCount;
pub use my_tasks::MyTasksPage;
pub use of_item::WorkOfItem;
pub use started::Standing;
pub use steps::{StepForm, StepsPage};
