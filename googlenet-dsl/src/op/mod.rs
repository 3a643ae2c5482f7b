//! The operations of the portable graph: what a layer computes, with its shape rule, weights and cost.
//!
//! Each file holds one operation: a struct with the options, its [`Kind`] (how a description writes it) with the
//! function that builds the struct from checked settings, and its implementation of [`Operation`]: the settings again,
//! the shape rule, weights, cost, the needs that the planner takes into account and, with the feature `codegen`, the
//! Rust type of its typed layer.

/// Defines the struct of an operation, and its conversion to a constant expression in generated code.
macro_rules! operation {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* pub $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $ty,)* }

        #[cfg(feature = "codegen")]
        impl crate::tokens::Constant for $name {
            fn constant(&self) -> proc_macro2::TokenStream {
                $(let $field = crate::tokens::Constant::constant(&self.$field);)*
                quote::quote!(dsl::op::$name { $($field: #$field),* })
            }
        }
    };
}

mod activate;
mod add;
mod avg_pool;
mod batch_norm;
mod concat;
mod conv;
mod dense;
mod dropout;
mod flatten;
mod global_avg_pool;
mod global_max_pool;
mod input;
mod lrn;
mod max_pool;
mod needs;
mod registry;
mod softmax;
mod window;
mod zero_pad;

#[doc(hidden)]
pub use crate::value::{Activation, Elementwise, Padding};
pub use activate::Activate;
pub use add::Add;
pub use avg_pool::AvgPool;
pub use batch_norm::BatchNorm;
pub use concat::Concat;
pub use conv::Conv;
pub use dense::Dense;
pub use dropout::Dropout;
pub use flatten::Flatten;
pub use global_avg_pool::GlobalAvgPool;
pub use global_max_pool::GlobalMaxPool;
pub use input::Input;
pub use lrn::Lrn;
pub use max_pool::MaxPool;
pub use needs::{Epilogue, EpilogueKind, InputLayouts, PlanNeeds, ResultStorage};
pub use registry::{KINDS, build, kind};
pub use softmax::Softmax;
pub use window::{Axis, Window};
pub use zero_pad::ZeroPad;

use crate::grammar::{Kind, Setting, Settings};
use crate::shape::{Shape, ShapeError};
use crate::variants::variants;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;

/// Name, shape and role of one weight tensor of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Weight {
    /// Last part of the tensor's name in a weight file, behind the path of the layer: `kernel`, `bias`, `gamma`, …
    pub name: &'static str,
    /// Sizes: height x width x input channels of a group x filters for the kernel of a convolution, inputs x units for
    /// that of a dense layer, otherwise the number of output channels alone.
    pub shape: Vec<usize>,
    /// Role of the tensor in its operation; decides how the tensor is initialised and whether training changes it.
    pub role: Role,
}

/// The role of a weight tensor in its operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// Kernel of a convolution or dense layer, which inputs are multiplied by.
    Kernel {
        /// Number of products that are summed for one output value.
        fan_in: usize,
    },
    /// Vector added to the outputs, one value for each channel.
    Bias,
    /// Learned factor of a batch normalisation.
    Gamma,
    /// Learned summand of a batch normalisation.
    Beta,
    /// Moving mean of a batch normalisation, gathered in training.
    MovingMean,
    /// Moving variance of a batch normalisation, gathered in training.
    MovingVariance,
}

variants!(Role {
    Kernel,
    Bias,
    Gamma,
    Beta,
    MovingMean,
    MovingVariance
});

impl Role {
    /// Returns `true` if gradient descent changes the tensor; `false` for moving statistics.
    pub fn trainable(self) -> bool {
        match self {
            Role::Kernel { .. } | Role::Bias | Role::Gamma | Role::Beta => true,
            Role::MovingMean | Role::MovingVariance => false,
        }
    }
}

impl Weight {
    /// Returns the number of elements.
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// Returns `true` if the tensor has no elements.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The properties of an operation that the compiler, the planner and summaries use.
pub trait Operation: sealed::Sealed {
    /// Returns the kind with which a description writes the operation; `None` for the network's input.
    fn kind(&self) -> Option<&'static Kind>;

    /// Returns the operation's options as settings, one for each field of [`Operation::kind`] in the same order,
    /// followed by the factors of a sum ([`Type::Factors`](crate::grammar::Type::Factors)). [`build`] makes an equal
    /// operation of them. Empty if there is no kind.
    fn settings(&self) -> Vec<Setting>;

    /// Returns the operation's name in tables of steps; by default the name of the kind.
    fn label(&self) -> &'static str {
        self.kind().map_or("", |kind| kind.name)
    }

    /// Returns the name of the Keras class with the same function.
    fn keras_class(&self) -> &'static str;

