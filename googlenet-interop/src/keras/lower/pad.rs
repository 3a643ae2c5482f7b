//! Lowering of zeros around maps, of what is cut off them, and of changes of size.

use super::context::{Lower, Lowering, Value, refuse};
use super::site::{Settings, Site, size};
use googlenet_dsl::op::{Coordinates, Interpolation, PadMode, Rounding, Scale, Upsample, ZeroPad};
use serde_json::Value as Json;

impl Lowering<'_, '_> {
    pub(super) fn zero_pad(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let (input, is_first) = self.image(site, &value)?;
        let edges = edges(site.settings(), "padding", 1)?;
        let op = ZeroPad {
            edges,
            mode: PadMode::Zero,
        };
        let item = match edges == [0; 4] {
            true => input,
            false => self.push(site, op, vec![input])?,
        };
        Ok(self.usual(item, is_first))
    }

    pub(super) fn crop(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let (input, is_first) = self.image(site, &value)?;
        let edges = edges(site.settings(), "cropping", 0)?;
        let item = self.cropped(site, input, edges)?;
        Ok(self.usual(item, is_first))
    }

    pub(super) fn upsampling(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let settings = site.settings();
        let (input, is_first) = self.image(site, &value)?;
        let factors = settings.pair("size", 1)?.unwrap_or([2, 2]);
        let scale = Scale::Factor(factors.map(|factor| factor as f32));
        // Of whole factors each pixel is repeated, whatever the rounding.
        let mode = interpolation(settings, "nearest")?;
        self.resized(site, input, is_first, scale, mode, Rounding::DEFAULT)
    }

    pub(super) fn resizing(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let settings = site.settings();
        let (input, is_first) = self.image(site, &value)?;
        let size = [settings.count("height")?, settings.count("width")?];
        let own = self.shape(input).spatial();
        let is_own = own == size.map(|size| size as usize);
        if is_own {
            return Ok(value);
        }
        for key in ["crop_to_aspect_ratio", "pad_to_aspect_ratio", "antialias"] {
            if settings.flag(key, false)? {
                return refuse(format!("`{key}` is true, which cannot be said"));
            }
        }
        let mode = interpolation(settings, "bilinear")?;
        self.resized(
            site,
            input,
            is_first,
            Scale::Size(size),
            mode,
            Rounding::RoundPreferCeil,
        )
    }

    fn resized(
        &mut self,
        site: &Site<'_, '_>,
        input: usize,
        is_first: bool,
        scale: Scale,
        mode: Interpolation,
        rounding: Rounding,
    ) -> Lower<Value> {
        let op = Upsample {
            scale,
            mode,
            coordinates: Coordinates::HalfPixel,
            rounding: match mode {
                Interpolation::Nearest => rounding,
                _ => Rounding::DEFAULT,
            },
        };
        let item = self.push(site, op, vec![input])?;
        Ok(self.usual(item, is_first))
    }
}

fn interpolation(settings: Settings<'_>, otherwise: &'static str) -> Lower<Interpolation> {
    let word = match settings.get("interpolation") {
        None => otherwise,
        Some(Json::String(word)) => word.as_str(),
        Some(_) => return settings.wrong("interpolation", "\"nearest\" or \"bilinear\""),
    };
    match word {
        "nearest" => Ok(Interpolation::Nearest),
        "bilinear" => Ok(Interpolation::Bilinear),
        other => refuse(format!(
            "`interpolation` is {other:?}, which cannot be said, but \"nearest\" and \"bilinear\""
        )),
    }
}

/// Returns rows and columns at the edges: top, left, bottom, right. They are given as one number, as height and width,
/// or as two of each.
fn edges(settings: Settings<'_>, key: &str, otherwise: u32) -> Lower<[u32; 4]> {
    let read = |value: &Json| -> Option<[u32; 4]> {
        let both = |value: &Json| match value {
            Json::Array(list) => match &list[..] {
                [before, after] => Some([size(before, 0)?, size(after, 0)?]),
                _ => None,
            },
            one => Some([size(one, 0)?; 2]),
        };
        match value {
            Json::Array(list) => match &list[..] {
                [rows, columns] => {
                    let [top, bottom] = both(rows)?;
                    let [left, right] = both(columns)?;
                    Some([top, left, bottom, right])
                }
                _ => None,
            },
            one => Some([size(one, 0)?; 4]),
        }
    };
    match settings.get(key) {
        None => Ok([otherwise; 4]),
        Some(value) => match read(value) {
            Some(edges) => Ok(edges),
            None => settings.wrong(key, "one number, two, or two of two"),
        },
    }
}
