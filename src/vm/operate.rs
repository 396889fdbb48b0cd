//! Operators.
//!
//! Owns the order in which operands are asked, which is that of CPython's `binary_op1`.

use super::{Result, Vm};
use crate::heap::Value;
use crate::object::class::Class;
use crate::object::core::{class_of, slot};
use crate::object::slots::{Binary, Slots, UnaryFn};

impl Vm {
    pub fn binary(&mut self, operator: Binary, left: &Value, right: &Value) -> Result<Value> {
        let result = self.try_binary(operator, left, right)?;
        if result.is_not_implemented() {
            Err(self.unsupported(operator.symbol(), left, right))
        } else {
            Ok(result)
        }
    }

    /// NotImplemented where neither operand knows how.
    fn try_binary(&mut self, operator: Binary, left: &Value, right: &Value) -> Result<Value> {
        self.check_stack()?;
        let index = operator as usize;
        let first = slot(left, |slots| slots.binary[index]);
        let mut second = slot(right, |slots| slots.binary[index]);
        // One function for both (a trampoline, too, asks both operands itself) is asked once.
        if first.map(address) == second.map(address) {
            second = None;
        }
        if let (Some(_), Some(function)) = (first, second)
            && Class::of(&class_of(right)).is_some_and(|class| class.is_subclass_of(&class_of(left)))
        {
            let result = function(self, left, right)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
            second = None;
        }
        if let Some(function) = first {
            let result = function(self, left, right)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        if let Some(function) = second {
            return function(self, left, right);
        }
        Ok(Value::NOT_IMPLEMENTED)
    }

    /// Goes on where the left operand's method (or, of a number on the left, the right one's) said NotImplemented and no
    /// other method written in Python is to be asked.
    pub fn binary_declined(
        &mut self,
        operator: Binary,
        inplace: bool,
        left: &Value,
        right: &Value,
    ) -> Result<Value> {
        let (of_left, of_right) = (class_of(left), class_of(right));
        let slot = |of: &Value| Class::of(of).and_then(|class| class.slots().binary[operator as usize]);
        let is_python = Class::of(&of_right)
            .is_some_and(|class| super::trampolines::is_binary_trampoline(class.slots(), operator));
        if !of_left.is(&of_right)
            && !is_python
            && let Some(function) = slot(&of_right)
        {
            let result = function(self, left, right)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        let symbol = match (inplace, operator) {
            (false, _) => operator.symbol().to_owned(),
            (true, Binary::Pow) => "**=".to_owned(),
            (true, _) => format!("{}=", operator.symbol()),
        };
        Err(self.unsupported(&symbol, left, right))
    }

    /// `left += right` and its kin: the value to store.
    pub fn inplace(&mut self, operator: Binary, left: &Value, right: &Value) -> Result<Value> {
        let of_left = class_of(left);
        if let Some(function) = Class::of(&of_left).and_then(|class| class.slots().inplace[operator as usize])
        {
            let result = function(self, left, right)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        let result = self.try_binary(operator, left, right)?;
        if result.is_not_implemented() {
            let symbol =
                if operator == Binary::Pow { "**=".to_owned() } else { format!("{}=", operator.symbol()) };
            return Err(self.unsupported(&symbol, left, right));
        }
        Ok(result)
    }

    #[cold]
    fn unsupported(&mut self, symbol: &str, left: &Value, right: &Value) -> super::Raised {
        if matches!(symbol, "+" | "+=")
            && let (Some(of), other) = (sequence_name(self, left), self.class_name(right))
        {
            return self.type_error(match of {
                "str" | "list" | "tuple" => format!("can only concatenate {of} (not \"{other}\") to {of}"),
                _ => format!("can't concat {other} to {of}"),
            });
        }
        let (left, right) = (self.class_name(left), self.class_name(right));
        self.type_error(format!("unsupported operand type(s) for {symbol}: '{left}' and '{right}'"))
    }

    fn unary(
        &mut self,
        value: &Value,
        symbol: &str,
        slot: impl Fn(&Slots) -> Option<UnaryFn>,
    ) -> Result<Value> {
        let of = class_of(value);
        match Class::of(&of).and_then(|class| slot(class.slots())) {
            Some(function) => function(self, value),
            None => {
                let name = self.class_name(value);
                Err(self.type_error(format!("bad operand type for {symbol}: '{name}'")))
            }
        }
    }

    pub fn negative(&mut self, value: &Value) -> Result<Value> {
        self.unary(value, "unary -", |slots| slots.negative)
    }

    pub fn positive(&mut self, value: &Value) -> Result<Value> {
        self.unary(value, "unary +", |slots| slots.positive)
    }

    pub fn invert(&mut self, value: &Value) -> Result<Value> {
        self.unary(value, "unary ~", |slots| slots.invert)
    }

    pub fn absolute(&mut self, value: &Value) -> Result<Value> {
        self.unary(value, "abs()", |slots| slots.absolute)
    }

    /// `pow(base, exponent, modulus)`.
    pub fn power(&mut self, base: &Value, exponent: &Value, modulus: Option<&Value>) -> Result<Value> {
        let Some(modulus) = modulus.filter(|modulus| !modulus.is_none()) else {
            return self.binary(Binary::Pow, base, exponent);
        };
        for operand in [base, exponent, modulus] {
            let of = class_of(operand);
            if let Some(function) = Class::of(&of).and_then(|class| class.slots().power_modulo) {
                let result = function(self, base, exponent, modulus)?;
                if !result.is_not_implemented() {
                    return Ok(result);
                }
            }
        }
        let names = [base, exponent, modulus].map(|operand| self.class_name(operand));
        Err(self.type_error(format!(
            "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
            names[0], names[1], names[2]
        )))
    }
}

fn address(function: crate::object::slots::BinaryFn) -> usize {
    function as usize
}

/// The name under which a built-in sequence refuses to be added to something else.
fn sequence_name(vm: &Vm, value: &Value) -> Option<&'static str> {
    use crate::object::core::{CoreClass, class};
    let of = class_of(value);
    [
        (CoreClass::Str, "str"),
        (CoreClass::List, "list"),
        (CoreClass::Tuple, "tuple"),
        (CoreClass::Bytes, "bytes"),
        (CoreClass::ByteArray, "bytearray"),
    ]
    .into_iter()
    .find(|(which, _)| Class::of(&of).is_some_and(|of| of.is_subclass_of(&class(*which))))
    .map(|(_, name)| name)
    .filter(|_| !vm.class_name(value).is_empty())
}
