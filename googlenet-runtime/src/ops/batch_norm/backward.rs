//! Batch normalisation in training: with mean and variance of the batch, and its gradients; with the moving statistics
//! where a step runs as in inference.

use crate::kernel::{self, BatchNormal, Statistics, Target, Worker};
use crate::ops::training::WithWeight;
use crate::ops::{Prepared, Train, TrainArgs};
use googlenet_dsl::op::BatchNorm;
use googlenet_dsl::plan::training::TrainingStep;

/// Returns the layer's normalisation in a step of training.
fn normal<'a>(op: &BatchNorm, args: &TrainArgs<'a>) -> BatchNormal<'a> {
    let weight = |name: &str| args.weights.get(name);
    let moving = || {
        ["moving_mean", "moving_variance"]
            .map(|name| weight(name).expect("a batch normalisation has moving statistics"))
    };
    BatchNormal {
        statistics: match args.step.inference {
            true => Statistics::Moving(moving()),
            false => Statistics::Batch(args.statistics),
        },
        epsilon: op.epsilon,
        gamma: weight("gamma"),
        beta: weight("beta"),
    }
}

impl Train for BatchNorm {
    fn prepare(&self, _step: &TrainingStep, _target: Target) -> Prepared {
        // Nothing is folded into factors and summands.
        Prepared::Nothing
    }

    fn statistics_len(&self, step: &TrainingStep) -> usize {
        match step.inference {
            true => 0,
            false => kernel::statistics_len(step.step.output().layout.channels.count()),
        }
    }

    fn statistics(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        kernel::image_statistics(worker, args.input(0), args.sums());
    }

    fn combine_statistics(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        let layout = &args.input(0).layout;
        let pixels = layout.size.iter().product();
        kernel::combine_statistics(
            worker,
            args.sums(),
            &layout.channels,
            pixels,
            self.epsilon,
            args.statistics,
        );
    }

    /// Moves mean and variance as Keras 3 does: with the variance that is divided by the number of pixels.
    fn move_statistics(
        &self,
        step: &TrainingStep,
        statistics: &[f32],
        weight: &mut WithWeight<'_>,
    ) {
        let channels = step.step.output().layout.channels.count();
        let moments = kernel::batch_moments(channels, statistics);
        for (name, moments) in ["moving_mean", "moving_variance"].into_iter().zip(moments) {
            weight(name, &mut |moving| {
                for (moving, moment) in moving.iter_mut().zip(moments) {
                    *moving = *moving * self.momentum + *moment * (1.0 - self.momentum);
                }
            });
        }
    }

    fn forward(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        let activation = args.step.step.activation();
        let (input, output) = (args.input(0), args.output());
        kernel::normalise(worker, input, output, &normal(self, args), activation);
    }

    fn gradient_sums(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        let normal = normal(self, args);
        kernel::normal_sums(worker, args.input(0), args.gradient(), args.sums(), &normal);
    }

    fn weight_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        let layout = &args.output().layout;
        let gradients = ["beta", "gamma"].map(|name| args.gradients.get(name));
        kernel::combine_normal_sums(
            worker,
            args.sums(),
            &layout.channels,
            layout.size.iter().product(),
            &normal(self, args),
            gradients,
        );
    }

    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        kernel::normal_gradient(
            worker,
            args.input(0),
            args.gradient(),
            args.target(),
            &normal(self, args),
            args.step.accumulate,
        );
    }
}
