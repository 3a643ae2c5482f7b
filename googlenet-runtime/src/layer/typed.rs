//! Typed layers are layers whose shapes are in their type.

use super::Layer;

/// A layer whose shapes are in its type.
pub trait TypedLayer: Sized {
    /// Takes a layer of these shapes.
    #[doc(hidden)]
    fn from_layer(layer: Layer) -> Self;
}

/// The layers of a network in the order of its file, handed out one after the other.
#[derive(Debug)]
pub struct Layers(std::vec::IntoIter<Layer>);

impl Layers {
    pub(crate) fn new(layers: Vec<Layer>) -> Layers {
        Layers(layers.into_iter())
    }

    /// The next layer.
    ///
    /// # Panics
    /// There is none left.
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

/// Defines a typed layer: a [`Layer`] with types that say its shapes.
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
            /// Replaces a weight tensor. Sessions made before keep the old one.
            ///
            /// # Errors
            /// The layer has no such tensor, or it has another number of values.
            pub fn set_weight(
                &mut self,
                name: &str,
                values: Vec<f32>,
            ) -> Result<(), $crate::Error> {
                self.layer.set_weight(name, values)
            }

            /// The layer without its shapes in the type, to set its weights.
            pub fn layer_mut(&mut self) -> $crate::LayerMut<'_> {
                $crate::LayerMut::new(&mut self.layer)
            }
        }
    };
}
pub(crate) use typed_layer;
