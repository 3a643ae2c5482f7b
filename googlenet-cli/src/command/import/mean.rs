//! The mean that is subtracted from images: numbers, or a mean file of Caffe.

use crate::args::{Import as Args, MeanOf};
use crate::failure::Failure;
use googlenet_dsl::file::{open_regular, reason};
use googlenet_interop::caffe::{Error, Mean};
use std::io::Read;
use std::path::Path;

/// Largest size in bytes of a mean file.
const LIMIT: u64 = 64 << 20;

/// The mean of the command line.
#[derive(Debug, Default)]
pub(super) struct MeanRead {
    /// Numbers, or the means of a file's channels.
    pub(super) numbers: Vec<f64>,
    /// The picture that is subtracted pixel by pixel.
    pub(super) picture: Option<Mean>,
    /// What the numbers leave out of a file.
    pub(super) warning: Option<String>,
}

/// Reads the mean of the command line.
///
/// # Errors
/// [`Failure::Message`] if its file cannot be read or is no mean file, [`Failure::Usage`] if pixels are to be
/// subtracted and there are numbers alone.
pub(super) fn read(args: &Args) -> Result<MeanRead, Failure> {
    let path = match &args.mean {
        Some(MeanOf::File(path)) => path,
        Some(MeanOf::Numbers(_)) if args.mean_pixels => {
            return Err(Failure::Usage(
                "`--mean-pixels` needs a mean file; help: give it with `--mean FILE`".into(),
            ));
        }
        Some(MeanOf::Numbers(numbers)) => {
            return Ok(MeanRead {
                numbers: numbers.clone(),
                ..MeanRead::default()
            });
        }
        None => return Ok(MeanRead::default()),
    };
    let name = path.display();
    let bytes = bytes(path)
        .map_err(|reason| Failure::Message(format!("cannot use the mean `{name}`: {reason}")))?;
    let mean = Mean::read(&bytes).map_err(|error| {
        Failure::Message(match error {
            Error::OtherKind { wrong } => format!("`{name}` is {wrong}"),
            error => format!("`{name}` is no mean file: {error}"),
        })
    })?;
    if args.mean_pixels {
        return Ok(MeanRead {
            picture: Some(mean),
            ..MeanRead::default()
        });
    }
    let [height, width, _] = mean.sizes();
    let deviation = mean.deviation();
    let warning = (deviation > 0.0).then(|| {
        format!(
            "the mean of each channel of `{name}` is subtracted; its {height}x{width} pixels differ from it by up to \
             {deviation:.1}; help: `--mean-pixels` subtracts each pixel's own"
        )
    });
    Ok(MeanRead {
        // More digits than the file has would say nothing.
        numbers: mean
            .channels()
            .iter()
            .map(|mean| (mean * 1e4).round() / 1e4)
            .collect(),
        picture: None,
        warning,
    })
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| reason(&error);
    let mut bytes = Vec::new();
    let mut file = open_regular(path).map_err(failed)?.take(LIMIT + 1);
    file.read_to_end(&mut bytes).map_err(failed)?;
    match bytes.len() as u64 > LIMIT {
        true => Err(format!("it has more than {LIMIT} bytes")),
        false => Ok(bytes),
    }
}
