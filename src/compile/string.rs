//! f-strings and t-strings.

use super::Compiler;
use super::error::Fallible;
use super::names::Operand;
use super::registers::Reg;
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

/// How many parts are joined at once.
const CHUNK: usize = 128;

fn conversion(field: &FStringField) -> u8 {
    match field.conversion {
        None => 0,
        Some(Conversion::Str) => 1,
        Some(Conversion::Repr) => 2,
        Some(Conversion::Ascii) => 3,
    }
}

impl<'a> Compiler<'a> {
    pub(super) fn fstring(&mut self, dst: Reg, parts: &'a [FStringPart<'a>], span: Span) -> Fallible {
        match parts {
            [] => {
                self.at(span);
                self.load_const(dst, Const::Str(Box::default()));
                Ok(())
            }
            [part] => self.part(dst, part, span),
            _ if parts.len() > CHUNK => {
                let count = parts.len().div_ceil(CHUNK);
                let run = self.run(count);
                for (index, chunk) in parts.chunks(CHUNK).enumerate() {
                    self.scratch(|compiler| compiler.fstring(run.plus(index), chunk, span))?;
                }
                self.at(span);
                self.emit(Op::BuildString, 0, dst, run.0, count as u16);
                Ok(())
            }
            _ => {
                let run = self.run(parts.len());
                for (index, part) in parts.iter().enumerate() {
                    self.part(run.plus(index), part, span)?;
                }
                self.at(span);
                self.emit(Op::BuildString, 0, dst, run.0, parts.len() as u16);
                Ok(())
            }
        }
    }

    fn part(&mut self, dst: Reg, part: &'a FStringPart<'a>, span: Span) -> Fallible {
        match part {
            FStringPart::Text(text) => {
                self.at(span);
                self.load_const(dst, Const::Str((*text).into()));
                Ok(())
            }
            FStringPart::Field(field) => self.scratch(|compiler| {
                let (value, spec) = compiler.field(field)?;
                compiler.at(field.span);
                compiler.op3(Op::Format, conversion(field), dst, value.reg, spec.reg);
                compiler.discard_unless(dst, value);
                Ok(())
            }),
        }
    }

    fn discard_unless(&mut self, dst: Reg, value: Operand) {
        if value.reg != dst {
            self.discard(value);
        }
    }

    /// The value of a field, and the register of its format spec (NULL if there is none).
    fn field(&mut self, field: &'a FStringField<'a>) -> Fallible<(Operand, Operand)> {
        let value = match field.format_spec {
            None => self.operand(field.value)?,
            // A spec may hold any expression, so the value is copied out of the way.
            Some(_) if self.is_in_place(field.value) => {
                let copy = self.scalar();
                self.expr_into(copy, field.value)?;
                Operand::dying(copy)
            }
            Some(_) => self.operand(field.value)?,
        };
        let spec = match field.format_spec {
            None => self.unit.registers.null(),
            Some(parts) => {
                let spec = self.scalar();
                self.scratch(|compiler| compiler.fstring(spec, parts, field.span))?;
                spec
            }
        };
        Ok((value, Operand::kept(spec)))
    }

    /// A template: strings and interpolations in turn, the first and the last a string.
    pub(super) fn tstring(&mut self, dst: Reg, parts: &'a [FStringPart<'a>], span: Span) -> Fallible {
        let run = self.run(parts.len());
        for (index, part) in parts.iter().enumerate() {
            let register = run.plus(index);
            match part {
                FStringPart::Text(text) => {
                    self.at(span);
                    self.load_const(register, Const::Str((*text).into()));
                }
                FStringPart::Field(field) => self.scratch(|compiler| {
                    let (value, spec) = compiler.field(field)?;
                    let source = Const::Str(field.source.as_bytes().into());
                    let source = compiler.unit.assembler.constant(source);
                    compiler.at(field.span);
                    let (b, c) = (value.reg.0, spec.reg.0);
                    let op = Op::BuildInterpolation;
                    compiler.emit_words(op, conversion(field), register, b, c, &[source]);
                    compiler.discard(value);
                    Ok(())
                })?,
            }
        }
        self.at(span);
        self.emit(Op::BuildTemplate, 0, dst, run.0, parts.len() as u16);
        Ok(())
    }
}
