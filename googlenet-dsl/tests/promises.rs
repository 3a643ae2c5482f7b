//! What users may count on: types that cross threads, and errors that work with `?`.

use googlenet_dsl::diagnostic::{Code, Style};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::plan::Plan;
use googlenet_dsl::value::{ParseWordError, Precision};
use googlenet_dsl::{Compiled, Diagnostics, Source, compile, compile_file, compile_text};
use std::error::Error;

const MISTAKEN: &str = "format: 1\nname: Tiny\ninput: {height: 4, width: 4, channels: 3}\n\
                        precision: exact\nlayers:\n  a: {conv: 4, kernel: 3, pading: same}\n";

fn crosses_threads<T: Send + Sync + 'static>() {}

fn is_error<E: Error + Send + Sync + 'static>() {}

#[test]
fn types_cross_threads() {
    crosses_threads::<Graph>();
    crosses_threads::<Plan>();
    crosses_threads::<Compiled>();
    crosses_threads::<Source>();
    is_error::<Diagnostics>();
    is_error::<ParseWordError>();
}

#[test]
fn question_marks_pass_errors_on() {
    fn described() -> Result<Precision, Box<dyn Error + Send + Sync>> {
        let compiled = compile_text("tiny.yaml", MISTAKEN.replace("exact", "strict"))?;
        Ok(compiled.precision)
    }
    fn asked(word: &str) -> Result<Precision, Box<dyn Error + Send + Sync>> {
        Ok(word.parse::<Precision>()?)
    }
    let error = described().expect_err("a mistake");
    let mistakes = error
        .downcast_ref::<Diagnostics>()
        .expect("of a description");
    assert_eq!(mistakes.len(), 1);
    assert!(asked("exact").is_err_and(|error| error.is::<ParseWordError>()));
}

#[test]
fn mistakes_print_themselves_with_the_text_that_they_share() {
    let source = Source::from_bytes("tiny.yaml", MISTAKEN).expect("a text");
    let mistakes = compile(&source).expect_err("mistakes");
    assert_eq!(mistakes.file().text().as_ptr(), source.text().as_ptr());
    let text = mistakes.to_string();
    assert_eq!(format!("{mistakes:?}"), text);
    assert_eq!(mistakes.render(Style::Plain), format!("{text}\n"));
    let places = ["--> tiny.yaml:4:12", "--> tiny.yaml:6:27"];
    assert!(places.iter().all(|place| text.contains(place)), "{text}");
}

#[test]
fn files_that_cannot_be_read_are_mistakes_too() {
    let code = |mistakes: Diagnostics| mistakes.iter().next().map(|mistake| mistake.code);
    let missing = compile_file("no/such/file.yaml").expect_err("no file");
    assert_eq!(missing.file().name(), "no/such/file.yaml");
    assert!(
        missing
            .to_string()
            .contains("cannot read `no/such/file.yaml`")
    );
    assert_eq!(code(missing), Some(Code::UNREADABLE));

    let torn = Source::from_bytes("torn.yaml", *b"name: \xff").expect_err("no text");
    assert_eq!(torn.file().text(), "name: \u{fffd}");
    assert_eq!(code(torn), Some(Code::NOT_UTF8));

    let long = compile_text("long.yaml", " ".repeat(Source::MAX_BYTES + 1));
    assert_eq!(long.map_err(code).err(), Some(Some(Code::TOO_LARGE)));
}
