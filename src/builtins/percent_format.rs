//! The `%` operator of str: the operands, their conversion, and what goes wrong with them.
//!
//! Owns the walk over operands, which bytes formatting shares (`bytes_format`). Grammar and layout are
//! `text::percent`.

use super::int::digit_limit;
use super::operand::{checked, text_of};
use super::str_methods::kind_of;
use crate::heap::{Kind, Value};
use crate::object::Class;
use crate::object::core::{Exception, class_of, exact_kind, slot};
use crate::text::buffer::Buffer;
use crate::text::format_number::character;
use crate::text::format_spec::FormatSpec;
use crate::text::int_text::{Integer, MOST_SMALL_DIGITS, small_decimal};
use crate::text::percent::{
    Amount, Conversion, NOT_ENOUGH_ARGUMENTS, STAR_WANTS_INT, Segment, TEXT_ARGUMENTS_LEFT, Template,
    plain_layout, push_character, push_float, push_integer, push_string, segments,
};
use crate::vm::call::tuple_items;
use crate::vm::convert::integer_of;
use crate::vm::{Raised, Result, Vm};

/// The right operand, as it is used up.
pub struct Operands {
    /// The tuple, or the single value that is all there is.
    values: Value,
    is_tuple: bool,
    next: usize,
    /// The right operand, if `%(key)` may look into it.
    mapping: Option<Value>,
}

impl Operands {
    /// `not_mapping`: a kind of value whose items are no mapping here, though it has some.
    pub fn new(right: &Value, not_mapping: impl Fn(Kind) -> bool) -> Operands {
        let kind = kind_of(right);
        let is_tuple = kind == Kind::Tuple;
        let may_map = !is_tuple && kind != Kind::Free && !not_mapping(kind);
        let mapping = (may_map && slot(right, |slots| slots.get_item.is_some())).then(|| right.clone());
        Operands { values: right.clone(), is_tuple, next: 0, mapping }
    }

    pub fn has_mapping(&self) -> bool {
        self.mapping.is_some()
    }

    /// Looks a key up: its value is the operand that comes next.
    pub fn select(&mut self, vm: &mut Vm, key: &Value) -> Result<()> {
        let Some(mapping) = self.mapping.clone() else {
            return Err(vm.type_error("format requires a mapping"));
        };
        // From now on what was found is all that there is, for conversions without a key too.
        self.values = vm.get_item(&mapping, key)?;
        (self.is_tuple, self.next) = (false, 0);
        Ok(())
    }

    pub fn take(&mut self, vm: &mut Vm) -> Result<Value> {
        let taken = if self.is_tuple {
            tuple_items(&self.values).get(self.next).cloned()
        } else {
            (self.next == 0).then(|| self.values.clone())
        };
        self.next += 1;
        taken.ok_or_else(|| vm.type_error(NOT_ENOUGH_ARGUMENTS))
    }

    /// Operands are left over that nobody asked for.
    pub fn any_left(&self) -> bool {
        let count = if self.is_tuple { tuple_items(&self.values).len() } else { 1 };
        self.next < count && self.mapping.is_none()
    }

    /// Takes the operands of `*` and lays the conversion out.
    pub fn layout(&mut self, vm: &mut Vm, conversion: &Conversion) -> Result<FormatSpec> {
        let width = self.star(vm, conversion.width, "width too big", i64::MAX)?;
        let precision = self.star(vm, conversion.precision, "precision too big", i64::from(i32::MAX))?;
        Ok(conversion.layout(width, precision))
    }

    fn star(&mut self, vm: &mut Vm, amount: Amount, too_big: &str, most: i64) -> Result<i64> {
        if amount != Amount::Operand {
            return Ok(0);
        }
        let operand = self.take(vm)?;
        match integer_of(&operand) {
            Some(Integer::Small(amount)) if amount <= most => Ok(amount),
            Some(_) => Err(vm.overflow_error(match too_big {
                "width too big" => "Python int too large to convert to C ssize_t",
                _ => "Python int too large to convert to C int",
            })),
            None => Err(vm.type_error(STAR_WANTS_INT)),
        }
    }
}

/// `str % value`; NotImplemented unless the left operand is a str.
pub fn format_text(vm: &mut Vm, left: &Value, right: &Value) -> Result<Value> {
    let Some(template) = text_of(left) else { return Ok(Value::NOT_IMPLEMENTED) };
    let mut operands = Operands::new(right, |kind| kind == Kind::Str);
    let mut out = Buffer::new();
    for segment in segments(template.bytes(), Template::Text, operands.has_mapping()) {
        match checked(vm, segment)? {
            Segment::Literal(text) => out.extend_from_slice(text),
            Segment::Plain(code) => {
                let operand = operands.take(vm)?;
                push_plain(vm, &mut out, &operand, code)?;
            }
            Segment::Conversion(conversion) => {
                if let Some(key) = conversion.key {
                    let key = vm.new_text(key)?;
                    operands.select(vm, &key)?;
                }
                let spec = operands.layout(vm, &conversion)?;
                let operand = operands.take(vm)?;
                checked(vm, conversion.check_type(Template::Text))?;
                push_operand(vm, &mut out, &operand, &spec)?;
            }
        }
    }
    if operands.any_left() {
        return Err(vm.type_error(TEXT_ARGUMENTS_LEFT));
    }
    vm.new_text(&out)
}

