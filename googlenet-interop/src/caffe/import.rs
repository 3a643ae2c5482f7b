//! The functions [`import`] and [`import_network`], which run the stages of an import from Caffe one after the other.

use super::caffemodel::Caffemodel;
use super::channels::channels;
use super::error::Error;
use super::mean::Mean;
use super::options::Options;
use super::preprocess::images;
use super::prototxt::Prototxt;
use super::weights::Blobs;
use super::{graph, lower, net};
use crate::description::Preamble;
use crate::import::mistake::Mistakes;
use crate::import::{Imported, TransformParam, finish, finish_alone, network_name};
use googlenet_dsl::file_kind::FileRole;
use googlenet_dsl::value::Color;

/// Imports a network from the bytes of a prototxt and of a weight file. `name` is the name of the prototxt in messages.
///
/// # Errors
/// [`Error::OtherKind`] if a file cannot be read and its first bytes are those of a file of another kind,
/// [`Error::Prototxt`], [`Error::Caffemodel`] or [`Error::CutOff`] if a file is invalid or contains elements that
/// cannot be imported, [`Error::Weights`] if the files do not fit each other, [`Error::Description`] if an option does
/// not suit the network or no description can be made of it. The first stage with mistakes ends the import and reports
/// all of them; only a syntax error of the prototxt and a fault of the weight file's encoding are reported alone.
pub fn import<'a>(
    name: &str,
    prototxt: &[u8],
    caffemodel: &'a [u8],
    options: &Options,
) -> Result<Imported<'a>, Error> {
    imported(name, prototxt, Some(caffemodel), options)
}

/// Imports a network from the bytes of a prototxt alone, as [`import`] does: the result has no weights. Where the
/// prototxt does not tell the channels of the input, they are taken to be 3.
///
/// # Errors
/// Those of [`import`] that are not about the weight file.
pub fn import_network(
    name: &str,
    prototxt: &[u8],
    options: &Options,
) -> Result<Imported<'static>, Error> {
    imported(name, prototxt, None, options)
}

fn imported<'a>(
    name: &str,
    prototxt: &[u8],
    caffemodel: Option<&'a [u8]>,
    options: &Options,
) -> Result<Imported<'a>, Error> {
    let prototxt = known(FileRole::Prototxt, prototxt, Prototxt::read(name, prototxt))?;
    let refused = |refused| Error::prototxt(refused, prototxt.source());
    let mut warnings = Vec::from_iter(prototxt.passed_over().warning());
    let mut mistakes = Mistakes::default();
    let net = net::list(&prototxt, &mut mistakes);
    mistakes.into_result(()).map_err(refused)?;
    let mut mistakes = Mistakes::default();
    let graph = graph::connect(&net, options.input_size, &mut mistakes, &mut warnings);
    let graph = some(mistakes.into_result(graph).map_err(refused)?)?;
    let model = caffemodel
        .map(|bytes| known(FileRole::Caffemodel, bytes, Caffemodel::read(bytes)))
        .transpose()?;
    let channels = channels(&graph, model.as_ref(), &mut warnings);
    let mut mistakes = Mistakes::default();
    let preprocess = match &options.mean_picture {
        Some(mean) => with_picture(&options.preprocess, mean, &graph.input, channels)?,
        None => options.preprocess.clone(),
    };
    let added = options.mean_picture.as_ref().and_then(|mean| {
        let scale = preprocess.scale.or(graph.input.transform.scale);
        let size = [graph.input.height, graph.input.width].map(|size| size as usize);
        let mut values = mean.centre(size)?;
        let factor = -scale.unwrap_or(1.0) as f32;
        values.iter_mut().for_each(|value| *value *= factor);
        Some(values)
    });
    let lowered = lower::lower(
        &graph,
        channels,
        added,
        model.as_ref(),
        &mut mistakes,
        &mut warnings,
    );
    let lowered = some(mistakes.into_result(lowered).map_err(refused)?)?;
    let preamble = || {
        let name = options.name.as_deref().or(net.name.as_deref());
        let mut preamble = Preamble::new(network_name(name.unwrap_or("Network")));
        let mut transform = graph.input.transform.clone();
        if options.mean_picture.is_some() {
            transform.mean.clear();
        }
        let images = images(&preprocess, &transform, channels);
        let [height, width, _] = lowered.network.input;
        preprocess.check([height, width])?;
        preamble.images(&images, lowered.network.input)?;
        if let Some(labels) = &options.labels {
            preamble.labels(labels)?;
        }
        Ok(preamble)
    };
    match &model {
        Some(model) => {
            let blobs = Blobs::new(model, &lowered.weights);
            Ok(finish(&lowered, &blobs, preamble, warnings)?)
        }
        None => finish_alone(&lowered.network, preamble, warnings)
            .map_err(|reason| Error::Description { reason }),
    }
}

/// Returns the preparation of images for a network that subtracts a mean picture itself.
///
/// # Errors
/// [`Error::Description`] if the picture does not suit the input, or there are other means.
fn with_picture(
    given: &TransformParam,
    mean: &Mean,
    input: &graph::Input,
    channels: u32,
) -> Result<TransformParam, Error> {
    let error = |reason: String| Err(Error::Description { reason });
    let [height, width, of_picture] = mean.sizes();
    let (rows, columns) = (input.height, input.width);
    if of_picture != channels as usize {
        return error(format!(
            "the mean picture has {of_picture} channels, the input {channels}"
        ));
    }
    if height < rows as usize || width < columns as usize {
        return error(format!(
            "the mean picture, {height}x{width}, is smaller than the input, {rows}x{columns}"
        ));
    }
    if !given.mean.is_empty() {
        return error(
            "there are a mean picture and other means; help: give one of both".to_owned(),
        );
    }
    let is_larger = height > rows as usize && width > columns as usize;
    let side = u32::try_from(height.min(width)).ok();
    let of_images = Color::of_channels(channels).map(|color| match color {
        Color::Rgb => Color::Bgr,
        other => other,
    });
    Ok(TransformParam {
        resize: given.resize.or(side.filter(|_| is_larger)),
        color: given.color.or(of_images),
        ..given.clone()
    })
}

/// Returns what was read of a file's bytes, or instead of its fault that the file is of another kind than `role`.
fn known<T>(role: FileRole, bytes: &[u8], read: Result<T, Error>) -> Result<T, Error> {
    read.map_err(|error| match role.mistake(bytes) {
        Some(wrong) => Error::OtherKind { wrong },
        None => error,
    })
}

/// Unwraps the result of a stage of the import that reported no mistakes.
///
/// # Errors
/// [`Error::Description`] if the stage has no result nevertheless.
fn some<T>(made: Option<T>) -> Result<T, Error> {
    made.ok_or_else(|| Error::Description {
        reason: "the network cannot be imported".to_owned(),
    })
}
