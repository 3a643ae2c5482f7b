//! The entries of a description that are not about layers.

use googlenet_dsl::value::Color;

/// The network's name, and the entries of a description that are not about layers.
#[derive(Debug)]
pub(crate) struct Preamble {
    pub(crate) name: String,
    /// Further top-level lines of the description, written after `input`.
    pub(super) lines: Vec<String>,
}

/// Preparation of images, as a description's `preprocess` states it.
#[derive(Debug)]
pub(crate) struct Images {
    /// Length in pixels to which the shorter side is resized. The input's height and width are then cut out of the
    /// middle. `None` where images are not resized.
    pub(crate) resize: Option<u32>,
    pub(crate) color: Option<Color>,
    /// Factor of the values, applied before the mean is subtracted.
    pub(crate) scale: Option<f64>,
    /// Values to subtract: none, one for all channels, or one per channel.
    pub(crate) mean: Vec<f64>,
}

impl Preamble {
    pub(crate) fn new(name: String) -> Preamble {
        Preamble {
            name,
            lines: Vec::new(),
        }
    }

    /// Adds the line `preprocess` for an input of height, width and channels; adds nothing if `images` sets nothing.
    ///
    /// # Errors
    /// The mean has more than one number, but not one per channel.
    pub(crate) fn images(&mut self, images: &Images, input: [u32; 3]) -> Result<(), String> {
        let [height, width, channels] = input;
        let mut parts = Vec::new();
        if let Some(side) = images.resize {
            let crop = match height == width {
                true => height.to_string(),
                false => format!("[{height}, {width}]"),
            };
            parts.push(format!("resize: {side}, crop: {crop}"));
        }
        let color = images.color;
        parts.extend(color.map(|color| format!("color: {}", color.as_str())));
        let mean = &images.mean;
        if mean.len() > 1 && mean.len() != channels as usize {
            return Err(format!(
                "the mean has {} numbers, the input {channels} channels",
                mean.len()
            ));
        }
        let scale = images.scale;
        parts.extend(scale.map(|scale| format!("scale: {scale}")));
        match &mean[..] {
            [] => {}
            [one] => parts.push(format!("mean: {one}")),
            list => {
                let list: Vec<String> = list.iter().map(f64::to_string).collect();
                parts.push(format!("mean: [{}]", list.join(", ")));
            }
        }
        if !parts.is_empty() {
            let line = format!("preprocess: {{{}}}", parts.join(", "));
            self.lines.push(line);
        }
        Ok(())
    }

    /// Adds the line `labels` with the path of the file of labels, relative to the description.
    ///
    /// # Errors
    /// The path contains control characters.
    pub(crate) fn labels(&mut self, path: &str) -> Result<(), String> {
        let line = format!("labels: {}", quoted(path)?);
        self.lines.push(line);
        Ok(())
    }
}

/// Formats a path as a YAML scalar: plain if it begins with a letter, contains a dot and has only letters, digits and
/// `_./-`, otherwise in single quotes.
///
/// # Errors
/// The path contains control characters.
fn quoted(path: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/' | '-');
    if path.starts_with(|c: char| c.is_ascii_alphabetic())
        && path.chars().all(plain)
        && path.contains('.')
    {
        return Ok(path.to_owned());
    }
    if path.chars().any(char::is_control) {
        return Err(format!(
            "the labels' path {path:?} has characters that cannot be written"
        ));
    }
    Ok(format!("'{}'", path.replace('\'', "''")))
}
