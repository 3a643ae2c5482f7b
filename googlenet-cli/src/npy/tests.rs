use super::{parse, write};
use googlenet_dsl::shape::Shape;

const SHAPE: Shape = Shape::Map {
    height: 3,
    width: 2,
    channels: 2,
};

fn read(bytes: &[u8]) -> Result<Vec<f32>, String> {
    parse(bytes, bytes.len() as u64, SHAPE)
}

#[test]
fn what_is_written_is_read_back_to_the_bit() {
    let values: Vec<f32> = (0..24).map(|i| 1.0 / (i as f32 - 11.5)).collect();
    let bytes = write(&values, SHAPE).expect("writing to memory");
    assert_eq!(read(&bytes), Ok(values));
}

/// Every damaged file gives an answer, and none takes long.
#[test]
fn damaged_files_are_refused_or_read_but_never_panic() {
    let values = [0.5; 24];
    let whole = write(&values, SHAPE).expect("writing to memory");
    let alphabet = b"\0\x01\xff0123456789{}()[]'\",:-+_.xjLTF<>|fuiUSVOMm\\\n";
    let mut state = 1_u64;
    let mut random = |bound: usize| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 33) as usize % bound
    };
    let mut refused = 0;
    for _ in 0..20_000 {
        let mut bytes = whole.clone();
        for _ in 0..=random(4) {
            let at = random(bytes.len().clamp(1, 128));
            let byte = alphabet[random(alphabet.len())];
            match random(4) {
                0 => bytes.insert(at, byte),
                1 if bytes.len() > 1 => drop(bytes.remove(at)),
                2 => bytes.truncate(at + 1),
                _ => bytes[at] = byte,
            }
        }
        refused += usize::from(read(&bytes).is_err());
    }
    assert!(refused > 10_000, "only {refused} were refused");
}
