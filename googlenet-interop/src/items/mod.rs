//! Items: what the layers of a graph compute, before they are put together to steps, common to the formats whose graphs
//! are of single operators.
//!
//! A format lowers its nodes to [`Item`]s, with the constants that they read in a [`Store`], and calls [`run`], whose
//! passes recognise spelled-out functions, put factors and summands of channels into the operations around them, and
//! join what is one line of a description.

mod constant;
mod data;
mod function;
mod item;
mod lower;
mod pass;
mod refusals;
mod store;
mod weights;

pub(crate) use constant::{Constant, MAX_COMPUTED};
pub(crate) use data::{Held, Scaling};
pub(crate) use function::Function;
pub(crate) use item::{Affine, Binary, Item, ItemId, ItemKind, ItemWeight};
pub(crate) use lower::{Lower, Stop, order_of, refuse, result_of, shape_of};
pub(crate) use pass::{Made, Net, run};
pub use refusals::Refusal;
pub(crate) use refusals::Refusals;
pub(crate) use store::Store;
pub(crate) use weights::Constants;
