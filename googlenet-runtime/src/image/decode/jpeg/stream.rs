//! What the decoder is given of a JPEG file: the tables, frames and scans, without metadata.

use super::damaged;
use super::frame::Frame;
use super::segments::{Segment, Segments};
use crate::error::ImageError;
use jpeg_decoder::ColorTransform;

/// Bytes of set bits, as data of a scan: no code has 16 of them. The decoder would take zeros for what is missing where
/// data ends early; with these behind the data, it finds an error instead.
const NO_CODE: [u8; 4] = [0xff, 0, 0xff, 0];

/// As many at the end of a scan that a code and its value, begun before, do not use them up.
const END: [u8; 12] = [0xff, 0, 0xff, 0, 0xff, 0, 0xff, 0, 0xff, 0, 0xff, 0];

/// A segment that makes the decoder use the usual tables of codes where a file has none, as frames of a film have not.
const USUAL_TABLES: [u8; 9] = [0xff, 0xe0, 0, 7, b'A', b'V', b'I', b'1', 0];

/// Most scans of a file, as libjpeg-turbo advises.
const MAX_SCANS: u64 = 500;

/// Blocks that the scans of a small image may visit, all scans together. A scan of next to no bytes may visit every block.
const MAX_VISITS: u64 = 1 << 24;

/// How often the scans of a larger image may visit each block. Encoders write about ten scans.
const MAX_PASSES: u64 = 32;

/// A JPEG file as the decoder is to read it.
pub(super) struct Stream {
    pub(super) bytes: Vec<u8>,
    pub(super) colors: ColorTransform,
    /// Whether the file has its end marker.
    pub(super) has_end: bool,
}

/// What a file has beside the bytes that are handed on.
#[derive(Default)]
struct Found {
    frame: Option<Frame>,
    /// Of each component a bit for each coefficient that is there in full.
    whole: Vec<u64>,
    scans: u64,
    /// Number of blocks of all scans.
    visits: u64,
    is_jfif: bool,
    /// Adobe's transform.
    transform: Option<u8>,
}

impl Stream {
    /// Reads all segments and scans of a file.
    ///
    /// # Errors
    /// [`ImageError::CutOff`] if the file ends before all of its scans; an error if its kind is not decoded, or if it has
    /// far more scans than an encoder writes.
    pub(super) fn read(bytes: &[u8]) -> Result<Stream, ImageError> {
        // A restart marker, or the header of a scan, has NO_CODE with it.
        let mut to = Vec::with_capacity(3 * bytes.len() + 64);
        to.extend([0xff, 0xd8]);
        to.extend(USUAL_TABLES);
        let (mut segments, mut found) = (Segments::of(bytes), Found::default());
        let has_end = loop {
            if found.is_whole() && segments.is_at_end() {
                break false;
            }
            let Some(segment) = segments.next()? else {
                break true;
            };
            found.take(&segment)?;
            // Metadata, comments, and the number of rows, which the frame has too, are of no use to the decoder.
            if !matches!(segment.marker, 0xdc | 0xe0..=0xef | 0xfe) {
                let len = u16::try_from(segment.data.len() + 2).unwrap_or(u16::MAX);
                to.extend([0xff, segment.marker]);
                to.extend(len.to_be_bytes());
                to.extend(segment.data);
            }
            if segment.marker == 0xda {
                copy_scan(segments.scan(), &mut to);
            }
        };
        to.extend([0xff, 0xd9]);
        Ok(Stream {
            bytes: to,
            colors: found.colors(),
            has_end,
        })
    }
}

fn copy_scan(mut data: &[u8], to: &mut Vec<u8>) {
    let is_restart = |pair: &[u8]| pair[0] == 0xff && matches!(pair[1], 0xd0..=0xd7);
    while let Some(at) = data.windows(2).position(is_restart) {
        to.extend(&data[..at]);
        to.extend(NO_CODE);
        to.extend(&data[at..at + 2]);
        data = &data[at + 2..];
    }
    to.extend(data);
    to.extend(END);
}

impl Found {
    fn take(&mut self, Segment { marker, data }: &Segment<'_>) -> Result<(), ImageError> {
        match marker {
            0xe0 if data.len() >= 12 && data.starts_with(b"JFIF\0") => self.is_jfif = true,
            0xee if data.len() >= 12 && data.starts_with(b"Adobe") => {
                self.transform = Some(data[11]);
            }
            0xda => self.scan(data)?,
            marker if Frame::is_marker(*marker) => {
                if self.frame.is_some() {
                    return Err(damaged("it has several frames"));
                }
                let frame = Frame::read(*marker, data)?;
                frame.check()?;
                self.whole = vec![0; frame.components.len()];
                self.frame = Some(frame);
            }
            _ => {}
        }
        Ok(())
    }

    fn scan(&mut self, header: &[u8]) -> Result<(), ImageError> {
        let frame = self
            .frame
            .as_ref()
            .ok_or_else(|| damaged("it has no size"))?;
        let wrong = || damaged("the header of a scan is damaged");
        let (count, rest) = header.split_first().ok_or_else(wrong)?;
        let (ids, rest) = rest
            .split_at_checked(2 * usize::from(*count))
            .ok_or_else(wrong)?;
        let [first, last, precision] = rest else {
            return Err(wrong());
        };
        let index = |id: u8| frame.components.iter().position(|of| of.id == id);
        let scan: Option<Vec<usize>> = ids.chunks_exact(2).map(|id| index(id[0])).collect();
        let scan = scan.ok_or_else(wrong)?;
        frame.check_scan(&scan)?;
        self.visits += scan.iter().map(|at| frame.blocks_of(*at)).sum::<u64>();
        let all: u64 = (0..self.whole.len()).map(|at| frame.blocks_of(at)).sum();
        let most = (MAX_PASSES * all).max(MAX_VISITS);
        if self.scans == MAX_SCANS || self.visits > most {
            let (count, width, height) = (self.scans, frame.width, frame.height);
            return Err(damaged(format!(
                "it has more than {count} scans of {width} x {height} pixels, which is not supported in a JPEG; help: \
                 save it as a usual JPEG, or as PNG"
            )));
        }
        self.scans += 1;
        let coefficients = match frame.is_progressive() {
            false => u64::MAX,
            true if *first <= *last && *last < 64 && precision & 15 == 0 => {
                (u64::MAX >> (63 - (last - first))) << first
            }
            true => 0,
        };
        for index in scan {
            self.whole[index] |= coefficients;
        }
        Ok(())
    }

    fn is_whole(&self) -> bool {
        !self.whole.is_empty() && self.whole.iter().all(|of| *of == u64::MAX)
    }

    /// Returns what the components mean, as libjpeg decides it.
    fn colors(&self) -> ColorTransform {
        let components = self.frame.as_ref().map(|frame| &frame.components[..]);
        let components = components.unwrap_or_default();
        let ids: Vec<u8> = components.iter().map(|of| of.id).collect();
        match (components.len(), self.transform) {
            (1, _) => ColorTransform::Grayscale,
            (3, _) if self.is_jfif => ColorTransform::YCbCr,
            (3, Some(0)) => ColorTransform::RGB,
            (3, None) if ids == *b"RGB" => ColorTransform::RGB,
            (3, _) => ColorTransform::YCbCr,
            (_, None | Some(0)) => ColorTransform::CMYK,
            _ => ColorTransform::YCCK,
        }
    }
}
