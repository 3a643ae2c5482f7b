//! Tests of `dtype`, the type of the elements of results.

use googlenet_dsl::diagnostic::Code;
use googlenet_dsl::value::{DType, Precision};
use googlenet_dsl::{CompileOptions, Compiled, Diagnostics};

fn compiled(dtype: &str, budget: &str) -> Result<Compiled, Diagnostics> {
    let text = format!(
        "format: 1\nname: N\ninput: {{height: 16, width: 16, channels: 3}}\n{dtype}layers:\n  \
         a: {{conv: 64, kernel: 3}}\n  b: global_avg_pool\nbudget: {{arena: {budget}}}\n"
    );
    CompileOptions::new().compile_text("net.yaml", &text)
}

#[test]
fn memory_and_budgets_follow_the_type() {
    let arena = |dtype: &str| {
        let compiled = compiled(dtype, "1 MiB").expect("no mistakes");
        let bytes = compiled.plan.arena_bytes;
        assert!(compiled.session_bytes() > bytes as u64);
        (compiled.dtype, bytes)
    };
    // 14 x 14 x 64 results, and 64 outputs, which are `f32`.
    assert_eq!(arena(""), (DType::F32, 50_432));
    assert_eq!(arena("dtype: f32\n"), (DType::F32, 50_432));
    assert_eq!(arena("dtype: bf16\n"), (DType::Bf16, 25_344));
    let broken = |dtype: &str, budget: &str| match compiled(dtype, budget) {
        Ok(_) => false,
        Err(mistakes) => {
            let codes: Vec<Code> = mistakes.iter().map(|mistake| mistake.code).collect();
            assert_eq!(codes, [Code::BUDGET_MEMORY]);
            true
        }
    };
    let breaks = |budget: &str| ["", "dtype: bf16\n"].map(|dtype| broken(dtype, budget));
    assert_eq!(breaks("64 KiB"), [false, false]);
    assert_eq!(breaks("40 KiB"), [true, false]);
    assert_eq!(breaks("24 KiB"), [true, true]);
}

#[test]
fn type_and_precision_are_independent() {
    let compiled = compiled("dtype: bf16\nprecision: strict\n", "1 MiB").expect("no mistakes");
    let algorithms = compiled.algorithms();
    assert_eq!(algorithms.dtype, DType::Bf16);
    assert_eq!(algorithms.precision, Precision::Strict);
}

#[test]
fn other_words_are_told_at_their_place() {
    for (word, help) in [
        ("bf61", "did you mean `bf16`?"),
        ("bfloat16", "`bf16`"),
        ("float32", "`f32`"),
    ] {
        let mistakes = compiled(&format!("dtype: {word}\n"), "1 MiB").expect_err("a mistake");
        let text = mistakes.to_string();
        assert!(text.contains("net.yaml:4:8"), "{text}");
        assert!(text.contains("expected `f32` or `bf16`"), "{text}");
        assert!(text.contains(help), "{text}");
    }
}
