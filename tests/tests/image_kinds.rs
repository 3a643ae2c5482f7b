//! Tests that JPEG files of all kinds are decoded to the values of libjpeg, or refused; see `tests/images/jpeg/`.

use googlenet_runtime::image::{Image, ImageWarning};
use googlenet_tests::root;

/// Largest difference to libjpeg's values: transforms differ in rounding.
const MOST: u8 = 4;

/// The same for images of at most 4 columns, whose colours libjpeg does not smooth.
const MOST_IF_NARROW: u8 = 16;

/// A channel that is neither sampled as often as the most, nor once: the decoder would read noise where it is alone in a
/// scan and its rows have other blocks than those of all channels.
const REFUSED: [&str; 4] = [
    "sampled 4x1,2x1,1x1, scans alone",
    "sampled 1x4,1x2,1x2, scans alone",
    "sampled 2x1,4x1,4x1, scans alone",
    "progressive, 4x1,2x1,1x1 -restart 2B",
];

struct Kind {
    name: String,
    jpeg: Vec<u8>,
    expected: Image,
}

/// Reads `kinds.pack`.
fn kinds() -> Vec<Kind> {
    let bytes = std::fs::read(root().join("tests/images/jpeg/kinds.pack")).expect("the pack");
    let (mut rest, mut kinds) = (&bytes[..], Vec::new());
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let line = std::str::from_utf8(&rest[..end]).expect("a line of text");
        let mut words = line.splitn(3, ' ');
        let mut next = || words.next().expect("a word");
        let [jpeg, webp] = [next(), next()].map(|len| len.parse::<usize>().expect("a length"));
        let (jpeg, more) = rest[end + 1..].split_at(jpeg);
        let (webp, more) = more.split_at(webp);
        kinds.push(Kind {
            name: next().to_owned(),
            jpeg: jpeg.to_vec(),
            expected: Image::decode(webp).expect("a WebP image"),
        });
        rest = more;
    }
    kinds
}

fn difference(a: &Image, b: &Image) -> u8 {
    assert_eq!((a.width(), a.height()), (b.width(), b.height()));
    let (a, b) = (a.rgb(), b.rgb());
    let differences = a.iter().zip(&b).map(|(a, b)| a.abs_diff(*b));
    differences.max().expect("a pixel")
}