    /// Infers the shape of the result for one image from the shapes of the inputs.
    ///
    /// # Errors
    /// Returns an error if the inputs do not fit the operation, or if the result or the kernel would have more than
    /// 2^31 - 1 elements.
    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError>;

    /// Returns the weight tensors in the order in which they are stored and initialised; none by default.
    fn weights(&self, _inputs: &[Shape]) -> Vec<Weight> {
        Vec::new()
    }

    /// Returns the number of multiply-accumulates for one image, products with padding included; 0 for operations
    /// without a kernel.
    fn macs(&self, _inputs: &[Shape], _output: Shape) -> u64 {
        0
    }

    /// Returns the activation that the operation applies to its result, as in the description.
    fn activation(&self) -> Activation {
        Activation::None
    }

    /// Returns a second operation that runs in place on the stored result, as a separate step: softmax, if that is the
    /// activation; otherwise `None`.
    fn then(&self) -> Option<Op> {
        match self.activation() {
            Activation::Softmax => Some(Softmax {}.into()),
            _ => None,
        }
    }

    /// Returns `true` if each value of the result is a probability, as after softmax or a sigmoid.
    fn is_probability(&self) -> bool {
        self.activation().is_probability()
    }

    /// Returns the factor of the L2 penalty on the kernel in the training loss; 0 for none.
    fn l2(&self) -> f32 {
        0.0
    }

    /// Returns the window that slides over the input; `None` for operations without one.
    fn window(&self) -> Option<Window> {
        None
    }

    /// Returns the needs of the operation that the planner takes into account.
    fn plan_needs(&self) -> PlanNeeds;

    /// Returns the Rust type of the operation's typed layer in the runtime crate, whose path is `runtime`; for the
    /// input, the type of its shape.
    #[cfg(feature = "codegen")]
    fn rust_type(&self, runtime: &TokenStream, inputs: &[Shape], output: Shape) -> TokenStream;
}

/// What keeps [`Operation`] to the operations of this crate, so that it can get more methods.
mod sealed {
    pub trait Sealed {}
}

macro_rules! operations {
    (
        with_kind { $($(#[$doc:meta])* $name:ident,)* }
        without_own_kind { $($(#[$other_doc:meta])* $other:ident,)* }
    ) => {
        operations! { @all $($(#[$doc])* $name,)* $($(#[$other_doc])* $other,)* }

        /// Each kind with the function that builds its operation from settings.
        const REGISTRY: &[(&Kind, fn(&Settings) -> Op)] = &[$((&$name::KIND, $name::build)),*];
    };
    (@all $($(#[$doc:meta])* $name:ident,)*) => {
        /// An operation with its options; dereferences to [`Operation`].
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Op {
            $($(#[$doc])* $name($name)),*
        }

        variants!(Op { $($name),* });

        operations! { @list ($) $($name,)* }

        $(impl sealed::Sealed for $name {}

        impl From<$name> for Op {
            fn from(op: $name) -> Op {
                Op::$name(op)
            }
        })*

        impl std::ops::Deref for Op {
            type Target = dyn Operation;

            fn deref(&self) -> &Self::Target {
                match self {
                    $(Op::$name(op) => op),*
                }
            }
        }

        #[cfg(feature = "codegen")]
        impl crate::tokens::Constant for Op {
            fn constant(&self) -> proc_macro2::TokenStream {
                match self {
                    $(Op::$name(op) => {
                        let op = crate::tokens::Constant::constant(op);
                        quote::quote!(dsl::op::Op::$name(#op))
                    })*
                }
            }
        }
    };
    (@list ($d:tt) $($name:ident,)*) => {
        /// Calls a macro with the names of all operations, `Conv, MaxPool, …`, which are those of the variants of [`Op`] and of
        /// the structs in them.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! for_each_op {
            ($d callback:ident) => {
                $d callback! { $($name),* }
            };
        }
    };
}

operations! {
    // The order of the kinds here is that of the reference page.
    with_kind {
        /// Two-dimensional convolution.
        Conv,
        /// Maximum pooling.
        MaxPool,
        /// Average pooling.
        AvgPool,
        /// Maximum pooling over the whole map.
        GlobalMaxPool,
        /// Average pooling over the whole map.
        GlobalAvgPool,
        /// Rows and columns of zeros around a map.
        ZeroPad,
        /// Local response normalisation.
        Lrn,
        /// Batch normalisation.
        BatchNorm,
        /// An activation of each element, as a separate layer.
        Activate,
        /// Fully connected layer.
        Dense,
        /// Dropout, the identity in inference.
        Dropout,
        /// Reshape of a map into a vector.
        Flatten,
        /// Concatenation of channels.
        Concat,
        /// Element-wise sum of several tensors.
        Add,
    }
    without_own_kind {
        /// The network's input.
        Input,
        /// Softmax over the channels, which descriptions write as an activation.
        Softmax,
    }
}
