//! Caffe's layers, computed by their definitions, channels first, for one image. The weights of each layer are
//! generated when the layer is computed.

use googlenet_interop::caffe::proto::{BlobProto, BlobShape, LayerParameter, NetParameter};

/// A blob of one image, with the axes channels, height, width.
#[derive(Debug, Clone)]
pub(crate) struct Blob {
    pub(crate) dims: [usize; 3],
    pub(crate) values: Vec<f32>,
}

impl Blob {
    /// Returns a blob of generated values, as the input of a network.
    pub(crate) fn input(channels: usize, height: usize, width: usize) -> Blob {
        let values = (0..channels * height * width).map(|at| noise(1, at) * 2.0);
        Blob {
            dims: [channels, height, width],
            values: values.collect(),
        }
    }

    fn at(&self, channel: usize, row: usize, column: usize) -> f32 {
        let [_, height, width] = self.dims;
        self.values[(channel * height + row) * width + column]
    }

    /// Returns the values in the order height, width, channels.
    pub(crate) fn channels_last(&self) -> Vec<f32> {
        let [channels, height, width] = self.dims;
        let pixels = (0..height * width).flat_map(|pixel| {
            (0..channels).map(move |channel| (channel, pixel / width, pixel % width))
        });
        pixels
            .map(|(channel, row, column)| self.at(channel, row, column))
            .collect()
    }

    fn map(mut self, f: impl Fn(f32) -> f32) -> Blob {
        self.values.iter_mut().for_each(|value| *value = f(*value));
        self
    }

    pub(crate) fn relu(self, slope: f32) -> Blob {
        self.map(|x| if x > 0.0 { x } else { slope * x })
    }

    pub(crate) fn tanh(self) -> Blob {
        self.map(f32::tanh)
    }

    pub(crate) fn flatten(self) -> Blob {
        let dims = [self.values.len(), 1, 1];
        Blob { dims, ..self }
    }

    pub(crate) fn concat(blobs: &[&Blob]) -> Blob {
        let [_, height, width] = blobs[0].dims;
        Blob {
            dims: [blobs.iter().map(|blob| blob.dims[0]).sum(), height, width],
            values: blobs.iter().flat_map(|blob| blob.values.clone()).collect(),
        }
    }

    pub(crate) fn sum(&self, other: &Blob) -> Blob {
        let values = self.values.iter().zip(&other.values).map(|(a, b)| a + b);
        Blob {
            dims: self.dims,
            values: values.collect(),
        }
    }

    /// Computes the softmax over the channels.
    pub(crate) fn softmax(self) -> Blob {
        let [channels, height, width] = self.dims;
        let mut values = self.values.clone();
        for pixel in 0..height * width {
            let at = |channel: usize| self.values[channel * height * width + pixel];
            let largest = (0..channels).map(at).fold(f32::MIN, f32::max);
            let sum: f32 = (0..channels)
                .map(|channel| (at(channel) - largest).exp())
                .sum();
            for channel in 0..channels {
                values[channel * height * width + pixel] = (at(channel) - largest).exp() / sum;
            }
        }
        Blob { values, ..self }
    }

    pub(crate) fn lrn(self, size: usize, alpha: f32, beta: f32, k: f32) -> Blob {
        let [channels, height, width] = self.dims;
        let mut values = Vec::new();
        for channel in 0..channels {
            let first = channel.saturating_sub(size / 2);
            let last = (channel + size / 2).min(channels - 1);
            for pixel in 0..height * width {
                let at = |channel: usize| self.values[channel * height * width + pixel];
                let squares: f32 = (first..=last).map(|channel| at(channel).powi(2)).sum();
                values.push(at(channel) * (k + alpha / size as f32 * squares).powf(-beta));
            }
        }
        Blob { values, ..self }
    }

