//! The table of error codes, each with the rule that it enforces.

use std::fmt;

/// An error code, printed as `GN` and four digits.
///
/// The first two digits stand for the subject: `00` the file and its YAML, `01` entries of the description, `02`
/// shapes, `03` references and limits of expansion, `04` budgets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(u16);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GN{:04}", self.0)
    }
}

macro_rules! codes {
    ($($name:ident = $number:literal, $rule:literal;)*) => {
        impl Code {
            $(#[doc = concat!("Violation of the rule: ", $rule, ".")] pub const $name: Code = Code($number);)*

            /// All codes with the rule that each enforces, in ascending order of the codes.
            pub const ALL: &'static [(Code, &'static str)] = &[$((Code($number), $rule)),*];

            /// Returns the rule that the code enforces, as a phrase without a full stop, such as `the file is UTF-8
            /// text`.
            pub fn rule(self) -> &'static str {
                Code::ALL.iter().find(|(code, _)| *code == self).map_or("", |(_, rule)| rule)
            }
        }
    };
}

codes! {
    // The file and its YAML.
    UNREADABLE = 1, "the file exists and can be read";
    EMPTY = 2, "the file holds one YAML document that is not empty";
    NOT_UTF8 = 3, "the file is UTF-8 text";
    TOO_LARGE = 4, "the file is at most 1 MiB, and has at most 100,000 values";
    SYNTAX = 5, "the file is YAML";
    MANY_DOCUMENTS = 6, "the file holds one document";
    ANCHOR = 7, "anchors, aliases and merge keys are not used";
    TOO_DEEP = 8, "lists and maps nest at most 64 deep";
    DUPLICATE_KEY = 9, "a key occurs once in its map; layers of a chain have different names";
    KEY_NOT_TEXT = 10, "keys are plain words";
    TAG = 11, "tags (`!name`) are not used";
    OTHER_FILE = 12, "the file is a description, and no file of another kind";

    // Entries of the description.
    NOT_A_MAP = 101, "these are maps: the file, `input`, `defaults`, `blocks`, a block, `layers`, a step, `heads`, a head, `budget`, `published`, `preprocess`, `training`, `augment`, the options of an optimizer or a loss";
    MISSING_KEY = 102, "`format`, `name`, `input` and `layers` are given, `input` has `height`, `width` and `channels`, a head has `from` and `layers`, the schedules `step` `every` and `exponential` `rate`";
    UNKNOWN_KEY = 103, "only the documented keys are used";
    FORMAT_VERSION = 104, "`format` is 1";
    WRONG_TYPE = 105, "a value has the type of its key or option";
    NOT_WHOLE = 106, "sizes and counts are whole numbers";
    NOT_POSITIVE = 107, "sizes and counts are at least 1; padding is at least 0";
    TOO_BIG = 108, "sizes and counts are at most 1,000,000";
    OUT_OF_RANGE = 109, "a rate or factor is inside its range";
    UNKNOWN_KIND = 110, "a step's first key is a kind or a block of the file";
    NO_KIND = 111, "a step has a kind";
    MANY_KINDS = 112, "a step has one kind";
    UNKNOWN_OPTION = 113, "a step has only options of its kind";
    MISSING_OPTION = 114, "options without a default are given";
    UNKNOWN_CHOICE = 115, "a word is one of the words of its option";
    BAD_NAME = 116, "names of layers, heads, blocks and columns match `[a-z][a-z0-9_]*`, the network's `[A-Z][A-Za-z0-9]*`; at most 64 characters; a `source` has at most 200 on one line";
    KEYWORD = 117, "a name is no Rust keyword, as it becomes a field or a type";
    MISSING_ARGUMENT = 118, "a kind with a main argument has one";
    UNEXPECTED_ARGUMENT = 119, "a kind without a main argument has none";
    UNKNOWN_COLUMN = 120, "`$name` is a column of its block";
    COLUMN_OUTSIDE = 121, "`$name` occurs only inside a block";
    ROW_TOO_SHORT = 122, "a row has a value for every column";
    ROW_TOO_LONG = 123, "a row has no value beyond the columns";
    ROW_KEY = 124, "a row written as a map names only columns";
    DUPLICATE_COLUMN = 125, "a column is listed once";
    NO_COLUMNS = 126, "`columns` lists at least one name, or is left out";
    UNUSED_BLOCK = 127, "every block is used";
    UNUSED_COLUMN = 128, "every column is used in its block";
    UNUSED_DEFAULT = 129, "every default is used by a layer";
    BODY = 130, "a block has one body: `layers`, or a kind that joins branches";
    EMPTY_CHAIN = 131, "a chain has a step";
    FEW_BRANCHES = 132, "a kind that joins branches has at least two";
    BLOCK_IS_KIND = 133, "a block has the name of no built-in kind and of no option";
    NO_DEFAULT = 134, "`defaults` holds options of layer kinds, not main arguments, `from`, or blocks";
    BAD_QUANTITY = 135, "an amount in `budget` or `published` is a number with k, M or G, or KiB, MiB or GiB for memory";
    TOO_MANY_BRANCHES = 136, "a kind that joins branches has at most 64";
    FACTOR_COUNT = 137, "`scale` has a factor for every branch";
    HEAD_IS_STEP = 140, "a head has no step's name";
    NO_OUTPUTS = 141, "`outputs` lists at least one step, or is left out";
    DUPLICATE_OUTPUT = 142, "an output is listed once";
    TOO_MANY_OUTPUTS = 143, "a network has at most 12 outputs, the results of heads that exist in inference included";

    LABELS_OUTSIDE = 144, "`labels` is a path relative to the file, inside its folder";
    COLOR_MISMATCH = 145, "`preprocess` is for inputs of 1 or 3 channels, and `color` has as many as the input";
    CHANNEL_COUNT = 146, "`mean` and `std` have a number for each channel of the input";
    CROP_MISMATCH = 147, "`crop` is the input's height and width";
    RESIZE_MISMATCH = 148, "`resize` makes images as large as the input or larger, and of at most 100 million pixels";
    LABELS_FILE = 149, "the file of `labels` exists, and is UTF-8 text of at most 16 MiB";

    SOURCE_NAMES = 150, "a list as `source`, and `source` in `defaults`, are for files with `names`; a list has a name for each layer with weights, and those of `defaults` continue names";

    TRAINING_CHOICE = 151, "`optimizer`, `learning_rate` and `loss` name one of their kinds";
    TRAINING_CONTRADICTION = 152, "options of `training` do not contradict each other: `weight_decay` is given once, `ratio` with `area`, `nesterov` with a momentum, and the warm-up is shorter than the training";

    // Shapes.
    KERNEL_TOO_LARGE = 201, "a kernel fits into its padded input";
    NEEDS_MAP = 202, "spatial kinds read a map of height x width x channels";
    CONCAT_MISMATCH = 203, "branches of a concat agree in height and width";
    ADD_MISMATCH = 204, "operands of an add have one shape";
    NEEDS_VECTOR = 205, "`dense` reads a vector: `flatten` stands before it";
    TOO_MANY_ELEMENTS = 206, "a tensor has at most 2^31 - 1 elements";
    TOO_MANY_PARAMS = 207, "a layer has at most 2^31 - 1 parameters";
    INPUT_TOO_LARGE = 208, "the input has at most 2^31 - 1 elements";
    UNEVEN_GROUPS = 209, "`groups` divides the input channels, and the filters of a `conv` or `conv_transpose`";
    PADDING_TOO_LARGE = 210, "the padding of a pool is smaller than its window, so that each window holds an input, that of a `zero_pad` that mirrors smaller than the map, and that of a `conv_transpose` leaves something of its result";
    EVEN_LRN = 211, "the `size` of an `lrn` is odd";

    LABELS_OF_MAP = 212, "`labels` name the values of the first output, which is a vector";
    LABELS_COUNT = 213, "the file of `labels` has a line for each value of the first output (or two lines for one value)";
    WEIGHTS_FOLLOW_INPUT = 214, "another size of the input than the file's leaves the shapes of weights as they are";

    OPERAND_MISMATCH = 220, "operands of `multiply` and `maximum` have one shape, or a size of 1 where they are repeated";
    SLICE_OUTSIDE = 221, "the range of a `slice` has a channel, and lies inside its input";
    RESHAPE_MISMATCH = 222, "`reshape` keeps the number of elements";
    UNEVEN_BLOCK = 223, "the block of `space_to_depth` divides height and width, that of `depth_to_space` the channels, by its square";
    NOTHING_SCALED = 224, "`channel_scale` has a factor or a summand";

    RESIZED_TO_NOTHING = 225, "the result of `upsample` has a row and a column";
    OUTPUT_PADDING = 226, "`output_padding` is smaller than stride or dilation, and goes with a `padding` in numbers or `valid`";

    LOSS_MISMATCH = 227, "`loss` fits what the outputs are: `cross_entropy` softmax or scores, `binary_cross_entropy` sigmoid or scores";
    CLASS_WEIGHT_COUNT = 228, "`class_weights` has a number for each class of the first output";

    // References, recursion and limits of expansion.
    UNKNOWN_LAYER = 301, "`from` and operands name a step of the same chain or of one around it";
    READ_TOO_EARLY = 302, "a step reads only steps before it";
    RECURSION = 303, "no block uses itself, directly or through others";
    TOO_MANY_LAYERS = 304, "a network has at most 65,536 layers";
    UNREAD_LAYER = 305, "the result of every step is read, or is the result of its chain";
    EXPANSION_DEPTH = 306, "blocks and branches nest at most 64 deep once expanded";
    PATH_TOO_LONG = 307, "a layer's path has at most 200 characters, that of `source` at most 400 bytes";
    UNKNOWN_STEP = 310, "`outputs` and `from` of a head name steps of `layers`";
    READ_IN_TRAINING = 311, "layers that only heads of training read belong into these heads";

    SAME_NAMES = 312, "in a file with `names` layers with weights have different names there";

    UNKNOWN_FROZEN = 313, "`freeze` lists layers and groups of layers, or the beginnings of their paths, at most 1,000";
    ALL_FROZEN = 314, "`freeze` leaves a layer to train";

    // Budgets.
    BUDGET_PARAMS = 401, "the network keeps its budget of parameters";
    BUDGET_MACS = 402, "the network keeps its budget of multiply-accumulates";
    BUDGET_MEMORY = 403, "the network keeps its budget of activation memory";
}
