//! The segments of a JPEG file.

use super::damaged;
use crate::error::ImageError;

/// Reads a JPEG file segment by segment.
pub(super) struct Segments<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// A segment: its marker, and its contents behind the length.
pub(super) struct Segment<'b> {
    pub(super) marker: u8,
    pub(super) data: &'b [u8],
}

impl<'b> Segments<'b> {
    /// Begins behind the start marker.
    pub(super) fn of(bytes: &'b [u8]) -> Segments<'b> {
        Segments { bytes, at: 2 }
    }

    /// Returns the next segment; `None` for the end marker (`EOI`).
    ///
    /// # Errors
    /// [`ImageError::CutOff`] where the file ends, and an error where bytes are not those of a segment.
    pub(super) fn next(&mut self) -> Result<Option<Segment<'b>>, ImageError> {
        loop {
            // Any number of bytes 0xff may precede a marker.
            let marker = match self.bytes.get(self.at..self.at + 2) {
                Some([0xff, 0xff]) => {
                    self.at += 1;
                    continue;
                }
                Some([0xff, marker]) => *marker,
                Some(_) => {
                    return Err(damaged("expected segments before a scan, got other bytes"));
                }
                None => return Err(ImageError::CutOff),
            };
            self.at += 2;
            match marker {
                // These markers have no length.
                0x01 | 0xd0..=0xd8 => continue,
                0xd9 => return Ok(None),
                _ => {}
            }
            let Some([high, low]) = self.bytes.get(self.at..self.at + 2) else {
                return Err(ImageError::CutOff);
            };
            let end = self.at + usize::from(u16::from_be_bytes([*high, *low])).max(2);
            let data = self.bytes.get(self.at + 2..end);
            let data = data.ok_or(ImageError::CutOff)?;
            self.at = end;
            return Ok(Some(Segment { marker, data }));
        }
    }

    /// Returns the data of the scan whose header was the last segment, up to the next marker but restart markers.
    pub(super) fn scan(&mut self) -> &'b [u8] {
        let data = &self.bytes[self.at..];
        let mut end = 0;
        while end < data.len() {
            if data[end] != 0xff {
                end += 1;
                continue;
            }
            // Any number of bytes 0xff may precede a marker.
            let more = data[end..].iter().position(|byte| *byte != 0xff);
            match more.map(|more| (more, data[end + more])) {
                // 0xff as a value is followed by 0; a restart marker belongs to the data.
                Some((more, 0 | 0xd0..=0xd7)) => end += more + 1,
                _ => break,
            }
        }
        self.at += end;
        &data[..end]
    }

    /// Returns `true` if nothing but bytes 0xff, which may precede a marker, is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.bytes[self.at..].iter().all(|byte| *byte == 0xff)
    }
}