    /// Computes the mean of each channel.
    pub(crate) fn pool_all(&self) -> Vec<f32> {
        let [_, height, width] = self.dims;
        let planes = self.values.chunks(height * width);
        let means = planes.map(|plane| {
            let sum: f64 = plane.iter().map(|value| f64::from(*value)).sum();
            (sum / plane.len() as f64) as f32
        });
        means.collect()
    }

    /// Computes a mean or maximum pooling with a square window; output sizes are rounded up.
    pub(crate) fn pool(&self, mean: bool, kernel: usize, stride: usize, pad: usize) -> Blob {
        let [channels, height, width] = self.dims;
        let count = |size: usize| {
            let windows = (size + 2 * pad - kernel).div_ceil(stride) + 1;
            match pad > 0 && (windows - 1) * stride >= size + pad {
                true => windows - 1,
                false => windows,
            }
        };
        let (rows, columns) = (count(height), count(width));
        // The window's start and end inside the input, and its extent including padding.
        let reach = |at: usize, size: usize| {
            let start = (at * stride) as i64 - pad as i64;
            let padded = (start + kernel as i64).min((size + pad) as i64);
            (
                start.max(0) as usize,
                padded.min(size as i64) as usize,
                (padded - start) as usize,
            )
        };
        let mut values = Vec::new();
        for channel in 0..channels {
            for row in 0..rows {
                for column in 0..columns {
                    let (top, bottom, covered_rows) = reach(row, height);
                    let (left, right, covered_columns) = reach(column, width);
                    let inside = (top..bottom).flat_map(|y| (left..right).map(move |x| (y, x)));
                    let inside = inside.map(|(y, x)| self.at(channel, y, x));
                    values.push(match mean {
                        true => inside.sum::<f32>() / (covered_rows * covered_columns) as f32,
                        false => inside.fold(f32::MIN, f32::max),
                    });
                }
            }
        }
        Blob {
            dims: [channels, rows, columns],
            values,
        }
    }
}

/// The settings of a convolution.
pub(crate) struct Window {
    pub(crate) kernel: [usize; 2],
    pub(crate) stride: [usize; 2],
    pub(crate) pad: [usize; 2],
    pub(crate) groups: usize,
    pub(crate) bias: bool,
}

impl Window {
    pub(crate) fn square(kernel: usize, stride: usize, pad: usize) -> Window {
        Window {
            kernel: [kernel; 2],
            stride: [stride; 2],
            pad: [pad; 2],
            groups: 1,
            bias: true,
        }
    }
}

/// The layers with weights that have been computed so far.
#[derive(Default)]
pub(crate) struct Weights {
    pub(crate) net: NetParameter,
}

impl Weights {
    /// Adds a layer with blobs of the given sizes, whose generated values lie around `middle`. Returns the values.
    pub(crate) fn add(&mut self, name: &str, blobs: &[(&[usize], f32)]) -> Vec<Vec<f32>> {
        let seed = 2 + self.net.layer.len();
        let mut all = Vec::new();
        let mut protos = Vec::new();
        for (blob, (dims, middle)) in blobs.iter().enumerate() {
            let len: usize = dims.iter().product();
            let fan_in: usize = dims.get(1..).unwrap_or(&[]).iter().product();
            let factor = 1.0 / (fan_in as f32).sqrt();
            let values: Vec<f32> = (0..len)
                .map(|at| middle + factor * noise(seed * 10 + blob, at))
                .collect();
            protos.push(BlobProto {
                shape: Some(BlobShape {
                    dim: dims.iter().map(|size| *size as i64).collect(),
                }),
                data: values.clone(),
                ..BlobProto::default()
            });
            all.push(values);
        }
        self.net.layer.push(LayerParameter {
            name: Some(name.into()),
            blobs: protos,
            ..LayerParameter::default()
        });
        all
    }

