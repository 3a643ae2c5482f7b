//! Names of layers as Keras generates them.

use googlenet_dsl::graph::Graph;
use std::collections::HashMap;

/// Returns the name that Keras would give to each layer, indexed by layer, such as `conv2d_5`: the class in snake case,
/// and a number that counts the layers of the class from 1, in the order of the description.
pub(super) fn keras_names(graph: &Graph) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let name = |id: usize| {
        let class = graph.op(id).keras_class();
        let count = counts.entry(class).or_default();
        *count += 1;
        // Keras names layers of the class `InputLayer` `input`.
        let stem = if class == "InputLayer" {
            "input".to_owned()
        } else {
            snake_case(class)
        };
        format!("{stem}_{count}")
    };
    graph.ids().map(name).collect()
}

/// Converts a class name as Keras' `to_snake_case` does: an underscore is put before a capital letter (except the
/// first) that is followed by a lower-case letter or a digit, or that follows a lower-case letter.
fn snake_case(class: &str) -> String {
    let letters: Vec<char> = class.chars().collect();
    let mut snake = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let small = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let begins_word = letters.get(at + 1).is_some_and(small);
        let after_lower = at > 0 && letters[at - 1].is_ascii_lowercase();
        if at > 0 && letter.is_ascii_uppercase() && (begins_word || after_lower) {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::snake_case;

    #[test]
    fn snake_case_is_keras() {
        let pairs = [
            ("Conv2D", "conv2d"),
            ("MaxPooling2D", "max_pooling2d"),
            ("AveragePooling2D", "average_pooling2d"),
            ("BatchNormalization", "batch_normalization"),
            ("GlobalAveragePooling2D", "global_average_pooling2d"),
            ("ZeroPadding2D", "zero_padding2d"),
            ("ReLU", "re_lu"),
            ("Add", "add"),
        ];
        for (class, name) in pairs {
            assert_eq!(snake_case(class), name);
        }
    }
}
