//! Tests that the decoder of images is total: for any input it terminates, does not panic and keeps within its limit of
//! memory.

use googlenet_runtime::image::{DecodeOptions, Image};
use googlenet_tests::counted::Counted;
use googlenet_tests::{mutated, root};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

#[global_allocator]
static ALLOCATOR: Counted = Counted;

/// Returns the maximum number of bytes that may be allocated to decode a file: what its header lets expect, and no more
/// than 64 MiB for JPEG and PNG, whatever size their headers declare. A few bytes of WebP or BMP can be a large image of
/// a single colour.
fn limit(bytes: &[u8]) -> usize {
    let any_size = bytes.starts_with(b"RIFF") || bytes.starts_with(b"BM");
    let most = if any_size { usize::MAX } else { 64 << 20 };
    let info = Image::probe(bytes).ok();
    let info = info.filter(|info| DecodeOptions::new().check(info).is_ok());
    info.map_or(64 << 10, |info| (info.memory_bytes() as usize).min(most))
}

fn attempt(bytes: &[u8]) -> Result<Image, String> {
    let (result, most) = Counted::most_of_attempt(|| Image::decode(bytes));
    assert!(
        most <= limit(bytes),
        "{most} bytes for a file of {}",
        bytes.len()
    );
    match result {
        Ok(image) => {
            let pixels = u64::from(image.width()) * u64::from(image.height());
            assert!((1..=100_000_000).contains(&pixels));
            Ok(image)
        }
        Err(wrong) => {
            let said = wrong.to_string();
            assert!(
                said.starts_with("cannot use the image") && said.len() < 1000,
                "{said}"
            );
            Err(said)
        }
    }
}

fn good(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/images").join(name)).expect("an image")
}

/// Returns the images in `tests/images/`, which cover all kinds of files that can be decoded.
fn all_good() -> Vec<Vec<u8>> {
    let folder = std::fs::read_dir(root().join("tests/images")).expect("the folder is there");
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> = paths
        .filter(|path| {
            let ending = path.extension().and_then(|ending| ending.to_str());
            ending.is_some_and(|ending| Image::ENDINGS.contains(&ending))
        })
        .collect();
    paths.sort();
    assert!(paths.len() >= 25);
    paths
        .iter()
        .map(|path| std::fs::read(path).expect("read"))
        .collect()
}

fn with(mut bytes: Vec<u8>, at: usize, new: &[u8]) -> Vec<u8> {
    bytes[at..at + new.len()].copy_from_slice(new);
    bytes
}

/// Returns a PNG chunk with a valid checksum.
fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = !0_u32;
    for byte in name.iter().chain(data) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    let length = u32::try_from(data.len()).expect("short").to_be_bytes();
    [&length[..], name, data, &(!crc).to_be_bytes()].concat()
}

/// Returns a PNG file whose header declares this size, bit depth and colour type, with image data that is much too
/// short.
fn png(width: u32, height: u32, depth: u8, kind: u8) -> Vec<u8> {
    let header = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[depth, kind, 0, 0, 0],
    ]
    .concat();
    let signature = b"\x89PNG\r\n\x1a\n".to_vec();
    let data = [0x78, 0x9c, 0x63, 0, 0, 0, 1, 0, 1];
    let chunks = [
        chunk(b"IHDR", &header),
        chunk(b"IDAT", &data),
        chunk(b"IEND", &[]),
    ];
    [signature, chunks.concat()].concat()
}

