//! Networks as PyTorch exports them: names of modules with dots, as parts of paths.

use super::build::{Build, graph};
use std::collections::HashMap;

/// A network that is being built; operations read the result of the one before.
pub(super) struct Torch {
    build: Build,
    now: String,
    nodes: usize,
    channels: HashMap<String, i64>,
    /// Whether a batch normalisation stands behind each convolution, which has no bias then.
    pub(super) normalised: bool,
}

impl Torch {
    /// Begins a network that reads maps of `size` x `size` pixels.
    pub(super) fn new(name: &str, channels: i64, size: i64) -> Torch {
        let mut build = graph().input("input", &[1, channels, size, size]);
        build.body().name = Some(name.to_owned());
        Torch {
            build,
            now: "input".to_owned(),
            nodes: 0,
            channels: HashMap::from([("input".to_owned(), channels)]),
            normalised: false,
        }
    }

    /// Returns the name of the last result.
    pub(super) fn at(&self) -> String {
        self.now.clone()
    }

    /// Goes on with an earlier result.
    pub(super) fn from(&mut self, result: &str) -> &mut Torch {
        self.now = result.to_owned();
        self
    }

    fn node(&mut self, operator: &str, module: &str, inputs: &[&str], channels: i64) -> &mut Torch {
        self.nodes += 1;
        let output = format!("/{}/{operator}_output_{}", path(module), self.nodes);
        self.change(|build| build.node(operator, inputs, &output));
        let name = match module {
            "" => format!("/{operator}_{}", self.nodes),
            _ => format!("/{}/{operator}", path(module)),
        };
        if let Some(node) = self.build.body().node.last_mut() {
            node.name = Some(name);
        }
        self.channels.insert(output.clone(), channels);
        self.now = output;
        self
    }

    fn change(&mut self, change: impl FnOnce(Build) -> Build) {
        let build = std::mem::replace(&mut self.build, graph());
        self.build = change(build);
    }

    fn own(&self) -> i64 {
        self.channels[&self.now]
    }

    pub(super) fn conv(
        &mut self,
        module: &str,
        filters: i64,
        kernel: i64,
        stride: i64,
        padding: i64,
    ) -> &mut Torch {
        let (weight, bias) = (format!("{module}.weight"), format!("{module}.bias"));
        let (dims, seed) = ([filters, self.own(), kernel, kernel], self.nodes + 1);
        let normalised = self.normalised;
        self.change(|build| {
            let build = build.random(&weight, &dims, seed);
            match normalised {
                true => build,
                false => build.random(&bias, &[filters], seed + 1000),
            }
        });
        let (now, inputs) = (self.at(), [weight, bias]);
        let count = if normalised { 1 } else { 2 };
        let mut all = vec![now.as_str()];
        all.extend(inputs[..count].iter().map(String::as_str));
        self.node("Conv", module, &all, filters);
        self.change(|build| {
            build
                .ints("kernel_shape", &[kernel; 2])
                .ints("strides", &[stride; 2])
                .ints("pads", &[padding; 4])
        });
        if normalised {
            let norm = module
                .replace("conv", "bn")
                .replace("downsample.0", "downsample.1");
            self.norm(&norm, filters);
        }
        self
    }

    pub(super) fn norm(&mut self, module: &str, channels: i64) -> &mut Torch {
        let names = ["weight", "bias", "running_mean", "running_var"]
            .map(|part| format!("{module}.{part}"));
        let seed = self.nodes as f32;
        self.change(|build| {
            names.iter().enumerate().fold(build, |build, (at, name)| {
                let values: Vec<f32> = (0..channels)
                    .map(|channel| 1.0 + (at as f32 + seed + channel as f32) % 7.0 / 8.0)
                    .collect();
                build.floats(name, &[channels], &values)
            })
        });
        let now = self.at();
        let mut inputs = vec![now.as_str()];
        inputs.extend(names.iter().map(String::as_str));
        self.node("BatchNormalization", module, &inputs, channels);
        self.change(|build| build.float("epsilon", 1e-5).float("momentum", 0.9));
        self
    }

    pub(super) fn relu(&mut self) -> &mut Torch {
        let (now, channels) = (self.at(), self.own());
        self.node("Relu", "", &[&now], channels)
    }

    pub(super) fn max_pool(&mut self, kernel: i64, stride: i64, padding: i64) -> &mut Torch {
        let (now, channels) = (self.at(), self.own());
        self.node("MaxPool", "", &[&now], channels);
        self.change(|build| {
            build
                .ints("kernel_shape", &[kernel; 2])
                .ints("strides", &[stride; 2])
                .ints("pads", &[padding; 4])
        });
        self
    }

    pub(super) fn average_pool(&mut self, kernel: i64, stride: i64) -> &mut Torch {
        let (now, channels) = (self.at(), self.own());
        self.node("AveragePool", "", &[&now], channels);
        self.change(|build| {
            build
                .ints("kernel_shape", &[kernel; 2])
                .ints("strides", &[stride; 2])
        });
        self
    }

    pub(super) fn concat(&mut self, module: &str, parts: &[String]) -> &mut Torch {
        let channels = parts.iter().map(|part| self.channels[part]).sum();
        let inputs: Vec<&str> = parts.iter().map(String::as_str).collect();
        self.node("Concat", module, &inputs, channels);
        self.change(|build| build.int("axis", 1));
        self
    }

    pub(super) fn add(&mut self, module: &str, one: &str, other: &str) -> &mut Torch {
        let channels = self.channels[one];
        self.node("Add", module, &[one, other], channels)
    }

    /// Adds the mean over the whole map, as a vector.
    pub(super) fn pooled(&mut self) -> &mut Torch {
        let (now, channels) = (self.at(), self.own());
        self.node("GlobalAveragePool", "", &[&now], channels);
        let now = self.at();
        self.node("Flatten", "", &[&now], channels)
    }

    pub(super) fn flatten(&mut self) -> &mut Torch {
        let (now, channels) = (self.at(), self.own());
        self.node("Flatten", "", &[&now], channels)
    }

    pub(super) fn dense(&mut self, module: &str, inputs: i64, units: i64) -> &mut Torch {
        let (weight, bias) = (format!("{module}.weight"), format!("{module}.bias"));
        let seed = self.nodes;
        self.change(|build| {
            build
                .random(&weight, &[units, inputs], seed)
                .random(&bias, &[units], seed + 1)
        });
        let now = self.at();
        self.node("Gemm", module, &[&now, &weight, &bias], units);
        self.change(|build| build.int("transB", 1));
        self
    }

    /// Makes the last result an output.
    pub(super) fn output(&mut self) -> &mut Torch {
        let now = self.at();
        self.change(|build| build.output(&now));
        self
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        self.build.clone().output(&self.now).bytes()
    }
}

/// Returns the path of a module as PyTorch writes it: `layer1/layer1.0/conv1`.
fn path(module: &str) -> String {
    let mut path = String::new();
    let mut parts: Vec<&str> = Vec::new();
    for part in module.split('.') {
        let is_number = part.chars().all(|c| c.is_ascii_digit());
        match (is_number, parts.last()) {
            (true, Some(before)) => path += &format!("/{before}.{part}"),
            _ => path += &format!("/{part}"),
        }
        parts.push(part);
    }
    path.trim_start_matches('/').to_owned()
}
