//! Unwinding: from an exception in flight to the handler that takes it.

use super::ops::control::leave;
use crate::code::{Instruction, Op};
use crate::heap::Value;
use crate::vm::Vm;
use crate::vm::frames::ReturnKind;

/// Finds a handler in the frames down to the nearest native caller. True: the frame on top goes on at its `pc`. False: the
/// native caller gets the exception; its frame is gone.
#[cold]
#[inline(never)]
pub fn unwind(vm: &mut Vm) -> bool {
    let trace = !raises_again(vm);
    unwind_from(vm, trace)
}

/// Does the frame on top run a `raise` without an exception, which adds nothing to the traceback?
fn raises_again(vm: &Vm) -> bool {
    // SAFETY: the frame on top is live; its `pc` is the instruction that raised.
    let word = Instruction(unsafe { *(*vm.stacks.top).pc });
    word.op() == Op::Raise && word.x() == 0 && vm.raised().is(&vm.handled)
}

/// The same for an exception that the frame on top raises again: its traceback knows the frame already.
#[cold]
#[inline(never)]
pub fn unwind_again(vm: &mut Vm) -> bool {
    unwind_from(vm, false)
}

fn unwind_from(vm: &mut Vm, mut trace: bool) -> bool {
    loop {
        // SAFETY: the frame on top is live; its `pc` is the instruction that raised.
        unsafe {
            let frame = &*vm.stacks.top;
            let (function, code) = (frame.function(), frame.code());
            let offset = frame.offset();
            if trace {
                vm.add_traceback(function, code, offset);
            }
            trace = true;
            let handler =
                code.unit.handlers.iter().find(|handler| handler.start <= offset && offset < handler.end);
            if let Some(handler) = handler {
                let exception = vm.take_raised();
                let place = frame.base.add(handler.register as usize).cast::<Value>();
                let old = place.replace(exception);
                (*vm.stacks.top).pc = code.words.start().add(handler.target as usize);
                drop(old);
                super::ops::settle(vm);
                return true;
            }
            let kind = frame.return_kind;
            match kind {
                ReturnKind::Plain | ReturnKind::Special | ReturnKind::SpecialResult => {
                    leave(vm);
                    super::ops::settle(vm);
                }
                ReturnKind::Init => {
                    leave(vm);
                    super::ops::settle(vm);
                }
                ReturnKind::Native => {
                    leave(vm);
                    super::ops::settle(vm);
                    return false;
                }
                ReturnKind::GeneratorNative | ReturnKind::GeneratorLoop | ReturnKind::GeneratorDelegate => {
                    super::ops::generator::failed(vm);
                    if kind == ReturnKind::GeneratorNative {
                        return false;
                    }
                }
            }
        }
    }
}