#[test]
fn every_kind_of_jpeg_is_read_as_libjpeg_reads_it_or_refused() {
    let (mut read, mut refused, mut wrong) = (0, Vec::new(), Vec::new());
    for Kind {
        name,
        jpeg,
        expected,
    } in kinds()
    {
        match Image::decode(&jpeg) {
            Ok(image) => {
                read += 1;
                assert_eq!(image.warning(), None, "{name}");
                let most = difference(&image, &expected);
                let allowed = if image.width() > 4 {
                    MOST
                } else {
                    MOST_IF_NARROW
                };
                if most > allowed {
                    wrong.push(format!("{name}: {most}"));
                }
            }
            Err(error) => {
                assert!(
                    error.to_string().contains("not supported"),
                    "{name}: {error}"
                );
                refused.push(name);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(read >= 115, "{read}");
    assert_eq!(refused, REFUSED);
}

#[test]
fn a_missing_end_marker_is_a_warning_and_missing_data_an_error() {
    for Kind { name, jpeg, .. } in kinds() {
        let Ok(whole) = Image::decode(&jpeg) else {
            continue;
        };
        let end = jpeg.len() - 2;
        assert_eq!(jpeg[end..], [0xff, 0xd9], "{name}");
        for bytes in [
            &jpeg[..end],
            &jpeg[..=end],
            &[&jpeg[..end], &[0; 9]].concat(),
        ] {
            let image = Image::decode(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(image.warning(), Some(ImageWarning::NoEndMarker), "{name}");
            assert_eq!(image.rgb(), whole.rgb(), "{name}");
        }
        // A progressive file that has its end marker may lack its last scans.
        let ends: &[&[u8]] = match name.contains("progressive") {
            true => &[b""],
            false => &[b"", b"\xff\xd9"],
        };
        for share in [50, 80, 95] {
            let cut = end * share / 100;
            for end in ends {
                if let Ok(image) = Image::decode(&[&jpeg[..cut], *end].concat()) {
                    panic!("{name}: {cut} bytes are {:?}", image.warning());
                }
            }
        }
    }
}

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let len = u16::try_from(data.len() + 2).expect("short").to_be_bytes();
    [&[0xff, marker], &len[..], data].concat()
}

/// Returns a grey progressive file of `side` x `side` pixels, whose first scan has a bit for each block and whose other
/// `scans` have next to nothing.
fn of_scans(side: u16, scans: usize) -> Vec<u8> {
    let [high, low] = side.to_be_bytes();
    let blocks = usize::from(side).div_ceil(8).pow(2);
    let table = |class: u8, value: u8| {
        let mut data = vec![class, 1];
        data.resize(17, 0);
        data.push(value);
        segment(0xc4, &data)
    };
    let mut jpeg = vec![0xff, 0xd8];
    jpeg.extend(segment(0xdb, &[[0].as_slice(), &[1; 64]].concat()));
    jpeg.extend(segment(0xc2, &[8, high, low, high, low, 1, 1, 0x11, 0]));
    // A code of one bit: no difference of the mean; the end of a band for 2^14 blocks and those of the next 14 bits.
    jpeg.extend([table(0x00, 0), table(0x10, 0xe0)].concat());
    jpeg.extend(segment(0xda, &[1, 1, 0, 0, 0, 0]));
    jpeg.resize(jpeg.len() + blocks.div_ceil(8), 0);
    let mut bits = String::new();
    for first in (0..blocks).step_by(32_767) {
        let run = (blocks - first).clamp(16_384, 32_767);
        bits += &format!("0{:014b}", run - 16_384);
    }
    let mut scan = segment(0xda, &[1, 1, 0, 1, 63, 0]);
    for bits in bits.as_bytes().chunks(8) {
        let ones = (0..8).map(|at| bits.get(at) != Some(&b'0'));
        let byte = ones.fold(0_u8, |byte, bit| byte << 1 | u8::from(bit));
        scan.push(byte);
        if byte == 0xff {
            scan.push(0);
        }
    }
    jpeg.extend(scan.repeat(scans));
    jpeg.extend([0xff, 0xd9]);
    jpeg
}

#[test]
fn a_jpeg_of_very_many_scans_is_refused() {
    for (side, scans) in [(16, 1), (16, 499), (1000, 60), (4000, 12)] {
        let image = Image::decode(&of_scans(side, scans));
        let image = image.unwrap_or_else(|error| panic!("{scans} scans of {side}: {error}"));
        assert_eq!(image.rgb()[0], 128);
    }
    for (side, scans, most) in [(16, 500, 500), (1000, 2000, 500), (4000, 200, 67)] {
        let error = Image::decode(&of_scans(side, scans)).expect_err("very many scans");
        let expected = format!("more than {most} scans of {side} x {side} pixels");
        assert!(error.to_string().contains(&expected), "{error}");
    }
}

#[test]
fn jpeg_is_turned_as_its_first_exif_data_says() {
    let exif = |turn: u8| {
        let tag = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0";
        segment(0xe1, &[&tag[..], &[turn, 0, 0, 0, 0, 0, 0, 0]].concat())
    };
    let jpeg = std::fs::read(root().join("tests/images/baseline.jpg")).expect("a JPEG file");
    let upright = Image::probe(&jpeg).expect("a header");
    assert_ne!(upright.width(), upright.height());
    let other = segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0");
    for (segments, is_turned) in [
        (exif(6), true),
        ([exif(6), exif(1)].concat(), true),
        ([exif(1), exif(6)].concat(), false),
        ([other.clone(), exif(6), other].concat(), true),
    ] {
        let info = Image::probe(&[&jpeg[..2], &segments, &jpeg[2..]].concat()).expect("a header");
        let turned = [upright.height(), upright.width()];
        assert_eq!([info.width(), info.height()] == turned, is_turned);
    }
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let len = u32::try_from(data.len()).expect("short").to_be_bytes();
    let mut crc = !0_u32;
    for byte in name.iter().chain(data) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    [&len[..], name, data, &(!crc).to_be_bytes()].concat()
}

/// Returns `text` in the format of zlib, not compressed.
fn stored(text: &[u8]) -> Vec<u8> {
    let len = u16::try_from(text.len()).expect("short");
    let (mut a, mut b) = (1_u32, 0);
    for byte in text {
        a = (a + u32::from(*byte)) % 65521;
        b = (b + a) % 65521;
    }
    let sum = (b << 16 | a).to_be_bytes();
    [
        &[0x78, 1, 1][..],
        &len.to_le_bytes(),
        &(!len).to_le_bytes(),
        text,
        &sum,
    ]
    .concat()
}

#[test]
fn png_is_turned_as_its_exif_data_says_wherever_that_is() {
    let png = std::fs::read(root().join("tests/images/rgb.png")).expect("a PNG file");
    let exif = |turn: u8| {
        [
            &b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"[..],
            &[turn, 0, 0, 0, 0, 0, 0, 0],
        ]
        .concat()
    };
    let profile = |kind: &str, prefix: &[u8]| {
        let bytes = [prefix, &exif(6)].concat();
        let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let lines: Vec<String> = digits.chunks(7).map(<[_]>::concat).collect();
        format!("\n{kind}\n{:>8}\n{}\n", bytes.len(), lines.join("\n")).into_bytes()
    };
    let name = |kind: &str| format!("Raw profile type {kind}\0").into_bytes();
    let text = |kind: &str, prefix: &[u8]| [name(kind), profile(kind, prefix)].concat();
    let squeezed = [name("exif"), vec![0], stored(&profile("exif", b""))].concat();
    let plain = [name("exif"), b"\0\0\0\0".to_vec(), profile("exif", b"")].concat();
    let squeezed_too = [
        name("exif"),
        b"\x01\0en\0\0".to_vec(),
        stored(&profile("exif", b"")),
    ]
    .concat();
    let kept = chunk(b"eXIf", &exif(1));
    let turned = chunk(b"tEXt", &text("exif", b""));
    let cases = [
        (chunk(b"eXIf", &exif(6)), true),
        (chunk(b"eXIf", &[&b"Exif\0\0"[..], &exif(6)].concat()), true),
        (turned.clone(), true),
        (chunk(b"tEXt", &text("APP1", b"Exif\0\0")), true),
        (chunk(b"zTXt", &squeezed), true),
        (chunk(b"iTXt", &plain), true),
        (chunk(b"iTXt", &squeezed_too), true),
        ([turned.clone(), kept].concat(), false),
        (
            [turned.clone(), chunk(b"zTXt", &squeezed[..30])].concat(),
            true,
        ),
        // Of several texts the first counts, even if nothing can be read from it.
        (
            [chunk(b"zTXt", &squeezed[..30]), turned.clone()].concat(),
            false,
        ),
        ([chunk(b"tEXt", &text("xmp", b"")), turned].concat(), true),
        (chunk(b"tEXt", &text("xmp", b"")), false),
        (
            chunk(b"tEXt", b"Raw profile type exif\0\nexif\n  9\nnone"),
            false,
        ),
        (chunk(b"zTXt", &squeezed[..30]), false),
    ];
    let upright = Image::decode(&png).expect("an image");
    let expected = Image::open(root().join("tests/images/orientation_6.png")).expect("an image");
    // Behind the header, and behind the data.
    for at in [33, png.len() - 12] {
        for (number, (chunks, is_turned)) in cases.iter().enumerate() {
            let bytes = [&png[..at], chunks, &png[at..]].concat();
            let image = Image::decode(&bytes).unwrap_or_else(|error| panic!("{number}: {error}"));
            let expected = if *is_turned { &expected } else { &upright };
            assert_eq!(image, *expected, "{number} at {at}");
            let info = Image::probe(&bytes).expect("a header");
            assert_eq!(
                [info.width(), info.height()],
                [image.width(), image.height()]
            );
        }
    }
}
