//! Tests that decoding an image takes no more memory than its header lets expect, and nothing beyond the limits.

use googlenet_runtime::image::{DecodeOptions, Image, ImageInfo, ImageKind};
use googlenet_tests::counted::Counted;
use googlenet_tests::root;

#[global_allocator]
static ALLOCATOR: Counted = Counted;

/// Most bytes that are taken for a file that is refused by its header.
const REFUSED: usize = 16 << 10;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/images").join(name)).expect("an image")
}

/// Writes bits, the lowest of a byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for at in 0..count {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let last = self.bytes.last_mut().expect("a byte");
            *last |= ((value >> at & 1) as u8) << (self.used % 8);
            self.used += 1;
        }
    }
}

/// Returns `len` zeros in the format of zlib: a literal, and references to the byte before.
fn zeros(len: u64) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.put(0b011, 3);
    let mut rest = len;
    while rest > 0 {
        if rest < len && rest >= 258 {
            // The code of the length 258, its first bit first, and that of the distance 1.
            bits.put(0b1010_0011, 8);
            bits.put(0, 5);
            rest -= 258;
        } else {
            bits.put(0b0000_1100, 8);
            rest -= 1;
        }
    }
    bits.put(0, 7);
    let sum = ((len % 65521) as u32) << 16 | 1;
    [&[0x78, 0x9c][..], &bits.bytes, &sum.to_be_bytes()].concat()
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = !0_u32;
    for byte in name.iter().chain(data) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    let len = u32::try_from(data.len()).expect("short").to_be_bytes();
    [&len[..], name, data, &(!crc).to_be_bytes()].concat()
}

/// Returns a black PNG file. `more` are chunks between the header and the data.
fn png([width, height]: [u32; 2], depth: u8, color: u8, interlaced: bool, more: &[u8]) -> Vec<u8> {
    let samples = match color {
        2 => 3,
        4 => 2,
        6 => 4,
        _ => 1,
    };
    let row = |width: u32| match width {
        0 => 0,
        _ => (u64::from(width) * samples * u64::from(depth)).div_ceil(8) + 1,
    };
    // First column and row, and their distance, of the passes.
    let passes: &[[u32; 4]] = match interlaced {
        true => &[
            [0, 0, 8, 8],
            [4, 0, 8, 8],
            [0, 4, 4, 8],
            [2, 0, 4, 4],
            [0, 2, 2, 4],
            [1, 0, 2, 2],
            [0, 1, 1, 2],
        ],
        false => &[[0, 0, 1, 1]],
    };
    let passes = passes.iter().map(|[left, top, across, down]| {
        let rows = height.saturating_sub(*top).div_ceil(*down);
        row(width.saturating_sub(*left).div_ceil(*across)) * u64::from(rows)
    });
    let header = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[depth, color, 0, 0, u8::from(interlaced)],
    ];
    let palette = if color == 3 {
        chunk(b"PLTE", &[0; 3])
    } else {
        Vec::new()
    };
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header.concat()),
        palette,
        more.to_vec(),
        chunk(b"IDAT", &zeros(passes.sum())),
        chunk(b"IEND", &[]),
    ]
    .concat()
}

/// Returns the header of a BMP file, which `data` follows.
fn bmp([width, height]: [u32; 2], bits: u16, compression: u32, data: &[u8]) -> Vec<u8> {
    let palette = if bits <= 8 { 4 << bits } else { 0 };
    let start = 54 + palette as u32;
    let mut bytes = b"BM".to_vec();
    for value in [start + data.len() as u32, 0, start, 40, width, height] {
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend([1, 0]);
    bytes.extend(bits.to_le_bytes());
    for value in [compression, data.len() as u32, 0, 0, 0, 0] {
        bytes.extend(value.to_le_bytes());
    }
    bytes.resize(start as usize, 0);
    bytes.extend(data);
    bytes
}

/// Returns a JPEG file with another size, which its data does not fill, and bytes at the end, so that it is not refused
/// as too short.
fn jpeg(name: &str, [width, height]: [u16; 2]) -> Vec<u8> {
    let mut bytes = file(name);
    let is_frame = |pair: &[u8]| pair == [0xff, 0xc0] || pair == [0xff, 0xc2];
    let frame = bytes.windows(2).position(is_frame).expect("a frame");
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes.resize(
        bytes.len() + usize::from(width) * usize::from(height) / 512,
        0,
    );
    bytes
}

fn riff(chunks: &[u8]) -> Vec<u8> {
    let len = u32::try_from(chunks.len() + 4).expect("short");
    [&b"RIFF"[..], &len.to_le_bytes(), b"WEBP", chunks].concat()
}

fn webp_chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let len = u32::try_from(data.len()).expect("short").to_le_bytes();
    [&name[..], &len, data, &[0][..data.len() % 2]].concat()
}

