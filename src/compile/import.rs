//! Import statements.

use super::error::{Fallible, error};
use super::names::Operand;
use super::registers::Reg;
use super::{Compiler, NONE};
use crate::code::{Const, Op};
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a> {
    fn import_name(&mut self, dst: Reg, name: &str, names: Const, level: u32, span: Span) -> Fallible {
        let Ok(level) = u8::try_from(level) else {
            return error("too many dots in a relative import", span);
        };
        let list = self.scalar();
        self.at(span);
        self.load_const(list, names);
        let name = self.unit.assembler.name(name);
        self.emit(Op::ImportName, level, dst, list.0, name);
        Ok(())
    }

    pub(super) fn import(&mut self, aliases: &'a [Alias<'a>], span: Span) -> Fallible {
        for alias in aliases {
            self.scratch(|compiler| {
                let module = compiler.scalar();
                compiler.import_name(module, alias.name, Const::None, 0, span)?;
                let mut parts = alias.name.split('.');
                let first = parts.next().unwrap_or(alias.name);
                let Some(asname) = alias.asname else {
                    compiler.store_name(first, Operand::dying(module), span);
                    return Ok(());
                };
                for part in parts {
                    let part = compiler.unit.assembler.name(part);
                    compiler.emit(Op::ImportFrom, 0, module, module.0, part);
                }
                compiler.store_name(asname.name, Operand::dying(module), span);
                Ok(())
            })?;
        }
        Ok(())
    }

    pub(super) fn import_from(
        &mut self,
        module: Option<&'a str>,
        names: Option<&'a [Alias<'a>]>,
        level: u32,
        span: Span,
    ) -> Fallible {
        if module == Some("__future__") && level == 0 && !self.in_future_imports(span) {
            return error("from __future__ imports must occur at the beginning of the file", span);
        }
        let register = self.scalar();
        let text = |name: &str| Const::Str(name.as_bytes().into());
        let list = match names {
            None => vec![text("*")],
            Some(names) => names.iter().map(|alias| text(alias.name)).collect(),
        };
        self.import_name(register, module.unwrap_or(""), Const::Tuple(list), level, span)?;
        let Some(names) = names else {
            let in_namespace = u8::from(self.unit.in_namespace);
            self.emit(Op::ImportStar, in_namespace, register, 0, 0);
            self.op1(Op::Clear, register);
            return Ok(());
        };
        let value = self.scalar();
        for alias in names {
            let name = self.unit.assembler.name(alias.name);
            let target = alias.asname.map_or(alias.name, |asname| asname.name);
            self.at(span);
            match self.local(target) {
                Some(local) => {
                    self.emit(Op::ImportFrom, 0, local, register.0, name);
                    self.unit.set_assigned(local);
                }
                None => {
                    self.emit(Op::ImportFrom, 0, value, register.0, name);
                    self.store_name(target, Operand::dying(value), span);
                }
            }
        }
        self.at(span);
        self.op3(Op::Clear, 0, register, NONE, NONE);
        Ok(())
    }

    /// Future imports stand at the top: only a docstring and other future imports come before them.
    fn in_future_imports(&self, span: Span) -> bool {
        self.outer.is_empty() && span.start < self.future_end
    }
}
