//! What stands in a description beside its layers.

use googlenet_dsl::value::Color;

/// What stands in a description beside its layers.
#[derive(Debug)]
pub(crate) struct Preamble {
    pub(crate) name: String,
    /// Further lines behind `input`.
    pub(super) lines: Vec<String>,
}

/// How images are prepared, in the terms of `preprocess`.
#[derive(Debug)]
pub(crate) struct Images {
    /// The shorter side before the input's size is cut out of the middle.
    pub(crate) resize: Option<u32>,
    pub(crate) color: Option<Color>,
    /// What values are multiplied by before the mean is subtracted.
    pub(crate) scale: Option<f64>,
    /// None, one number, or one for each channel.
    pub(crate) mean: Vec<f64>,
}

impl Preamble {
    pub(crate) fn new(name: String) -> Preamble {
        Preamble {
            name,
            lines: Vec::new(),
        }
    }

    /// Says how images are prepared for an input of height, width and channels, where anything is to be said.
    ///
    /// # Errors
    /// The mean is not one number, nor one for each channel.
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

    /// Names the file of the labels, relative to the description.
    ///
    /// # Errors
    /// The path has characters that cannot be written.
    pub(crate) fn labels(&mut self, path: &str) -> Result<(), String> {
        let line = format!("labels: {}", quoted(path)?);
        self.lines.push(line);
        Ok(())
    }
}

/// A path as YAML writes it, in quotes unless it is a plain word.
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
