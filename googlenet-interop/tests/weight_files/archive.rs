//! Zip archives as tests want them.

/// Returns a stored archive of these files, without checksums.
pub fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let files: Vec<File<'_>> = files
        .iter()
        .map(|(name, content)| File::stored(name, content))
        .collect();
    written(&files)
}

/// A file of an archive, as its headers describe it.
pub struct File<'a> {
    pub name: &'a str,
    /// The bytes that are there.
    pub packed: &'a [u8],
    /// 0 is stored, 8 deflated.
    pub method: u16,
    pub flags: u16,
    /// Size of the content as it is stated.
    pub size: u32,
    pub checksum: u32,
}

impl<'a> File<'a> {
    pub fn stored(name: &'a str, content: &'a [u8]) -> File<'a> {
        File {
            name,
            packed: content,
            method: 0,
            flags: 0,
            size: content.len() as u32,
            checksum: 0,
        }
    }
}

pub fn written(files: &[File<'_>]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        let at = bytes.len() as u32;
        let mut fields = vec![20, 0];
        for number in [file.flags, file.method, 0, 0x21] {
            fields.extend(number.to_le_bytes());
        }
        for number in [file.checksum, file.packed.len() as u32, file.size] {
            fields.extend(number.to_le_bytes());
        }
        fields.extend((file.name.len() as u16).to_le_bytes());
        fields.extend([0, 0]);
        bytes.extend(
            [
                b"PK\x03\x04",
                &fields[..],
                file.name.as_bytes(),
                file.packed,
            ]
            .concat(),
        );
        directory.extend(
            [
                b"PK\x01\x02\x14\0",
                &fields[..],
                &[0; 10],
                &at.to_le_bytes(),
                file.name.as_bytes(),
            ]
            .concat(),
        );
    }
    let (at, len, count) = (
        bytes.len() as u32,
        directory.len() as u32,
        files.len() as u16,
    );
    bytes.extend(directory);
    bytes.extend(
        [
            b"PK\x05\x06",
            &[0; 4],
            &count.to_le_bytes()[..],
            &count.to_le_bytes(),
        ]
        .concat(),
    );
    bytes.extend([&len.to_le_bytes()[..], &at.to_le_bytes(), &[0, 0]].concat());
    bytes
}
