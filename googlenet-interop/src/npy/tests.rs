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