/// Returns files that must be refused. Each has a name, its bytes, and a text that the error message must contain.
fn broken() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let jpeg = good("baseline.jpg");
    let frame = jpeg
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .expect("a frame");
    let table = jpeg
        .windows(2)
        .position(|pair| pair == [0xff, 0xc4])
        .expect("a table");
    let cut = |name: &str, share: f64| {
        let mut bytes = good(name);
        bytes.truncate((bytes.len() as f64 * share) as usize);
        bytes
    };
    let bad_checksum = {
        let mut bytes = good("rgb.png");
        let at = bytes
            .windows(4)
            .position(|name| name == b"IDAT")
            .expect("data");
        bytes[at + 20] ^= 0x55;
        bytes
    };
    vec![
        ("empty", Vec::new(), "empty"),
        (
            "text",
            b"an image of a cat".to_vec(),
            "expected a JPEG, PNG, WebP or BMP image",
        ),
        (
            "a gif",
            b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(),
            "expected a JPEG, PNG, WebP or BMP image",
        ),
        ("jpeg: two bytes", vec![0xff, 0xd8], "cut off"),
        (
            "jpeg: ends at once",
            vec![0xff, 0xd8, 0xff, 0xd9],
            "ends before its first scan",
        ),
        (
            "jpeg: no segment",
            vec![0xff, 0xd8, 0, 0, 0, 0],
            "expected segments before a scan",
        ),
        ("jpeg: half", cut("baseline.jpg", 0.5), "cut off"),
        ("jpeg: nearly whole", cut("baseline.jpg", 0.97), "cut off"),
        (
            "jpeg: progressive, half",
            cut("progressive.jpg", 0.7),
            "cut off",
        ),
        (
            "jpeg: 65535 x 65535",
            with(jpeg.clone(), frame + 5, &[255; 4]),
            "more than 100000000",
        ),
        (
            "jpeg: 10000 x 10000",
            with(jpeg.clone(), frame + 5, &[0x27, 0x10, 0x27, 0x10]),
            "cut off",
        ),
        ("jpeg: no rows", with(jpeg.clone(), frame + 5, &[0, 0]), ""),
        (
            "jpeg: 12 bits",
            with(jpeg.clone(), frame + 4, &[12]),
            "the JPEG has 12 bits a channel, of which 8 are supported",
        ),
        (
            "jpeg: arithmetic coding",
            with(jpeg.clone(), frame, &[0xff, 0xc9]),
            "the JPEG is arithmetic-coded, which is not supported",
        ),
        (
            "jpeg: lossless",
            with(jpeg.clone(), frame, &[0xff, 0xc3]),
            "the JPEG is lossless, which is not supported",
        ),
        (
            "jpeg: a table of 255 codes each",
            with(jpeg.clone(), table + 5, &[255; 16]),
            "",
        ),
        (
            "jpeg: nine components",
            with(jpeg.clone(), frame + 9, &[9]),
            "",
        ),
        (
            "jpeg: sampled 15 x 15",
            with(jpeg.clone(), frame + 11, &[0xff]),
            "",
        ),
        (
            "jpeg: a segment past the end",
            with(jpeg.clone(), 4, &[0xff, 0xff]),
            "cut off",
        ),
        (
            "png: signature alone",
            good("rgb.png")[..8].to_vec(),
            "cut off",
        ),
        ("png: half", cut("rgb.png", 0.5), "cut off"),
        ("png: without its end", cut("rgb.png", 0.98), "cut off"),
        ("png: wrong checksum", bad_checksum, "its data is damaged"),
        (
            "png: 100000 x 100000",
            png(100_000, 100_000, 8, 2),
            "more than 100000000",
        ),
        ("png: 10000 x 10000", png(10_000, 10_000, 16, 6), "cut off"),
        (
            "png: 4294967295 x 4294967295",
            png(u32::MAX, u32::MAX, 8, 2),
            "",
        ),
        ("png: no columns", png(0, 10, 8, 2), ""),
        ("png: data too short", png(10, 10, 8, 2), ""),
        (
            "png: depth 3",
            png(10, 10, 3, 2),
            "no PNG has 3 bits a channel with the colour type 2",
        ),
        ("png: palette missing", png(10, 10, 8, 3), ""),
        ("webp: half", cut("lossless.webp", 0.5), "cut off"),
        ("webp: lossy, half", cut("lossy.webp", 0.7), "cut off"),
        ("webp: header alone", b"RIFF\x04\0\0\0WEBP".to_vec(), ""),
        (
            "webp: 4 GiB",
            with(good("lossless.webp"), 4, &[255; 4]),
            "cut off",
        ),
        ("bmp: half", cut("rgb.bmp", 0.5), "cut off"),
        ("bmp: header alone", cut("rgb.bmp", 0.05), ""),
        (
            "bmp: 2147483647 columns",
            with(good("rgb.bmp"), 18, &[255, 255, 255, 127]),
            "",
        ),
        (
            "bmp: 33 bits",
            with(good("rgb.bmp"), 28, &[33, 0]),
            "it has 33 bits a pixel, which is not supported",
        ),
        (
            "bmp: compressed by 77",
            with(good("rgb.bmp"), 30, &[77, 0, 0, 0]),
            "",
        ),
    ]
}

/// Tests the files of [`broken`], 18,000 mutated and 2,000 truncated files. This is a single test because the counters
/// of the allocator are those of the whole process.
#[test]
fn no_file_breaks_the_decoders() {
    let broken = broken();
    assert!(broken.len() >= 20);
    for (name, bytes, expected) in &broken {
        let said = attempt(bytes).map(drop).expect_err(name);
        println!("{name}: {said}");
        assert!(said.contains(expected), "{name}: {said}");
    }

    let good = all_good();
    for bytes in &good {
        attempt(bytes).expect("an image");
    }
    let runner = |cases| {
        TestRunner::new(Config {
            cases,
            failure_persistence: None,
            ..Config::default()
        })
    };
    let words: Vec<Vec<u8>> = [
        &b"\xff"[..],
        b"\xff\xd8",
        b"\xff\xda",
        b"\xff\xc4",
        b"\xff\xd9",
        b"\xff\xff\xff\xff",
        b"\0\0\0\0",
        b"\x7f\xff\xff\xff",
        b"IDAT",
        b"IEND",
        b"PLTE",
        b"tRNS",
        b"eXIf",
        b"VP8X",
        b"VP8L",
        b"ALPH",
        b"Exif\0\0II*\0",
        b"\x01",
        b"\0",
    ]
    .map(<[u8]>::to_vec)
    .to_vec();
    let word = prop_oneof![
        1 => proptest::sample::select(words),
        3 => proptest::collection::vec(any::<u8>(), 0..6),
    ];
    let changes = proptest::collection::vec((any::<usize>(), any::<u8>(), word), 1..6);
    let strategy = (proptest::sample::select(good.clone()), changes);
    let mutations = runner(18_000).run(&strategy, |(bytes, changes)| {
        let _ = attempt(&mutated(bytes, &changes));
        Ok(())
    });
    mutations.expect("mutations");

    let lengths = (proptest::sample::select(good), 0.0..1.0);
    let cuts = runner(2_000).run(&lengths, |(bytes, share)| {
        let end = (bytes.len() as f64 * share) as usize;
        let attempted = attempt(&bytes[..end]);
        prop_assert!(
            attempted.is_err() || attempted.is_ok_and(|image| image.warning().is_some()),
            "{} of {} bytes",
            end,
            bytes.len()
        );
        Ok(())
    });
    cuts.expect("files that are cut off");
}
