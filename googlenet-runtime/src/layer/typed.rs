//! The trait of typed layers (layers with their shapes in the type), and the macro that defines them.

use super::Layer;

/// A layer with its input and output shapes in the type.
pub trait TypedLayer: Sized {
    /// Wraps a layer, which must have the operation and the shapes of the type; neither is checked.
    #[doc(hidden)]
    fn from_layer(layer: Layer) -> Self;
}

/// A queue of the layers of a network, without the input, in the order of their ids. Generated code takes one after the
/// other to build the network's struct.
#[derive(Debug)]
pub struct Layers(std::vec::IntoIter<Layer>);

impl Layers {
    pub(crate) fn new(layers: Vec<Layer>) -> Layers {
        Layers(layers.into_iter())
    }

    /// Takes the next layer and returns it as a typed layer, whose type is not checked.
    ///
    /// # Panics
    /// Panics if no layer is left.
    #[doc(hidden)]
    #[allow(clippy::should_implement_trait)]
    pub fn next<L: TypedLayer>(&mut self) -> L {
        L::from_layer(
            self.0
                .next()
                .expect("generated code asks for as many layers as the network has"),
        )
    }
}

/// Defines a typed layer: a struct that wraps a [`Layer`] and has types such as the shapes as its parameters, with the
/// methods that all typed layers have; `forward` is defined elsewhere.
macro_rules! typed_layer {
    ($(#[$doc:meta])* $name:ident<$($parameter:ident),*>) => {
        $(#[$doc])*
        pub struct $name<$($parameter),*> {
            layer: $crate::Layer,
            types: std::marker::PhantomData<fn() -> ($($parameter,)*)>,
        }

        impl<$($parameter),*> $crate::layer::TypedLayer for $name<$($parameter),*> {
            fn from_layer(layer: $crate::Layer) -> Self {
                $name { layer, types: std::marker::PhantomData }
            }
        }

        impl<$($parameter),*> Clone for $name<$($parameter),*> {
            fn clone(&self) -> Self {
                $name { layer: self.layer.clone(), types: std::marker::PhantomData }
            }
        }

        impl<$($parameter),*> std::fmt::Debug for $name<$($parameter),*> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.layer.fmt(f)
            }
        }

        impl<$($parameter),*> std::ops::Deref for $name<$($parameter),*> {
            type Target = $crate::Layer;

            fn deref(&self) -> &$crate::Layer {
                &self.layer
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
                self.layer.set_weight(name, values)
            }

            /// Returns access to the layer without shapes in its type, with which weights can be set.
            pub fn layer_mut(&mut self) -> $crate::LayerMut<'_> {
                $crate::LayerMut::new(&mut self.layer)
            }
        }
    };
}
pub(crate) use typed_layer;
