//! `SyntaxError`: where in a source text the error is.

use super::common::{is_str, str_bytes};
use super::exceptions::{EXCEPTION, field_of, get_field, init as init_base, put_field, set_field};
use crate::heap::{HeapObject, Value};
use crate::object::definition::{Arguments, TypeDef, property};
use crate::object::function::Exception;
use crate::object::slots::Slots;
use crate::vm::{Result, Vm};

const MESSAGE: usize = 0;
const FILENAME: usize = 1;
const LINE: usize = 2;

pub static SYNTAX_ERROR: TypeDef = TypeDef {
    base: Some(&EXCEPTION),
    doc: "A source text breaks the grammar.",
    slots: Slots { init: Some(init), str: Some(str), ..Slots::EMPTY },
    getters: &[
        property("msg", get_field::<MESSAGE>, put_field::<MESSAGE>),
        property("filename", get_field::<FILENAME>, put_field::<FILENAME>),
        property("lineno", get_field::<LINE>, put_field::<LINE>),
        property("offset", get_field::<3>, put_field::<3>),
        property("text", get_field::<4>, put_field::<4>),
        property("end_lineno", get_field::<5>, put_field::<5>),
        property("end_offset", get_field::<6>, put_field::<6>),
        property("print_file_and_line", |_, _| Ok(Value::NONE), |_, _, _| Ok(())),
    ],
    subclassable: true,
    ..TypeDef::new("SyntaxError", Exception::LAYOUT)
};

/// `(message, (filename, line, offset, text[, end line, end offset[, metadata]]))`.
fn init(vm: &mut Vm, object: &Value, arguments: Arguments) -> Result<()> {
    init_base(vm, object, arguments)?;
    if let Some(message) = arguments.values.first() {
        set_field(vm, object, MESSAGE, message.clone())?;
    }
    let [_, details] = arguments.values else { return Ok(()) };
    let details = vm.collect(details)?;
    match details.len() {
        4 | 6 | 7 => {}
        5 => return Err(vm.type_error("end_offset must be provided when end_lineno is provided")),
        given @ 0..4 => {
            return Err(vm.type_error(format!("function takes at least 4 arguments ({given} given)")));
        }
        given => return Err(vm.type_error(format!("function takes at most 7 arguments ({given} given)"))),
    }
    for (index, value) in details.into_iter().take(6).enumerate() {
        set_field(vm, object, FILENAME + index, value)?;
    }
    Ok(())
}

fn str(vm: &mut Vm, object: &Value) -> Result<Value> {
    let [message, filename, line] = [MESSAGE, FILENAME, LINE].map(|field| field_of(object, field));
    let message = vm.str(message.given().unwrap_or(&Value::NONE))?;
    let base = |path: &[u8]| path.rsplit(|byte| *byte == b'/').next().unwrap_or(path).to_vec();
    let filename = is_str(&filename).then(|| base(str_bytes(&filename)));
    let line = crate::vm::convert::integer_of(&line).filter(|_| line.as_bool().is_none());
    let line = match line {
        Some(line) => {
            let line = vm.new_integer(line)?;
            Some(vm.str(&line)?)
        }
        None => None,
    };
    let line = line.as_ref().map(str_bytes);
    let place = match (filename, line) {
        (Some(filename), Some(line)) => [b" (", &filename[..], b", line ", line, b")"].concat(),
        (Some(filename), None) => [b" (", &filename[..], b")"].concat(),
        (None, Some(line)) => [b" (line ", line, b")"].concat(),
        (None, None) => return Ok(message),
    };
    vm.new_text(&[str_bytes(&message), &place].concat())
}
