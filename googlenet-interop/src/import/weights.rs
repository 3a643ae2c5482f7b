//! The weights of all steps: found among the tensors of a weight file, checked, and converted one at a time.

use super::network::FlatNetwork;
use super::source::WeightSource;
use super::step::StepId;
use super::tensors::{Fault, Tensors};
use super::transform::{Transform, apply, factor};
use super::values::Stored;
use googlenet_dsl::nearest::nearest;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A weight of the network, with the tensor that holds its values. The values are converted by [`Weight::bytes`].
#[derive(Debug)]
pub(super) struct Weight<'a> {
    /// Id of the step (imported operation) that has the weight.
    pub(super) step: StepId,
    /// Last part of the weight's name, behind the path of the step, such as `kernel`.
    pub(super) name: &'static str,
    /// Shape of the weight in this project's weight files.
    pub(super) shape: Vec<usize>,
    /// Transforms of the tensor's values, in the order in which they are applied; the division by a divisor is the last
    /// one.
    transforms: Vec<Transform>,
    tensor: Box<dyn Stored + 'a>,
}

impl Weight<'_> {
    /// Converts the values: applies all transforms and returns the result as little-endian 32-bit floats.
    pub(super) fn bytes(&self) -> Vec<u8> {
        apply(self.tensor.values(), &self.tensor.dims(), &self.transforms)
    }

    /// Returns whether the file has the values as whole numbers times scales.
    pub(super) fn has_scales(&self) -> bool {
        self.tensor.has_scales()
    }

    /// Returns the scales of the values as [`Weight::bytes`] returns the values, if the file has whole numbers times scales.
    pub(super) fn scales(&self) -> Option<Vec<u8>> {
        let scales = self.tensor.scales()?;
        Some(apply(scales, &self.tensor.dims(), &self.transforms))
    }

    /// Returns the whole numbers of the values, if the file has such, in the order of the values.
    pub(super) fn integers(&self) -> Option<Vec<i64>> {
        let is_reshape = |transform: &Transform| matches!(transform, Transform::Reshape(_));
        match self.transforms.iter().all(is_reshape) {
            true => self.tensor.integers(),
            false => None,
        }
    }

    /// Returns `true` if all values that [`Weight::bytes`] returns are finite, without bringing them into their order.
    pub(super) fn is_finite(&self) -> bool {
        let values = self.tensor.values();
        let factor = factor(&self.transforms).unwrap_or(1.0);
        (0..values.len()).all(|at| (values.get(at) * factor).is_finite())
    }
}

/// Finds and checks the tensors of all `sources` and returns the weights sorted by step. A holder is a layer of the
/// file that has tensors, or a named tensor (see [`Tensors`]). If the file has no holder of any weight of a head (an
/// auxiliary classifier), the weights of that head are left out. Appends to `warnings` one line per such head, and one
/// about holders that no source refers to.
///
/// # Errors
/// Returns all faults, sorted by step.
pub(super) fn find<'a, T>(
    network: &FlatNetwork,
    sources: &[WeightSource<T::Ref>],
    tensors: &T,
    warnings: &mut Vec<String>,
) -> Result<Vec<Weight<'a>>, Vec<T::Misfit>>
where
    T: Tensors<Tensor: 'a>,
{
    let mut search = Search {
        tensors,
        holders: tensors.holders().collect(),
        used: HashSet::new(),
        weights: Vec::new(),
        misfits: Vec::new(),
    };
    let of_heads = of_heads(network);
    let left_out = search.lacking(&of_heads, sources);
    for head in &left_out {
        let name = &network.steps[network.heads[*head].output - 1].name;
        warnings.push(format!(
            "the weight file lacks the branch of training up to {name:?}; its weights are left out"
        ));
    }
    let is_asked = |source: &&WeightSource<T::Ref>| {
        let head = of_heads.get(&source.step);
        head.is_none_or(|head| !left_out.contains(head))
    };
    let mut sources: Vec<&WeightSource<T::Ref>> = sources.iter().filter(is_asked).collect();
    sources.sort_by_key(|source| source.step);
    search.all(&sources);
    let Search {
        used,
        weights,
        misfits,
        ..
    } = search;
    let unused: Vec<&str> = tensors
        .holders()
        .filter(|name| !used.contains(name))
        .collect();
    if !misfits.is_empty() {
        let told = misfits.into_iter().map(|found| match found {
            Found::Missing(holder) => {
                let nearest = nearest(holder, unused.iter().copied());
                tensors.misfit(Fault::Missing { holder, nearest })
            }
            Found::Misfit(misfit) => misfit,
        });
        return Err(told.collect());
    }
    if !unused.is_empty() {
        warnings.push(tensors.unused(&unused));
    }
    Ok(weights)
}

