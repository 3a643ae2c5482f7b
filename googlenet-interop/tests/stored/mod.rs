//! Archives of NumPy arrays, written as the bytes that a test wants.

use flate2::Crc;

/// The bytes of a `.npy` file.
pub(crate) fn npy(descr: &str, dims: &[u64], values: &[u8]) -> Vec<u8> {
    let dims: String = dims.iter().map(|size| format!("{size},")).collect();
    let text = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': ({dims}), }}");
    let text = format!("{text:<117}\n");
    let magic = &b"\x93NUMPY\x01\0\x76\0"[..];
    [magic, text.as_bytes(), values].concat()
}

/// An archive of stored entries.
pub(crate) fn archive(arrays: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, array) in arrays {
        let name = format!("{name}.npy");
        let mut crc = Crc::new();
        crc.update(array);
        let [len, start] = [array.len(), bytes.len()].map(|len| (len as u32).to_le_bytes());
        let sizes = [
            &crc.sum().to_le_bytes()[..],
            &len,
            &len,
            &(name.len() as u16).to_le_bytes(),
            &[0; 2],
        ]
        .concat();
        bytes.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0");
        bytes.extend(&sizes);
        bytes.extend(name.as_bytes());
        bytes.extend(array);
        directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0");
        directory.extend(&sizes);
        directory.extend([0; 10]);
        directory.extend(start);
        directory.extend(name.as_bytes());
    }
    let [len, start] = [directory.len(), bytes.len()].map(|len| (len as u32).to_le_bytes());
    let count = (arrays.len() as u16).to_le_bytes();
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count, count].concat());
    bytes.extend([len, start].concat());
    bytes.extend([0; 2]);
    bytes
}
