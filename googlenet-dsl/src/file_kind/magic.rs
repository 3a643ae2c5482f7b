//! Kinds with bytes of their own at a fixed place.

use super::FileKind as Kind;

/// Bytes that a file of the kind has from an offset on. Those that more bytes tell apart come first.
const MAGIC: &[(usize, &[u8], Kind)] = &[
    (0, b"\x89GNPACK\n", Kind::PackedWeights),
    (0, b"\x93NUMPY", Kind::Npy),
    (0, b"\x89HDF\r\n\x1a\n", Kind::Hdf5),
    (
        0,
        b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19",
        Kind::OldPytorch,
    ),
    (4, b"TFL3", Kind::TfLite),
    (0, b"GGUF", Kind::Gguf),
    (0, b"lmgg", Kind::Ggml),
    (0, b"fmgg", Kind::Ggml),
    (0, b"tjgg", Kind::Ggml),
    (0, b"PAR1", Kind::Parquet),
    (0, b"ARROW1\0\0", Kind::Arrow),
    (128, b"DICM", Kind::Dicom),
    (0, b"MATLAB 5.0 MAT-file", Kind::Matlab),
    (0, b"MATLAB 7.3 MAT-file", Kind::Matlab),
    (0, b"\x12\x01\0\0\0\0\0\0", Kind::Mxnet),
    (0, b"7767517\n", Kind::Ncnn),
    (0, b"7767517\r\n", Kind::Ncnn),
    (0, b"ptrt", Kind::TensorRt),
    (0, b"ftrt", Kind::TensorRt),
    (0, b"\0\0\0\0\x01\0\0\0\0\0\0\0", Kind::Darknet),
    (0, b"\0\0\0\0\x02\0\0\0\x05\0\0\0", Kind::Darknet),
    (0, b"\0\0\0\0\x02\0\0\0\0\0\0\0", Kind::Darknet),
    (0, b"\xff\xd8\xff", Kind::Jpeg),
    (0, b"\x89PNG\r\n\x1a\n", Kind::Png),
    (0, b"GIF87a", Kind::Gif),
    (0, b"GIF89a", Kind::Gif),
    (8, b"CR\x02\0", Kind::CameraRaw),
    (0, b"FUJIFILMCCD-RAW", Kind::CameraRaw),
    (0, b"IIRO", Kind::CameraRaw),
    (0, b"IIU\0", Kind::CameraRaw),
    (0, b"II*\0", Kind::Tiff),
    (0, b"MM\0*", Kind::Tiff),
    (0, b"II+\0", Kind::Tiff),
    (0, b"MM\0+", Kind::Tiff),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", Kind::Jpeg2000),
    (0, b"\xff\x4f\xff\x51", Kind::Jpeg2000),
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", Kind::JpegXl),
    (0, b"\xff\x0a", Kind::JpegXl),
    (0, b"8BPS\0", Kind::Psd),
    (0, b"qoif", Kind::Qoi),
    (0, b"\x76\x2f\x31\x01", Kind::OpenExr),
    (0, b"#?RADIANCE", Kind::Radiance),
    (0, b"#?RGBE", Kind::Radiance),
    (0, b"DDS |\0\0\0", Kind::Dds),
    (0, b"\x1a\x45\xdf\xa3", Kind::Video),
    (0, b"ID3", Kind::Audio),
    (0, b"fLaC", Kind::Audio),
    (0, b"OggS", Kind::Audio),
    (0, b"%PDF-", Kind::Pdf),
    (0, b"%!PS", Kind::PostScript),
    (0, b"\x1f\x8b\x08", Kind::Gzip),
    (0, b"\xfd7zXZ\0", Kind::Xz),
    (0, b"]\0\0", Kind::Lzma),
    (0, b"\x28\xb5\x2f\xfd", Kind::Zstd),
    (0, b"\x04\x22\x4d\x18", Kind::Lz4),
    (0, b"7z\xbc\xaf\x27\x1c", Kind::SevenZip),
    (0, b"Rar!\x1a\x07", Kind::Rar),
    (257, b"ustar", Kind::Tar),
    (0, b"\0\x05\x16\x07", Kind::AppleDouble),
    (0, b"\x7fELF", Kind::Executable),
    (0, b"\xcf\xfa\xed\xfe", Kind::Executable),
    (0, b"\xca\xfe\xba\xbe", Kind::Executable),
    (0, b"\0asm\x01\0\0\0", Kind::Executable),
    (0, b"SQLite format 3\0", Kind::Sqlite),
    // Behind a block of the user, which may be anything.
    (512, b"\x89HDF\r\n\x1a\n", Kind::Hdf5),
    (1024, b"\x89HDF\r\n\x1a\n", Kind::Hdf5),
    (2048, b"\x89HDF\r\n\x1a\n", Kind::Hdf5),
    (0, b"\xff\xfe", Kind::Utf16),
    (0, b"\xfe\xff", Kind::Utf16),
];