/// Returns, by the id of each step that belongs to a head, the index of that head in [`FlatNetwork::heads`].
fn of_heads(network: &FlatNetwork) -> HashMap<StepId, usize> {
    let heads = network.heads.iter().enumerate();
    heads
        .flat_map(|(at, head)| head.steps.iter().map(move |step| (*step, at)))
        .collect()
}

/// A fault of a weight: `Missing` with the name of the holder that the tensor should be in, `Misfit` with the fault as
/// the format reports it. For a missing tensor the similar names are searched at the end, when the unused holders are
/// known.
enum Found<'s, M> {
    Missing(&'s str),
    Misfit(M),
}

/// The state of the search for the tensors of all weights in the weight file.
struct Search<'s, 'a, T: Tensors> {
    tensors: &'s T,
    /// Names of all holders of the file (layers or tensors, see [`Tensors`]).
    holders: HashSet<&'s str>,
    /// Names of the holders that the file has and that weight sources refer to.
    used: HashSet<&'s str>,
    /// The weights found so far, whose tensors exist and have the required shapes.
    weights: Vec<Weight<'a>>,
    /// The faults of weights found so far: missing tensors, and tensors that do not fit.
    misfits: Vec<Found<'s, T::Misfit>>,
}

impl<'s, 'a, T> Search<'s, 'a, T>
where
    T: Tensors<Tensor: 'a>,
{
    /// Returns the indices of the heads that have weights, but none whose holder the file has.
    fn lacking(
        &self,
        of_heads: &HashMap<StepId, usize>,
        sources: &[WeightSource<T::Ref>],
    ) -> BTreeSet<usize> {
        let (mut asked, mut found) = (BTreeSet::new(), BTreeSet::new());
        for source in sources {
            if let Some(head) = of_heads.get(&source.step) {
                asked.insert(*head);
                if self.holders.contains(self.tensors.holder(&source.tensor)) {
                    found.insert(*head);
                }
            }
        }
        asked.difference(&found).copied().collect()
    }

    /// Checks all weights, and appends to `weights` those that fit and to `misfits` the faults. The sources of one step
    /// must be adjacent; a fault of a holder is reported once for them.
    fn all(&mut self, sources: &[&'s WeightSource<T::Ref>]) {
        let mut told: Option<(StepId, &str)> = None;
        for source in sources {
            let holder = self.tensors.holder(&source.tensor);
            if told == Some((source.step, holder)) {
                continue;
            }
            let of_holder = match self.holders.get(holder) {
                None => Some(Found::Missing(holder)),
                Some(holder) => {
                    self.used.insert(holder);
                    self.tensors.check(holder).map(Found::Misfit)
                }
            };
            if of_holder.is_some() {
                told = Some((source.step, holder));
            }
            let found = of_holder.or_else(|| self.weight(source).err());
            self.misfits.extend(found);
        }
    }

    fn weight(&mut self, source: &'s WeightSource<T::Ref>) -> Result<(), Found<'s, T::Misfit>> {
        let tensor = self.tensor(&source.tensor)?;
        let tensors = self.tensors;
        let misfit = |fault| Found::Misfit(tensors.misfit(fault));
        if !tensor.fits(&source.stored) {
            let tensor = &tensor;
            return Err(misfit(Fault::Shape { source, tensor }));
        }
        let mut transforms = source.transforms.clone();
        if tensor.dims() != source.stored {
            transforms.insert(0, Transform::Reshape(source.stored.clone()));
        }
        if let Some(by) = &source.divisor {
            self.used.extend(self.holders.get(self.tensors.holder(by)));
            let by = self.tensor(by)?;
            let values = by.dims().iter().product();
            if values != 1 {
                return Err(misfit(Fault::Divisor { source, values }));
            }
            transforms.push(Transform::Scale(match by.values().get(0) {
                0.0 => 0.0,
                by => 1.0 / by,
            }));
        }
        self.weights.push(Weight {
            step: source.step,
            name: source.name,
            shape: source.shape(),
            transforms,
            tensor: Box::new(tensor),
        });
        Ok(())
    }

    fn tensor(&self, tensor: &'s T::Ref) -> Result<T::Tensor, Found<'s, T::Misfit>> {
        let missing = || Found::Missing(self.tensors.holder(tensor));
        self.tensors.tensor(tensor).ok_or_else(missing)
    }
}
