//! Tests of the heap as a whole. What one file can show alone it tests itself.

mod collecting;
mod containers;
mod memory;
mod sharing;
