//! Allocation of registers: variables first, then temporaries as a stack.
//!
//! Must not know instructions or the tree.
//! Invariant: a *null slot* (the self slot of a call window, an absent operand) is NULL whenever it is not
//! in use. Scalar temporaries may be left holding something, so they never share a register with null slots;
//! windows and runs may, because the instruction at their end takes what they hold.

/// A register of the running frame.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Reg(pub u16);

impl Reg {
    /// The register `count` places further.
    pub fn plus(self, count: usize) -> Reg {
        Reg(self.0.saturating_add(count as u16))
    }
}

#[derive(Default)]
pub(super) struct BitSet(Vec<u64>);

impl BitSet {
    pub fn contains(&self, index: u32) -> bool {
        self.0.get(index as usize / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    pub fn insert(&mut self, index: u32) {
        let word = index as usize / 64;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (index % 64);
    }

    /// One more than the greatest member.
    pub fn end(&self) -> u32 {
        let words = self.0.iter().enumerate().rev();
        let last = words.map(|(index, word)| (index as u32, word)).find(|(_, word)| **word != 0);
        last.map_or(0, |(index, word)| index * 64 + 64 - word.leading_zeros())
    }
}

pub(super) struct Registers {
    variables: u32,
    top: u32,
    most: u32,
    /// The highest top since it was last reset: what a handler has to clear.
    watermark: u32,
    dirty: BitSet,
    null_slots: BitSet,
}

/// Beyond this the 16-bit operands end.
const LIMIT: u32 = u16::MAX as u32;

impl Registers {
    pub fn new(variables: u32) -> Registers {
        Registers {
            variables,
            top: variables,
            most: variables,
            watermark: variables,
            dirty: BitSet::default(),
            null_slots: BitSet::default(),
        }
    }

    pub fn is_variable(&self, register: Reg) -> bool {
        u32::from(register.0) < self.variables
    }

    pub fn count(&self) -> u32 {
        self.most
    }

    /// From here on, registers that are not in use are NULL, unless an exception is on its way.
    pub fn dirty_end(&self) -> u32 {
        self.dirty.end()
    }

    pub fn overflowed(&self) -> bool {
        self.most > LIMIT
    }

    fn grow(&mut self, top: u32) {
        self.top = top;
        self.most = self.most.max(top);
        self.watermark = self.watermark.max(top);
    }

    fn register(number: u32) -> Reg {
        Reg(number.min(LIMIT) as u16)
    }

    /// A temporary that may be left holding a dead value.
    pub fn scalar(&mut self) -> Reg {
        self.scalars(1)
    }

    /// Neighbouring temporaries that may be left holding dead values.
    pub fn scalars(&mut self, count: u32) -> Reg {
        let mut first = self.top;
        while (first..first + count).any(|number| self.null_slots.contains(number)) {
            first += 1;
        }
        for number in first..first + count {
            self.dirty.insert(number);
        }
        self.grow(first + count);
        Registers::register(first)
    }

    /// Neighbouring temporaries that are NULL again when they are released.
    pub fn run(&mut self, count: u32) -> Reg {
        let first = self.top;
        self.grow(first + count);
        Registers::register(first)
    }

    /// A run of `count` in which the places listed in `nulls` are NULL already.
    pub fn run_with_nulls(&mut self, count: u32, nulls: &[u32]) -> Reg {
        let mut first = self.top;
        while nulls.iter().any(|place| self.dirty.contains(first + place)) {
            first += 1;
        }
        for place in nulls {
            self.null_slots.insert(first + place);
        }
        self.grow(first + count);
        Registers::register(first)
    }

    /// The callable and the self of a call window; arguments follow as runs.
    pub fn window(&mut self) -> Reg {
        self.run_with_nulls(2, &[1])
    }

    /// A call window for a result in `dst`: from there on, if that is the last temporary, so that frames stay small.
    pub fn window_for(&mut self, dst: Reg) -> Reg {
        let is_last = !self.is_variable(dst) && u32::from(dst.0) + 1 == self.top;
        if !is_last || self.dirty.contains(self.top) {
            return self.window();
        }
        self.null_slots.insert(self.top);
        self.grow(self.top + 1);
        dst
    }

    /// A register that is NULL now, and until the next allocation.
    pub fn null(&mut self) -> Reg {
        let mark = self.mark();
        let register = self.run_with_nulls(1, &[0]);
        self.release(mark);
        register
    }

    pub fn mark(&self) -> u32 {
        self.top
    }

    pub fn release(&mut self, mark: u32) {
        self.top = mark;
    }

    /// Starts to measure how high temporaries reach; gives what `end_watermark` needs.
    pub fn begin_watermark(&mut self) -> u32 {
        std::mem::replace(&mut self.watermark, self.top)
    }

    /// How high temporaries reached since `begin_watermark`.
    pub fn end_watermark(&mut self, saved: u32) -> u32 {
        let reached = self.watermark;
        self.watermark = reached.max(saved);
        reached
    }
}
