//! Writing questions: saves texts, moves them from state to state, keeps what is typed, logs every act.
//!
//! Between the rules (`exam`, `bank`), which know no clock and no database, and the pages (`web`), which only show. Each act
//! is one transaction with its line in the log; afterwards the library is told, so that what went live is drawn at once.

mod answer;
mod bulk;
mod choose;
mod desk;
pub mod export;
pub mod import;
mod move_on;
pub mod outgoing;
mod regrade;
mod save;

pub use bulk::{PlanError, Which};
pub use choose::{Beside, Choice, ChoiceError};
pub use desk::{Desk, Judgement, Opened};
pub use move_on::{MoveError, Moved};
pub use regrade::{Ground, Group, Plan, Preview, Resolve, ServedText};
pub use save::{SaveError, Saved, Text};
