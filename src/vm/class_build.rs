//! Making classes.