/// A conversion without anything but its type.
fn push_plain(vm: &mut Vm, out: &mut Buffer, operand: &Value, code: u8) -> Result<()> {
    if let (b's' | b'r' | b'd' | b'i', Some(small)) = (code, operand.as_small_int()) {
        out.extend_from_slice(small_decimal(small, &mut [0; MOST_SMALL_DIGITS]));
        return Ok(());
    }
    if code == b's'
        && exact_kind(operand) == Some(Kind::Str)
        && let Some(text) = text_of(operand)
    {
        checked(vm, out.reserve(text.bytes().len()))?;
        out.extend_from_slice(text.bytes());
        return Ok(());
    }
    push_operand(vm, out, operand, &plain_layout(code))
}

fn push_operand(vm: &mut Vm, out: &mut Buffer, operand: &Value, spec: &FormatSpec) -> Result<()> {
    let text = match spec.code() {
        b's' => vm.str(operand)?,
        b'r' => vm.repr(operand)?,
        b'a' => vm.ascii(operand)?,
        b'c' => {
            let character = character_of(vm, operand)?;
            return checked(vm, push_character(out, &character, spec));
        }
        _ => return push_numeric(vm, out, operand, spec),
    };
    match text_of(&text) {
        Some(text) => checked(vm, push_string(out, text.bytes(), spec)),
        None => Ok(()),
    }
}

/// The operand of an integer or float conversion.
pub fn push_numeric(vm: &mut Vm, out: &mut Buffer, operand: &Value, spec: &FormatSpec) -> Result<()> {
    if matches!(spec.code(), b'e' | b'E' | b'f' | b'F' | b'g' | b'G') {
        let number = vm.as_f64(operand)?;
        return checked(vm, push_float(out, number, spec));
    }
    let integer = integer_operand(vm, operand, spec.code())?;
    checked(vm, push_integer(out, &integer, spec, digit_limit()))
}

/// `d`, `i` and `u` take any real number, `o`, `x` and `X` only ints.
fn integer_operand(vm: &mut Vm, operand: &Value, code: u8) -> Result<Integer> {
    if let Some(integer) = integer_of(operand) {
        return Ok(integer);
    }
    let of = class_of(operand);
    let (int, float, index) = Class::of(&of).map_or((None, None, None), |class| {
        let slots = class.slots();
        (slots.int, slots.float, slots.index)
    });
    let converted = if matches!(code, b'o' | b'x' | b'X') {
        match index {
            Some(_) => vm.index(operand),
            None => return Err(wrong_number(vm, operand, code)),
        }
    } else if int.is_some() || index.is_some() || float.is_some() {
        super::int::to_int(vm, operand)
    } else {
        return Err(wrong_number(vm, operand, code));
    };
    match converted {
        Ok(value) => match integer_of(&value) {
            Some(integer) => Ok(integer),
            None => Err(wrong_number(vm, operand, code)),
        },
        Err(raised) if vm.raised_is(Exception::TypeError) => {
            let _ = (raised, vm.take_raised());
            Err(wrong_number(vm, operand, code))
        }
        Err(raised) => Err(raised),
    }
}

fn wrong_number(vm: &mut Vm, operand: &Value, code: u8) -> Raised {
    let wanted = if matches!(code, b'o' | b'x' | b'X') { "an integer" } else { "a real number" };
    let (given, code) = (vm.class_name(operand), char::from(code));
    vm.type_error(format!("%{code} format: {wanted} is required, not {given}"))
}

/// The character of `%c`.
fn character_of(vm: &mut Vm, operand: &Value) -> Result<Vec<u8>> {
    if let Some(text) = text_of(operand) {
        if text.len() == 1 {
            return Ok(text.bytes().to_vec());
        }
        let length = text.len();
        let message = format!("%c requires an int or a unicode character, not a string of length {length}");
        return Err(vm.type_error(message));
    }
    if !super::slice::has_index(operand) {
        let given = vm.class_name(operand);
        return Err(vm.type_error(format!("%c requires an int or a unicode character, not {given}")));
    }
    match vm.to_integer(operand)? {
        Integer::Small(point) => checked(vm, character(point)),
        Integer::Big(_) => Err(vm.overflow_error("%c arg not in range(0x110000)")),
    }
}