/// Returns the chunk of a WebP file with this name, with another size.
fn colors(name: &str, chunk: &[u8; 4], [width, height]: [u32; 2]) -> Vec<u8> {
    let bytes = file(name);
    let at = bytes
        .windows(4)
        .position(|four| four == chunk)
        .expect("a chunk");
    let len = u32::from_le_bytes(bytes[at + 4..at + 8].try_into().expect("four bytes"));
    let mut data = bytes[at + 8..][..len as usize].to_vec();
    if chunk == b"VP8L" {
        let flags = data[4] & 0xf0;
        data[1..5].copy_from_slice(&((width - 1) | (height - 1) << 14).to_le_bytes());
        data[4] = data[4] & 0x0f | flags;
    } else {
        data[6..8].copy_from_slice(&(width as u16).to_le_bytes());
        data[8..10].copy_from_slice(&(height as u16).to_le_bytes());
        data.resize(data.len() + (width * height / 1024) as usize, 0);
    }
    webp_chunk(chunk, &data)
}

/// Appends the bits of a code of one symbol.
fn one_symbol(bits: &mut Bits, symbol: u32) {
    bits.put(0b101, 3);
    bits.put(symbol, 8);
}

/// Returns a chunk of a lossless image whose pixels take no bits: all have one colour.
fn one_color([width, height]: [u32; 2]) -> Vec<u8> {
    let mut bits = Bits::default();
    for (value, count) in [(0x2f, 8), (width - 1, 14), (height - 1, 14), (0, 4), (0, 3)] {
        bits.put(value, count);
    }
    (0..5).for_each(|channel| one_symbol(&mut bits, 30 + channel));
    webp_chunk(b"VP8L", &bits.bytes)
}

/// Returns a chunk of a lossless image of one pixel with 65,536 groups of codes, each of which costs a decoder that
/// builds them all 70 kB.
fn many_codes() -> Vec<u8> {
    let mut bits = Bits::default();
    for (value, count) in [(0x2f, 8), (0, 14), (0, 14), (0, 4), (0, 1)] {
        bits.put(value, count);
    }
    // A cache of 2,048 colours, and groups for blocks of 4 x 4 pixels: an image of one pixel, red and green 255.
    for (value, count) in [(1, 1), (11, 4), (1, 1), (0, 3), (0, 1)] {
        bits.put(value, count);
    }
    [255, 255, 0, 0, 0]
        .into_iter()
        .for_each(|symbol| one_symbol(&mut bits, symbol));
    for _ in 0..65_536 {
        // The code of code lengths has one symbol, 11, so that 2,048 symbols of 11 bits take no bits.
        bits.put(0, 1);
        bits.put(11, 4);
        (0..15).for_each(|place| bits.put(u32::from(place == 14), 3));
        for (value, count) in [(1, 1), (5, 3), (2046, 12)] {
            bits.put(value, count);
        }
        (0..4).for_each(|_| one_symbol(&mut bits, 0));
    }
    webp_chunk(b"VP8L", &bits.bytes)
}

/// Returns the chunks of an extended WebP file.
fn extended(flags: u8, size: [u32; 2], chunks: &[u8]) -> Vec<u8> {
    let [width, height] = size.map(|size| (size - 1).to_le_bytes());
    let data = [&[flags, 0, 0, 0][..], &width[..3], &height[..3]].concat();
    riff(&[webp_chunk(b"VP8X", &data), chunks.to_vec()].concat())
}

