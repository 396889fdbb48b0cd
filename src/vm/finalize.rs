//! Running the user code that deaths ask for: `__del__`, and callbacks of weak references.
//!
//! Death queues them (`heap::context`); they run here, outside guards, at the next instruction's end or safepoint.

use super::Vm;
use crate::heap::{Finalization, Value};
use crate::object::names::Name;

impl Vm {
    /// Runs all that waits. The exception in flight, if any, is kept aside; one that a finalizer raises is reported
    /// and forgotten.
    #[cold]
    #[inline(never)]
    pub fn run_finalizations(&mut self) {
        if !self.heap.has_finalizations() {
            return;
        }
        let raised = self.take_raised();
        // All at once: what one of them lets die is settled inside it, what waits behind it is not, else a hundred
        // thousand of them would nest.
        let mut waiting = self.heap.take_finalizations();
        while let Some(finalization) = waiting.pop_front() {
            let (culprit, result) = match finalization {
                Finalization::Finalizer(object) => {
                    let result = self.call_special(&object, Name::Del, &[]).map(drop);
                    (object, result)
                }
                Finalization::Callback(reference, callback) => {
                    let result = self.call(&callback, std::slice::from_ref(&reference)).map(drop);
                    drop(reference);
                    (callback, result)
                }
            };
            if result.is_err() {
                let exception = self.take_raised();
                self.report_unraisable(&exception, &culprit);
            }
            drop(culprit);
            if waiting.is_empty() {
                waiting = self.heap.take_finalizations();
            }
        }
        if !raised.is_null() {
            let _ = self.reraise(raised);
        }
    }

    /// An exception that nobody can catch: `sys.unraisablehook`'s default report.
    pub fn report_unraisable(&mut self, exception: &Value, culprit: &Value) {
        let shown = self.repr_text(culprit).unwrap_or_else(|_| {
            self.take_raised();
            "<object repr() failed>".to_owned()
        });
        let mut text = format!("Exception ignored while calling deallocator {shown}:\n");
        text.push_str(&super::traceback::render(self, exception));
        super::traceback::write_stderr(self, &text);
    }
}