pub(super) fn kind(first: &[u8]) -> Option<Kind> {
    let has = |at: usize, bytes: &[u8]| {
        let there = first.get(at..);
        there.is_some_and(|there| there.starts_with(bytes))
    };
    // The lengths of such files' headers may be any bytes.
    if safetensors(first) {
        return Some(Kind::Safetensors);
    }
    let known = MAGIC.iter().find(|(at, bytes, _)| has(*at, bytes));
    known.map(|(.., kind)| *kind).or_else(|| shaped(first))
}

/// Returns the kinds whose first bytes are few, so that a further field must have one of its values.
fn shaped(first: &[u8]) -> Option<Kind> {
    match first {
        [b'B', b'M', ..] => {
            let header = first.get(14..18)?;
            let known = [12, 16, 40, 52, 56, 64, 108, 124];
            (known.contains(&header[0]) && header[1..] == [0; 3]).then_some(Kind::Bmp)
        }
        [b'B', b'Z', b'h', b'1'..=b'9', rest @ ..] => {
            rest.starts_with(b"1AY&SY").then_some(Kind::Bzip2)
        }
        [b'M', b'Z', ..] => (first.get(62..64)? == [0; 2]).then_some(Kind::Executable),
        [b'R', b'I', b'F', b'F', ..] => match first.get(8..12)? {
            b"WEBP" => Some(Kind::WebP),
            b"AVI " => Some(Kind::Video),
            b"WAVE" => Some(Kind::Audio),
            _ => None,
        },
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => boxed(first),
        [0, 0, 1 | 2, 0, images, 0, ..] => {
            // The first image's entry ends with its size and offset; the byte before is reserved.
            (*images > 0 && first.get(9) == Some(&0)).then_some(Kind::Ico)
        }
        [b'P', b'1'..=b'7', space, ..] if space.is_ascii_whitespace() => Some(Kind::Netpbm),
        // Protocol 4 and later begin with a frame, the earlier ones with what makes an object.
        [0x80, 4 | 5, 0x95, ..] => Some(Kind::Pickle),
        [
            0x80,
            2 | 3,
            b'}' | b']' | b'(' | b'c' | b'X' | b'K' | b'J' | 0x8a,
            ..,
        ] => Some(Kind::Pickle),
        // Protocols 0 and 1 begin with the object itself, and number what they make.
        [b'(', b'd' | b'l' | b't', b'p', b'0'..=b'9', ..] | [b'}' | b']', b'q', 0, ..] => {
            Some(Kind::Pickle)
        }
        [4, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, b'V', ..] => Some(Kind::Torch7),
        _ => None,
    }
}

/// Returns the kind of a file of ISO boxes, by its brand.
fn boxed(first: &[u8]) -> Option<Kind> {
    let len = u32::from_be_bytes(first.first_chunk().copied()?) as usize;
    let brands = first.get(8..len.min(first.len()).max(12))?;
    let (brands, _) = brands.as_chunks::<4>();
    let has = |known: &[&[u8; 4]]| brands.iter().any(|brand| known.contains(&brand));
    match brands.first()? {
        b"crx " => Some(Kind::CameraRaw),
        b"avif" | b"avis" => Some(Kind::Avif),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => Some(Kind::Heic),
        b"mif1" | b"msf1" if has(&[b"avif", b"avis"]) => Some(Kind::Avif),
        b"mif1" | b"msf1" => Some(Kind::Heic),
        b"jp2 " | b"jpx " => Some(Kind::Jpeg2000),
        b"jxl " => Some(Kind::JpegXl),
        b"M4A " | b"M4B " => Some(Kind::Audio),
        _ => Some(Kind::Video),
    }
}

/// Returns `true` if the bytes are those of a safetensors file: the length of a header, below 100 MB as in all such
/// files, and the header's first character.
fn safetensors(first: &[u8]) -> bool {
    let length = first.first_chunk().copied().map(u64::from_le_bytes);
    let plausible = length.is_some_and(|length| (2..=100_000_000).contains(&length));
    plausible && first.get(8) == Some(&b'{')
}