fn animation(flags: u8, size: [u32; 2], frame: &[u8]) -> Vec<u8> {
    let [width, height] = size.map(|size| (size - 1).to_le_bytes());
    let data = [&[0; 6][..], &width[..3], &height[..3], &[0; 4], frame].concat();
    let all = [webp_chunk(b"ANIM", &[0; 6]), webp_chunk(b"ANMF", &data)].concat();
    extended(flags | 2, size, &all)
}

/// EXIF data that says that the image is to be turned by a quarter.
const TURNED: &[u8] = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";

/// Alpha without compression (of too few values), and alpha in the format of lossless images.
const ALPHA: [&[u8]; 2] = [&[0], &[1, 0x18, 0, 0, 0]];

/// Files of many pixels, with the bytes a pixel that the documentation of `ImageInfo` says.
fn files() -> Vec<(String, Vec<u8>, u64)> {
    let size = [1501, 1002];
    let mut files = Vec::new();
    for (color, depths, each) in [
        (0, &[1, 8, 16][..], 1),
        (2, &[8, 16], 3),
        (3, &[1, 8], 3),
        (4, &[8, 16], 1),
        (6, &[8, 16], 3),
    ] {
        for (depth, interlaced) in depths
            .iter()
            .flat_map(|depth| [(*depth, false), (*depth, true)])
        {
            let name = format!("png {color} {depth} {interlaced}");
            files.push((name, png(size, depth, color, interlaced, &[]), each));
        }
    }
    let turned = chunk(b"eXIf", TURNED);
    files.push((
        "png, turned".to_owned(),
        png(size, 16, 6, false, &turned),
        6,
    ));
    files.push((
        "png, wide".to_owned(),
        png([400_000, 2], 16, 6, false, &[]),
        3,
    ));
    files.push((
        "png, high".to_owned(),
        png([2, 400_000], 16, 6, true, &[]),
        3,
    ));
    let rows = |bits: u32| vec![0; ((size[0] * bits).div_ceil(32) * 4 * size[1]) as usize];
    for (bits, each) in [(1, 3), (8, 3), (16, 3), (24, 3), (32, 4)] {
        files.push((
            format!("bmp {bits}"),
            bmp(size, bits, 0, &rows(bits.into())),
            each,
        ));
    }
    files.push(("bmp, runs".to_owned(), bmp(size, 8, 1, &[0, 1]), 3));
    for (name, each) in [
        ("baseline.jpg", 9),
        ("grey.jpg", 3),
        ("cmyk_adobe.jpg", 12),
        ("subsampled.jpg", 5),
        ("progressive.jpg", 15),
        ("orientation_6.jpg", 9),
    ] {
        files.push((name.to_owned(), jpeg(name, [1501, 1002]), each));
        files.push((format!("{name}, wide"), jpeg(name, [60_000, 20]), each));
    }
    let lossless = one_color(size);
    let lossy = colors("lossy.webp", b"VP8 ", size);
    files.push(("lossless.webp".to_owned(), riff(&lossless), 8));
    files.push(("lossy.webp".to_owned(), riff(&lossy), 5));
    files.push((
        "webp, animated".to_owned(),
        animation(0, size, &lossless),
        12,
    ));
    files.push((
        "webp, animated, alpha".to_owned(),
        animation(0x10, size, &lossless),
        12,
    ));
    files.push((
        "webp, animated, lossy".to_owned(),
        animation(0x10, size, &lossy),
        12,
    ));
    let exif = webp_chunk(b"EXIF", TURNED);
    files.push((
        "webp, turned".to_owned(),
        extended(8, size, &[lossless, exif].concat()),
        8,
    ));
    for alpha in ALPHA {
        let all = [webp_chunk(b"ALPH", alpha), lossy.clone()].concat();
        files.push((
            format!("webp, alpha {}", alpha[0]),
            extended(0x10, size, &all),
            12,
        ));
        files.push((
            format!("webp, animated, alpha {}", alpha[0]),
            animation(0x10, size, &all),
            12,
        ));
    }
    files
}

fn pixels(info: &ImageInfo) -> u64 {
    u64::from(info.width()) * u64::from(info.height())
}

/// Asserts that a file is refused, and that nothing was taken for its pixels.
#[track_caller]
fn refused(name: &str, bytes: &[u8], options: DecodeOptions, expected: &str) {
    let (result, most) = Counted::most_during(|| options.decode(bytes));
    let said = result.expect_err(name).to_string();
    assert!(said.contains(expected), "{name}: {said}");
    assert!(most <= REFUSED, "{name}: {most} bytes");
}

