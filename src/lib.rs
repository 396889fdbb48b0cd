//! local check
pub mod builtins { pub mod tuple {
    pub static TYPE: crate::object::TypeDef = crate::object::TypeDef::new("tuple", <crate::heap::Tuple as crate::heap::HeapObject>::LAYOUT);
}
    pub mod object { pub fn size_of_value(_v:&crate::heap::Value)->usize {0} }
}
pub mod code;
pub mod compile;
pub mod diagnostic;
pub mod domain;
pub mod heap;
pub mod object;
pub mod source;
pub mod stdlib;
pub mod syntax;
pub mod text;
pub mod vm;
