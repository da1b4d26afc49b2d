//! The work on an item is the steps that people take from the shelf to the catalogue.
//!
//! Each kind of item has its steps (`templates.rs`). Starting the work copies them to rows (`begin.rs`), so
//! that changing them later touches nothing that is under way; what was started on many items is taken back as
//! long as nobody has touched it (`take_back.rs`). A step is a *task*: the first is open, the
//! others are locked; doing one opens the next (`moves.rs`), handing back opens an earlier one again
//! (`hand_back.rs`), and who publishes has done the step of publishing (`published.rs`). So of one work at most
//! one task is neither locked nor done, and every move is a compare-and-set on the state that the mover saw, with
//! a line in the log in the same transaction.
//!
//! While work is under way the item is in work, unless members can attend it already. When the last step is
//! done it is published where a session of it is in the catalogue; otherwise it is selected again: chosen,
//! worked on, and waiting for somebody to publish it.

mod begin;
mod board;
mod claim;
mod comments;
mod entity;
mod hand_back;
mod mentions;
mod moves;
mod published;
mod rows;
mod start;
mod take_back;
mod tasks;
mod templates;

pub use board::board;
pub use claim::claim;
pub use comments::{comment, comments, mark_seen, not_called, unread, who_can_be_mentioned};
pub use hand_back::hand_back;
pub use moves::{block, finish, release, unblock};
pub(crate) use published::published;
pub use start::{look_at_start, start, start_many};
pub use take_back::{kept, take_back};
pub use tasks::{MyTask, centres, count_mine, get, mine, of_item, search, steps};
pub use templates::{change_template, template};
