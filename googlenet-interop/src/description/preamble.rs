//! The entries of a description that are not about layers: the network's name, `preprocess` and `labels`.

use googlenet_dsl::value::Color;

/// The network's name, and the entries of a description that are not about layers, formatted as lines.
#[derive(Debug)]
pub(crate) struct Preamble {
    /// The network's name, which must be a valid one; it is written as it is.
    pub(crate) name: String,
    /// Further top-level lines of the description, each a whole entry, written behind `input`.
    pub(super) lines: Vec<String>,
}

/// Preparation of images, which becomes the description's entry `preprocess`.
#[derive(Debug)]
pub(crate) struct Images {
    /// Length in pixels to which the shorter side is resized, before the input's height and width are cut out of the
    /// middle. With `None` the description states neither, and images are resized to the input's height and width
    /// without regard to their proportions.
    pub(crate) resize: Option<u32>,
    /// Order of the colour channels. `None` for the default of descriptions: RGB for 3 channels, grey for 1.
    pub(crate) color: Option<Color>,
    /// Factor of the values from 0 to 255, applied before the mean is subtracted. `None` leaves the choice to the
    /// compiler: 1, or 1/255 if the description has no `preprocess` at all.
    pub(crate) scale: Option<f64>,
    /// Values to subtract from the scaled values: none, one for all channels, or one per channel.
    pub(crate) mean: Vec<f64>,
}

impl Preamble {
    /// Creates a preamble without further entries.
    pub(crate) fn new(name: String) -> Preamble {
        Preamble {
            name,
            lines: Vec::new(),
        }
    }

    /// Adds the entry `preprocess` for an input of this height, width and channels; adds nothing if `images` sets
    /// nothing.
    ///
    /// # Errors
    /// Returns a message if the mean has several numbers, but not one per channel. Other values are not checked.
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

    /// Adds the entry `preprocess` with a value that is written as it is.
    pub(crate) fn preprocess(&mut self, value: &str) {
        self.lines.push(format!("preprocess: {value}"));
    }

    /// Adds the entry `labels`: the path of the file with the class names, relative to the description's folder. The
    /// file is not opened.
    ///
    /// # Errors
    /// Returns a message if the path contains control characters.
    pub(crate) fn labels(&mut self, path: &str) -> Result<(), String> {
        let line = format!("labels: {}", quoted(path)?);
        self.lines.push(line);
        Ok(())
    }
}

/// Formats a path as a YAML scalar: plain if it begins with an ASCII letter, contains a dot and has only ASCII letters,
/// digits and `_./-`, otherwise in single quotes.
///
/// # Errors
/// Returns a message if the path contains control characters.
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
