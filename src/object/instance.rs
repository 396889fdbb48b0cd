//! Plain instances: objects of classes whose only state is their attributes.
//!
//! Owns their layout: a header and attribute slots.

use crate::heap::{Header, Kind};
use crate::heap_object;

heap_object! {
    pub struct Instance = "object" of Kind::Instance, tracked: true {}
}

impl Instance {
    pub const fn new() -> Instance {
        Instance { header: Header::blank() }
    }
}

impl Default for Instance {
    fn default() -> Instance {
        Instance::new()
    }
}
