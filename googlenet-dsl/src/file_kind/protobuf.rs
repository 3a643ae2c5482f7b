//! Protobuf messages, which have no bytes of their own: they are told apart by their first fields.

use super::FileKind as Kind;

#[derive(Clone, Copy)]
enum Field<'a> {
    Number(u64),
    Fixed,
    /// Content, as far as it lies in the bytes.
    Content(&'a [u8]),
}

pub(super) fn kind(first: &[u8]) -> Option<Kind> {
    let fields = fields(first)?;
    [onnx, core_ml, saved_model, graph_def, caffemodel, mean]
        .into_iter()
        .find_map(|test| test(&fields))
}

type Fields<'a> = [(u64, Field<'a>)];

/// `ModelProto`: the version of the format, then texts, a graph, and sets of operators.
fn onnx(fields: &Fields<'_>) -> Option<Kind> {
    let [(1, Field::Number(1..=100)), rest @ ..] = fields else {
        return None;
    };
    let fits = |(number, field): &(u64, Field<'_>)| match (*number, *field) {
        (2..=4 | 6, Field::Content(text)) => is_text(text),
        (7 | 8 | 14 | 20 | 25 | 26, Field::Content(_)) | (5, Field::Number(_)) => true,
        _ => false,
    };
    let telling = |(number, _): &(u64, Field<'_>)| matches!(number, 2 | 3 | 7 | 8);
    (rest.iter().all(fits) && rest.iter().any(telling)).then_some(Kind::Onnx)
}

/// `Model` of Core ML: a version, and a description whose first field is that of an input, with its name.
fn core_ml(fields: &Fields<'_>) -> Option<Kind> {
    let [
        (1, Field::Number(1..=20)),
        (2, Field::Content(description)),
        ..,
    ] = fields
    else {
        return None;
    };
    let input = content(description, 1)?;
    is_name(content(input, 1)?).then_some(Kind::CoreMl)
}

/// `SavedModel`: the version 1, and a graph whose first field holds the list of operators or the tags.
fn saved_model(fields: &Fields<'_>) -> Option<Kind> {
    let [(1, Field::Number(1)), (2, Field::Content(graph)), ..] = fields else {
        return None;
    };
    content(graph, 1).map(|_| Kind::SavedModel)
}

/// `GraphDef`: nodes, each with a name and an operator, which begins with a capital letter.
fn graph_def(fields: &Fields<'_>) -> Option<Kind> {
    let [(1, Field::Content(node)), ..] = fields else {
        return None;
    };
    let [(1, Field::Content(name)), (2, Field::Content(operator)), ..] = *self::fields(node)?
    else {
        return None;
    };
    let capital = operator
        .first()
        .is_some_and(|letter| letter.is_ascii_uppercase() || *letter == b'_');
    (is_name(name) && is_name(operator) && capital).then_some(Kind::TensorflowGraph)
}

/// `NetParameter`: a name, inputs, and layers, which begin with their names.
fn caffemodel(fields: &Fields<'_>) -> Option<Kind> {
    let fits = |(number, field): &(u64, Field<'_>)| match (*number, *field) {
        (1 | 3, Field::Content(text)) => is_text(text),
        (2 | 6 | 8 | 100, Field::Content(_)) | (4 | 5 | 7, Field::Number(_)) => true,
        (4, Field::Content(_)) => true,
        _ => false,
    };
    let layer = |(number, field): &(u64, Field<'_>)| match (*number, *field) {
        (100, Field::Content(layer)) => content(layer, 1).is_some_and(is_name),
        // A layer of the older forms begins with its bottoms, or with a layer inside it.
        (2, Field::Content(layer)) => self::fields(layer)
            .is_some_and(|fields| matches!(fields.first(), Some((1..=6, Field::Content(_))))),
        _ => false,
    };
    (fields.iter().all(fits) && fields.iter().any(layer)).then_some(Kind::Caffemodel)
}

/// `BlobProto` as a file: four sizes, then 32-bit floats.
fn mean(fields: &Fields<'_>) -> Option<Kind> {
    match fields {
        [
            (1, Field::Number(_)),
            (2, Field::Number(_)),
            (3, Field::Number(_)),
            (4, Field::Number(_)),
            (5, Field::Content(_)),
            ..,
        ]
        | [(5, Field::Content(_)), (7, Field::Content(_)), ..]
        | [(7, Field::Content(_)), (5, Field::Content(_)), ..] => Some(Kind::CaffeMean),
        _ => None,
    }
}

/// Returns the content of a message's first field, if that has the number `number`.
fn content(message: &[u8], number: u64) -> Option<&[u8]> {
    match *fields(message)?.first()? {
        (first, Field::Content(content)) if first == number => Some(content),
        _ => None,
    }
}

/// Returns the fields whose keys lie in `bytes`; of the last one perhaps a part. `None` if what stands there is no
/// field, or there is none.
fn fields(mut bytes: &[u8]) -> Option<Vec<(u64, Field<'_>)>> {
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let Some(key) = varint(&mut bytes)? else {
            break;
        };
        let number = key >> 3;
        if !(1..1 << 29).contains(&number) {
            return None;
        }
        let field = match key & 7 {
            0 => match varint(&mut bytes)? {
                Some(value) => Field::Number(value),
                None => break,
            },
            1 => fixed(&mut bytes, 8),
            5 => fixed(&mut bytes, 4),
            2 => match varint(&mut bytes)? {
                Some(len) => {
                    let len = usize::try_from(len).unwrap_or(usize::MAX);
                    let (content, rest) = bytes.split_at(len.min(bytes.len()));
                    bytes = rest;
                    Field::Content(content)
                }
                None => break,
            },
            _ => return None,
        };
        fields.push((number, field));
    }
    (!fields.is_empty()).then_some(fields)
}

fn fixed(bytes: &mut &[u8], len: usize) -> Field<'static> {
    *bytes = &bytes[len.min(bytes.len())..];
    Field::Fixed
}

/// Removes a varint; `None` if it has more than ten bytes, `Some(None)` if the bytes end in it.
fn varint(bytes: &mut &[u8]) -> Option<Option<u64>> {
    let mut value = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if at == 10 {
            return None;
        }
        value |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            *bytes = &bytes[at + 1..];
            return Some(Some(value));
        }
    }
    *bytes = &[];
    Some(None)
}

fn is_text(bytes: &[u8]) -> bool {
    super::text::printable(bytes)
}

fn is_name(bytes: &[u8]) -> bool {
    !bytes.is_empty()
        && bytes.len() <= 1024
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_graphic() || *byte == b' ')
}