    pub(crate) fn conv(
        &mut self,
        name: &str,
        input: &Blob,
        filters: usize,
        window: &Window,
    ) -> Blob {
        let [channels, height, width] = input.dims;
        let [kernel_height, kernel_width] = window.kernel;
        let ins = channels / window.groups;
        let kernel: &[usize] = &[filters, ins, kernel_height, kernel_width];
        let blobs = [(kernel, 0.0), (&[filters][..], 0.1)];
        let weights = self.add(name, &blobs[..1 + usize::from(window.bias)]);
        let count = |size: usize, axis: usize| {
            (size + 2 * window.pad[axis] - window.kernel[axis]) / window.stride[axis] + 1
        };
        let (rows, columns) = (count(height, 0), count(width, 1));
        let mut values = Vec::new();
        for filter in 0..filters {
            let first = filter / (filters / window.groups) * ins;
            for (row, column) in
                (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)))
            {
                let mut sum = weights.get(1).map_or(0.0, |bias| f64::from(bias[filter]));
                for channel in 0..ins {
                    for (y, x) in
                        (0..kernel_height).flat_map(|y| (0..kernel_width).map(move |x| (y, x)))
                    {
                        let source = (row * window.stride[0] + y).checked_sub(window.pad[0]);
                        let across = (column * window.stride[1] + x).checked_sub(window.pad[1]);
                        let (Some(source), Some(across)) = (source, across) else {
                            continue;
                        };
                        if source < height && across < width {
                            let weight = weights[0]
                                [((filter * ins + channel) * kernel_height + y) * kernel_width + x];
                            sum += f64::from(weight)
                                * f64::from(input.at(first + channel, source, across));
                        }
                    }
                }
                values.push(sum as f32);
            }
        }
        Blob {
            dims: [filters, rows, columns],
            values,
        }
    }

    pub(crate) fn inner_product(
        &mut self,
        name: &str,
        input: &Blob,
        units: usize,
        transposed: bool,
    ) -> Blob {
        let ins = input.values.len();
        let kernel = if transposed {
            [ins, units]
        } else {
            [units, ins]
        };
        let weights = self.add(name, &[(&kernel, 0.0), (&[units], 0.1)]);
        let values = (0..units).map(|unit| {
            let products = input.values.iter().enumerate().map(|(at, value)| {
                let place = if transposed {
                    at * units + unit
                } else {
                    unit * ins + at
                };
                f64::from(*value) * f64::from(weights[0][place])
            });
            (products.sum::<f64>() + f64::from(weights[1][unit])) as f32
        });
        Blob {
            dims: [units, 1, 1],
            values: values.collect(),
        }
    }

    /// Computes a batch normalisation whose mean and variance are both divided by the factor in the third blob.
    pub(crate) fn batch_norm(&mut self, name: &str, input: &Blob) -> Blob {
        let [channels, height, width] = input.dims;
        let weights = self.add(name, &[(&[channels], 0.2), (&[channels], 3.0), (&[1], 2.5)]);
        let factor = weights[2][0];
        let values = input.values.iter().enumerate().map(|(at, value)| {
            let channel = at / (height * width);
            let (mean, variance) = (weights[0][channel] / factor, weights[1][channel] / factor);
            (value - mean) / (variance + 1e-5).sqrt()
        });
        Blob {
            dims: input.dims,
            values: values.collect(),
        }
    }

    pub(crate) fn scale(&mut self, name: &str, input: &Blob) -> Blob {
        let [channels, height, width] = input.dims;
        let weights = self.add(name, &[(&[channels], 1.0), (&[channels], 0.0)]);
        let values = input.values.iter().enumerate().map(|(at, value)| {
            let channel = at / (height * width);
            value * weights[0][channel] + weights[1][channel]
        });
        Blob {
            dims: input.dims,
            values: values.collect(),
        }
    }
}

/// Returns a reproducible number from -1 to 1.
fn noise(seed: usize, at: usize) -> f32 {
    googlenet_runtime::weights::formula(seed as u64, at as u64) as f32
}
