//! temporary
use crate::heap::Value;
use crate::object::definition::{NativeDef, function};
use crate::vm::{Result, Vm};
pub fn locals_of(vm: &mut Vm) -> Result<Value> { vm.new_dict() }
pub const FUNCTIONS: &[NativeDef] = &[
 function("len(obj, /)", |vm, a| { let n = vm.length(&a[0])?; vm.new_int(n as i64) }, ""),
 function("print(*args, sep=' ', end='', file=None, flush=False)", |vm, a| {
   let mut out = Vec::new();
   for (n, v) in a[4..].iter().enumerate() { if n>0 {out.push(b' ')} let s = vm.str_text(v)?; out.extend(s.bytes()); }
   if a[1].is_null() { out.push(b'\n') } else { let s = vm.str_text(&a[1])?; out.extend(s.bytes()); }
   super::functions_io::write_stdout(vm, &out)?; Ok(Value::NONE) }, ""),
];
