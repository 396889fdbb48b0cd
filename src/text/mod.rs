//! Text algorithms on plain Rust data: formatting, repr, number parsing, character classes.
