//! The operations of the portable graph: what a layer computes, its shape rule, its weights and its cost.
//!
//! One file an operation. Each holds the operation's struct, its [`Kind`] (how it is written in a file) with the way from
//! settings to the operation, and its [`Operation`]: the way back, the shape rule, weights, cost, what the plan has to know
//! of it and, under `codegen`, the Rust type that stands for it.

/// Defines an operation's struct together with its literal in generated code, field by field.
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

/// A weight tensor of a layer: its name behind the layer's path, and its shape.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Weight {
    /// `kernel`, `bias`, …: the last part of the tensor's name in a weight file.
    pub name: &'static str,
    /// Convolution kernels H x W x in x out, dense kernels in x out, vectors out.
    pub shape: Vec<usize>,
    /// What the tensor is, which decides how it is initialised.
    pub role: Role,
}

/// What a weight tensor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// Multiplies inputs; `fan_in` products are summed for one output.
    Kernel {
        /// Products summed for one output.
        fan_in: usize,
    },
    /// Added to outputs.
    Bias,
    /// Batch normalisation's factor.
    Gamma,
    /// Batch normalisation's summand.
    Beta,
    /// The mean that training has seen.
    MovingMean,
    /// The variance that training has seen.
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
    /// Whether training changes the tensor (moving statistics it does not).
    pub fn trainable(self) -> bool {
        match self {
            Role::Kernel { .. } | Role::Bias | Role::Gamma | Role::Beta => true,
            Role::MovingMean | Role::MovingVariance => false,
        }
    }
}

impl Weight {
    /// Number of elements.
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether the tensor has no elements.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What every operation answers about itself.
pub trait Operation: sealed::Sealed {
    /// How the operation is written in a file; `None` for the network's input.
    fn kind(&self) -> Option<&'static Kind>;

    /// The values of the fields of [`Operation::kind`], in their order, and the factors of a sum behind them: [`build`]
    /// makes the same operation of them. Empty where there is no kind.
    fn settings(&self) -> Vec<Setting>;

    /// The operation's name in tables of steps.
    fn label(&self) -> &'static str {
        self.kind().map_or("", |kind| kind.name)
    }

    /// The class of Keras that does the same.
    fn keras_class(&self) -> &'static str;

    /// The shape rule.
    ///
    /// # Errors
    /// The inputs do not fit the operation, or the output would be too large.
    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError>;

    /// The weight tensors, in the order in which they are stored and initialised.
    fn weights(&self, _inputs: &[Shape]) -> Vec<Weight> {
        Vec::new()
    }

    /// Multiply-accumulates for one image, products with padding included.
    fn macs(&self, _inputs: &[Shape], _output: Shape) -> u64 {
        0
    }

    /// The activation applied to the result, as files write it.
    fn activation(&self) -> Activation {
        Activation::None
    }

    /// The operation that is applied to the result as a whole, in place, once all of it is there.
    fn then(&self) -> Option<Op> {
        match self.activation() {
            Activation::Softmax => Some(Softmax {}.into()),
            _ => None,
        }
    }

    /// Whether each value of the result is a probability.
    fn is_probability(&self) -> bool {
        self.activation().is_probability()
    }

    /// The L2 factor on the kernel, 0 for none.
    fn l2(&self) -> f32 {
        0.0
    }

    /// The window that slides over the input, for spatial operations.
    fn window(&self) -> Option<Window> {
        None
    }

    /// What the plan has to know.
    fn plan_needs(&self) -> PlanNeeds;

    /// The typed layer of the runtime that stands for the operation; `runtime` is the crate's path.
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

        /// The operations that have a kind of their own, with the way from settings to each.
        const REGISTRY: &[(&Kind, fn(&Settings) -> Op)] = &[$((&$name::KIND, $name::build)),*];
    };
    (@all $($(#[$doc:meta])* $name:ident,)*) => {
        /// An operation with its options.
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
    // In the order of the reference page.
    with_kind {
        /// Convolution.
        Conv,
        /// Maximum pooling.
        MaxPool,
        /// Average pooling.
        AvgPool,
        /// Maximum pooling over the whole map.
        GlobalMaxPool,
        /// Average pooling over the whole map.
        GlobalAvgPool,
        /// Zeros around a map.
        ZeroPad,
        /// Local response normalisation.
        Lrn,
        /// Batch normalisation.
        BatchNorm,
        /// An activation.
        Activate,
        /// Fully connected layer.
        Dense,
        /// Dropout.
        Dropout,
        /// A map as a vector.
        Flatten,
        /// Concatenation of channels.
        Concat,
        /// Sum of tensors.
        Add,
    }
    without_own_kind {
        /// The network's input.
        Input,
        /// Softmax, which files write as an activation.
        Softmax,
    }
}
