//! Overrides of the algorithm choice by the environment variable `GOOGLENET_TILE`.

use super::super::partition::Partition;
use super::line::AlgorithmSpec;
use crate::kernel::system::variable;
use std::sync::OnceLock;

/// Settings of the environment variable `GOOGLENET_TILE`: `algorithm=direct` or `algorithm=grouped`, `panels=2`, `tile=3`, `block=512` (KiB),
/// `share=pixels` or `share=channels`, separated by commas. Unknown words, and numbers that are not positive, are
/// ignored; `None` leaves that part of the choice as it is.
#[derive(Debug, Default, PartialEq)]
pub(in super::super) struct Forced {
    /// `true` to use direct convolution only.
    pub(in super::super) direct: bool,
    /// `true` to use grouped convolution wherever it fits.
    pub(in super::super) grouped: bool,
    /// Maximum number of panels (of 16 output channels) of the register tile.
    panels: Option<usize>,
    /// Maximum number of output rows, and of output columns, of a Winograd tile.
    tile: Option<usize>,
    /// Maximum size of a block of Winograd tiles in KiB.
    block: Option<usize>,
    /// Dimension of the output that threads divide among themselves; ignored with a fused pooling.
    pub(in super::super) partition: Option<Partition>,
}

/// Returns the settings of the environment variable, read at the first call.
pub(in super::super) fn forced() -> &'static Forced {
    static FORCED: OnceLock<Forced> = OnceLock::new();
    FORCED.get_or_init(|| parse(&variable("GOOGLENET_TILE").unwrap_or_default()))
}

impl Forced {
    /// Returns `algorithm` with its sizes replaced by those of `panels`, `tile` and `block` that are not `None`. Does
    /// not apply `direct`, `grouped` and `partition`.
    pub(in super::super) fn apply(&self, algorithm: AlgorithmSpec) -> AlgorithmSpec {
        match algorithm {
            AlgorithmSpec::Direct { panels } => AlgorithmSpec::Direct {
                panels: self.panels.unwrap_or(panels),
            },
            AlgorithmSpec::Winograd {
                tile,
                block,
                panels,
            } => AlgorithmSpec::Winograd {
                tile: self.tile.map_or(tile, |tile| [tile; 2]),
                block: self.block.unwrap_or(block),
                panels: self.panels.unwrap_or(panels),
            },
        }
    }
}

fn parse(text: &str) -> Forced {
    let value = |name: &str| {
        let mut settings = text
            .split(',')
            .filter_map(|setting| setting.split_once('='));
        settings.find_map(|(key, value)| (key.trim() == name).then_some(value.trim()))
    };
    let number = |name: &str| value(name)?.parse().ok().filter(|number| *number > 0);
    Forced {
        direct: value("algorithm") == Some("direct"),
        grouped: value("algorithm") == Some("grouped"),
        panels: number("panels"),
        tile: number("tile"),
        block: number("block"),
        partition: match value("share") {
            Some("pixels") => Some(Partition::Pixels),
            Some("channels") => Some(Partition::Channels),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read() {
        assert_eq!(parse(""), Forced::default());
        let panels = Forced {
            panels: Some(2),
            ..Forced::default()
        };
        assert_eq!(parse("panels=2"), panels);
        let several = Forced {
            direct: true,
            tile: Some(3),
            partition: Some(Partition::Pixels),
            ..Forced::default()
        };
        assert_eq!(parse("share=pixels, tile=3,algorithm=direct"), several);
        assert_eq!(
            parse("share=rows,panels=two,tile=0,tiles"),
            Forced::default()
        );
    }
}