/// This is a single test because the counters of the allocator are those of the whole process.
#[test]
fn decoding_takes_the_memory_that_the_header_says() {
    let mut decoded = 0;
    for (name, bytes, each) in files() {
        let (info, probed) = Counted::most_during(|| Image::probe(&bytes));
        let info = info.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(
            probed <= REFUSED,
            "{name}: {probed} bytes for a look at the header"
        );
        let (result, most) = Counted::most_of_attempt(|| Image::decode(&bytes));
        let said = info.memory_bytes();
        println!(
            "{name}: {most} of {said} bytes, {:.1} a pixel, {:?}",
            most as f64 / pixels(&info) as f64,
            result.as_ref().err()
        );
        assert!(most as u64 <= said, "{name}: {most} bytes, not {said}");
        if let Ok(image) = &result {
            decoded += 1;
            assert_eq!(
                (image.width(), image.height()),
                (info.width(), info.height()),
                "{name}"
            );
            let least = if image.rgb().is_empty() { 0 } else { said / 3 };
            assert!(
                most as u64 >= least || said < 4 << 20,
                "{name}: {most} bytes of {said}"
            );
        }
        // Beside the pixels: rows, tables, and what the file holds.
        let longest = u64::from(info.width().max(info.height()));
        let (rows, parts) = match info.kind() {
            ImageKind::Jpeg => (600 * longest, 0),
            ImageKind::WebP => (100 * longest, 17 << 20),
            _ => (160 * longest, 0),
        };
        let documented = each * pixels(&info) + rows + parts + (1 << 20) + 3 * bytes.len() as u64;
        assert!(said <= documented, "{name}: {said} of {documented} bytes");

        let few = DecodeOptions::new().max_pixels(pixels(&info) - 1);
        refused(
            &name,
            &bytes,
            few,
            "help: allow more with `--max-pixels`, or `DecodeOptions::max_pixels` in Rust",
        );
        let little = DecodeOptions::new().max_bytes(said - 1);
        refused(
            &name,
            &bytes,
            little,
            "help: allow more with `DecodeOptions::max_bytes`",
        );
        let enough = DecodeOptions::new()
            .max_pixels(pixels(&info))
            .max_bytes(said);
        assert!(enough.check(&info).is_ok(), "{name}");
    }
    assert!(decoded >= 25, "{decoded} files were decoded as a whole");

    let options = DecodeOptions::new();
    let one_color = png([9999, 9999], 8, 0, false, &[]);
    refused(
        "9999 x 9999",
        &one_color,
        options.max_pixels(4_000_000),
        "9999 x 9999 has more than 4000000 pixels",
    );
    for bits in [1, 8, 24, 32] {
        refused(
            "a short bmp",
            &bmp([10_000, 10_000], bits, 0, &[0; 100]),
            options,
            "cut off",
        );
    }
    refused(
        "a short png",
        &png([20, 20], 8, 2, false, &[])[..60],
        options,
        "cut off",
    );
    let lossy = colors("lossy.webp", b"VP8 ", [400, 400]);
    let mut short = lossy.clone();
    short[14..18].copy_from_slice(&[0x0f, 0x27, 0x0f, 0x27]);
    refused("a short webp", &riff(&short), options, "cut off");
    refused(
        "webp of two sizes",
        &extended(0, [30, 30], &lossy),
        options,
        "several sizes",
    );
    refused(
        "a frame of two sizes",
        &animation(0, [30, 30], &lossy),
        options,
        "several sizes",
    );
    refused(
        "webp of many codes",
        &riff(&many_codes()),
        options,
        "its tables of codes would take more than 128 MiB",
    );
    let large = extended(0, [1 << 14, 1 << 14], &[]);
    refused(
        "a large canvas",
        &large,
        options,
        "has more than 100000000 pixels",
    );
    let said = options
        .max_pixels(u64::MAX)
        .decode(&large)
        .expect_err("large")
        .to_string();
    assert!(
        said.ends_with("has more than 100000000 pixels"),
        "no help where there is none: {said}"
    );
}
