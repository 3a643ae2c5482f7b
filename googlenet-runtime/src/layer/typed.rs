//! The trait of typed layers (layers with their shapes in the type), and the macro that defines them.

use super::Layer;

/// The layers of a network, without the input, in the order of their ids, of which generated code builds the network's
/// struct.
#[derive(Debug)]
pub struct Layers(Vec<Layer>);

impl Layers {
    pub(crate) fn new(layers: Vec<Layer>) -> Layers {
        Layers(layers)
    }

    /// Takes all layers.
    ///
    /// # Panics
    /// Panics if there are more or fewer than `N`.
    #[doc(hidden)]
    #[must_use]
    pub fn take<const N: usize>(self) -> [Layer; N] {
        self.0
            .try_into()
            .expect("generated code asks for as many layers as the network has")
    }
}

/// Defines a typed layer: a struct that wraps a [`Layer`] and has types such as the shapes as its parameters, with the
/// methods that all typed layers have; `forward` is defined elsewhere. The fields are public for generated code alone,
/// which reads and builds a thousand of them: a place in memory costs rustc less than a call for each type.
macro_rules! typed_layer {
    ($(#[$doc:meta])* $name:ident<$($parameter:ident),*>) => {
        $(#[$doc])*
        pub struct $name<$($parameter),*>(
            #[doc(hidden)] pub $crate::Layer,
            #[doc(hidden)] pub std::marker::PhantomData<fn() -> ($($parameter,)*)>,
        );

        impl<$($parameter),*> Clone for $name<$($parameter),*> {
            fn clone(&self) -> Self {
                $name(self.0.clone(), std::marker::PhantomData)
            }
        }

        impl<$($parameter),*> std::fmt::Debug for $name<$($parameter),*> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl<$($parameter),*> std::ops::Deref for $name<$($parameter),*> {
            type Target = $crate::Layer;

            fn deref(&self) -> &$crate::Layer {
                &self.0
            }
        }

        impl<$($parameter),*> $name<$($parameter),*> {
            /// Replaces the values of the weight tensor `name`, last axis innermost. Sessions that were created before
            /// keep the old values.
            ///
            /// # Errors
            /// [`Error::UnknownWeight`](crate::Error::UnknownWeight) if the layer has no such tensor,
            /// [`Error::Length`](crate::Error::Length) if the number of values differs from the tensor's. The weights
            /// are then left as they were.
            pub fn set_weight(
                &mut self,
                name: &str,
                values: Vec<f32>,
            ) -> Result<(), $crate::Error> {
                self.0.set_weight(name, values)
            }

            /// Returns access to the layer without shapes in its type, with which weights can be set.
            pub fn layer_mut(&mut self) -> $crate::LayerMut<'_> {
                $crate::LayerMut::new(&mut self.0)
            }
        }
    };
}
pub(crate) use typed_layer;
