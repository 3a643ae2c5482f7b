//! The reading stage: a file's bytes to text, and the text to a tree of YAML values with their positions. The only
//! module that uses the YAML parser.

mod build;
mod file;
mod scalar;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use tree::{Entry, Node, Value};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source, Span};
use build::TreeBuilder;
use granit_parser::{Event, Parser, ScalarStyle, ScanError};

/// The largest nesting depth of lists and maps.
const MAX_DEPTH: usize = 64;

/// Parses the text of a description to a tree of values.
///
/// # Errors
/// Syntax errors, of which the first ends the reading; YAML beyond plain maps, lists and scalars (anchors, aliases,
/// merge keys, tags, several documents); duplicate keys, keys that are not text, and keys of more than 256 bytes; a
/// file that is empty, nests lists and maps more than 64 deep, or has more than 100,000 values.
pub(crate) fn read(source: &Source) -> Result<Node, Diagnostics> {
    let mut options = granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: MAX_DEPTH + 1,
        block_nesting_limit: MAX_DEPTH + 1,
    };
    options.set_emit_comments(false);
    let mut errors = Diagnostics::none();
    let mut builder = TreeBuilder::default();
    let mut documents = 0;
    for event in Parser::new_from_str_with_options(source.text(), options) {
        let (event, place) = match event {
            Ok(event) => event,
            Err(error) => {
                errors.push(syntax(source, &error));
                break;
            }
        };
        let span = span(source, place);
        if let Some(tag) = place.tag_span() {
            let span = self::span(source, tag);
            errors.push(Diagnostic::new(
                Code::TAG,
                "tags are not used here",
                span,
                "a tag",
            ));
        }
        let flow = source.slice(span).starts_with(['[', '{']);
        match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    let title = "the file holds more than one document";
                    let error = Diagnostic::new(
                        Code::MANY_DOCUMENTS,
                        title,
                        span,
                        "a second one begins here",
                    );
                    errors.push(error.help("put each network into a file of its own"));
                    break;
                }
            }
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                builder.complete(
                    Node {
                        span,
                        value: scalar::value(text, plain),
                    },
                    &mut errors,
                );
            }
            Event::SequenceStart(..) => builder.open(false, flow, span),
            Event::MappingStart(..) => builder.open(true, flow, span),
            Event::SequenceEnd | Event::MappingEnd => builder.close(span, &mut errors),
            Event::Anchor(..) => push_first(&mut errors, anchor("anchors are not used here", span)),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                push_first(&mut errors, anchor("aliases are not used here", span));
                builder.complete(
                    Node {
                        span,
                        value: Value::Null,
                    },
                    &mut errors,
                );
            }
            _ => {}
        }
        if builder.depth() > MAX_DEPTH {
            errors.push(too_deep(span));
            break;
        }
        if builder.is_full() {
            let title = format!("the file has more than {} values", build::MAX_VALUES);
            errors.push(Diagnostic::new(
                Code::TOO_LARGE,
                title,
                span,
                "the limit is passed here",
            ));
            break;
        }
    }
    match builder.finish() {
        _ if !errors.is_empty() => errors
            .into_result(())
            .map(|()| unreachable!("errors were found")),
        Some(Node {
            value: Value::Null, ..
        })
        | None => {
            let error = Diagnostic::of_file(Code::EMPTY, "the file is empty");
            Err(Diagnostics::of(error.help("begin with `format: 1`")))
        }
        Some(node) => Ok(node),
    }
}

fn span(source: &Source, place: granit_parser::Span) -> Span {
    let end = source.text().len();
    let offset =
        |marker: granit_parser::Marker| marker.byte_offset().unwrap_or(end).min(end) as u32;
    let start = offset(place.start);
    Span {
        start,
        end: offset(place.end).max(start),
    }
}

/// Records an error unless one with the same code is recorded, so that a file with many anchors or aliases gets only
/// one message about them.
fn push_first(errors: &mut Diagnostics, error: Diagnostic) {
    if errors.iter().all(|known| known.code != error.code) {
        errors.push(error);
    }
}

fn anchor(title: &str, span: Span) -> Diagnostic {
    let error = Diagnostic::new(
        Code::ANCHOR,
        title,
        span,
        "not used in network descriptions",
    );
    error.help("use `blocks` or `defaults` for what repeats")
}

fn too_deep(span: Span) -> Diagnostic {
    let title = format!("lists and maps nest more than {MAX_DEPTH} deep");
    Diagnostic::new(Code::TOO_DEEP, title, span, "the limit is passed here")
}

fn syntax(source: &Source, error: &ScanError) -> Diagnostic {
    let start = error
        .marker()
        .byte_offset()
        .unwrap_or(source.text().len())
        .min(source.text().len());
    let len = source
        .text()
        .get(start..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8);
    let span = Span {
        start: start as u32,
        end: (start + len) as u32,
    };
    if matches!(
        error.kind(),
        granit_parser::ErrorKind::RecursionLimitExceeded
    ) {
        return too_deep(span);
    }
    let info = error.info();
    let mut letters = info.chars();
    let label = letters.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(letters).collect()
    });
    let mut error = Diagnostic::new(Code::SYNTAX, "the file is not YAML", span, label);
    error.help = syntax_help(source, span);
    error
}

/// Returns the help for a tab in front of a line, and for a line with a colon and no blank behind it, at or before the
/// position of a syntax error.
fn syntax_help(source: &Source, span: Span) -> Option<String> {
    let text = source.text();
    let end = text[span.start as usize..].find('\n');
    let upto = &text[..end.map_or(text.len(), |end| span.start as usize + end)];
    let mut lines = upto.rsplit('\n').filter(|line| !line.trim().is_empty());
    let (here, before) = (lines.next()?, lines.next().unwrap_or_default());
    let indent = |line: &str| line.len() - line.trim_start().len();
    if here[..indent(here)].contains('\t') {
        return Some("indent with blanks: YAML has no tabs there".into());
    }
    let without_blank = |line: &&str| {
        let word = line.trim_start().trim_start_matches("- ");
        let (key, rest) = word.split_once(':').unwrap_or_default();
        let is_word = !key.is_empty()
            && key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        is_word && !rest.is_empty() && !rest.starts_with([' ', '\t', '/', '\r'])
    };
    let line = [here, before].into_iter().find(without_blank)?;
    let (key, _) = line.trim_start().trim_start_matches("- ").split_once(':')?;
    Some(format!("put a blank after the colon: `{key}: …`"))
}
