//! The compiler's view of a network: graph, plan, operations and shapes as values.
//!
//! [`Network::graph`](crate::Network::graph) returns a [`Graph`], [`Network::plan`](crate::Network::plan) a [`Plan`].
//! The items are those of the crate `googlenet-dsl`, which compiles descriptions. [`Shape`] in this module is an enum,
//! the shape of one image's tensor as a value; [`crate::Shape`] is the trait of types that stand for shapes.

#[doc(inline)]
pub use googlenet_dsl::graph::{Definition, Graph, Head, LayerId, Output, ShapedLayer};
#[doc(inline)]
pub use googlenet_dsl::op::{Activation, Op, Operation, Padding, Role, Window};
#[doc(inline)]
pub use googlenet_dsl::plan::{Plan, PlanOptions, Step};
#[doc(inline)]
pub use googlenet_dsl::shape::Shape;
#[doc(inline)]
pub use googlenet_dsl::value::{Color, Preprocess, Resize};
#[doc(inline)]
pub use googlenet_dsl::value::{DType, When};
#[doc(inline)]
pub use googlenet_dsl::value::{Distribution, Initializer, training};
