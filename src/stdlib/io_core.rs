//! A file's bytes: a descriptor with a buffer for reading and one for writing.
//!
//! Owns what reading, writing and seeking mean for the buffers. Must not know values. A core is behind a mutex; whoever
//! does what can block locks it while detached, so that no thread ever waits for it while it is attached. Attached
//! threads may only try the lock, for work in memory.

use super::descriptors::{self, Handle};
use parking_lot::Mutex;
use rustix::fs::{FileType, SeekFrom};
use rustix::io::Errno;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

pub const BUFFER_SIZE: usize = 8192;
/// Standard output that is no terminal is written in larger blocks.
const OUTPUT_SIZE: usize = 1 << 16;
/// The most that is read at once where a caller wants all there is.
const LARGEST_READ: usize = 1 << 20;

pub type SharedCore = Arc<Mutex<Core>>;

pub struct Core {
    /// None once closed.
    handle: Option<Handle>,
    pub number: i32,
    pub readable: bool,
    pub writable: bool,
    /// Every write goes to the end.
    appends: bool,
    /// The number is closed with the file.
    closes: bool,
    /// Reading may wait for somebody: a terminal, a pipe, a socket.
    is_stream: bool,
    /// What was read ahead; `at` is the next byte to give out.
    input: Vec<u8>,
    at: usize,
    output: Vec<u8>,
    /// Output that waits, at most. 0: none does.
    capacity: usize,
}

/// How a file is to be used.
#[derive(Clone, Copy)]
pub struct Access {
    pub readable: bool,
    pub writable: bool,
    pub appends: bool,
    pub closes: bool,
    pub capacity: usize,
}

/// Whether output goes out at once (`-u`): to be said before a standard stream is first used.
static UNBUFFERED: AtomicBool = AtomicBool::new(false);

/// No output waits from now on.
pub fn set_unbuffered() {
    UNBUFFERED.store(true, Ordering::Relaxed);
}

/// The three streams of the process, each with one buffer for all interpreters.
static STANDARD: LazyLock<[SharedCore; 3]> = LazyLock::new(|| {
    let stream = |number: i32, handle: Handle| {
        let is_output = number != 0;
        let is_terminal = rustix::termios::isatty(&handle);
        let capacity = match number {
            // What goes wrong should be seen even if the process dies next.
            2 => 0,
            1 if UNBUFFERED.load(Ordering::Relaxed) => 0,
            _ if is_terminal => BUFFER_SIZE,
            _ => OUTPUT_SIZE,
        };
        let access =
            Access { readable: !is_output, writable: is_output, appends: false, closes: false, capacity };
        Arc::new(Mutex::new(Core::new(number, handle, access)))
    };
    [stream(0, Handle::Stdin), stream(1, Handle::Stdout), stream(2, Handle::Stderr)]
});

/// Standard input, output or error: 0, 1 or 2.
pub fn standard(number: usize) -> SharedCore {
    STANDARD[number.min(2)].clone()
}

impl Core {
    pub fn new(number: i32, handle: Handle, access: Access) -> Core {
        let kind = rustix::fs::fstat(&handle).map(|status| FileType::from_raw_mode(status.st_mode));
        let is_stream =
            !matches!(kind, Ok(FileType::RegularFile | FileType::Directory | FileType::BlockDevice));
        Core {
            handle: Some(handle),
            number,
            readable: access.readable,
            writable: access.writable,
            appends: access.appends,
            closes: access.closes,
            is_stream,
            input: Vec::new(),
            at: 0,
            output: Vec::new(),
            capacity: access.capacity,
        }
    }

    pub fn is_closed(&self) -> bool {
        self.handle.is_none()
    }

    /// The descriptor to wait for before a read, if reading may wait and nothing is buffered.
    pub fn awaited(&self) -> Option<Handle> {
        if self.is_stream && self.buffered().is_empty() { self.handle.clone() } else { None }
    }

    pub fn handle(&self) -> io::Result<Handle> {
        self.handle.clone().ok_or_else(|| Errno::BADF.into())
    }

    /// What was read ahead.
    pub fn buffered(&self) -> &[u8] {
        &self.input[self.at..]
    }

    /// Takes bytes out of what was read ahead.
    pub fn take(&mut self, count: usize) -> Vec<u8> {
        let end = self.at + count.min(self.input.len() - self.at);
        let taken = self.input[self.at..end].to_vec();
        self.at = end;
        taken
    }

    fn read_some(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let handle = self.handle()?;
        loop {
            match rustix::io::read(&handle, &mut *buffer) {
                Ok(count) => return Ok(count),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Reads ahead once; 0 at the end of the file. Blocks.
    pub fn fill(&mut self) -> io::Result<usize> {
        self.flush()?;
        if self.at == self.input.len() {
            self.input.clear();
            self.at = 0;
        }
        let old = self.input.len();
        self.input.try_reserve(BUFFER_SIZE).map_err(|_| Errno::NOMEM)?;
        self.input.resize(old + BUFFER_SIZE, 0);
        let mut buffer = std::mem::take(&mut self.input);
        let count = self.read_some(&mut buffer[old..]);
        buffer.truncate(old + count.as_ref().map_or(0, |count| *count));
        self.input = buffer;
        count
    }

    /// What is buffered, or else one read's worth. Empty at the end. Blocks.
    pub fn read_chunk(&mut self, most: usize) -> io::Result<Vec<u8>> {
        if self.buffered().is_empty() {
            self.fill()?;
        }
        Ok(self.take(most))
    }

    /// So many bytes, fewer only at the end of the file. Blocks.
    pub fn read_exactly(&mut self, wanted: usize) -> io::Result<Vec<u8>> {
        let mut taken = self.take(wanted);
        self.flush()?;
        while taken.len() < wanted {
            let missing = wanted - taken.len();
            if missing < BUFFER_SIZE {
                if self.fill()? == 0 {
                    break;
                }
                let more = self.take(missing);
                taken.extend_from_slice(&more);
                continue;
            }
            let old = taken.len();
            let step = missing.min(LARGEST_READ);
            taken.try_reserve(step).map_err(|_| Errno::NOMEM)?;
            taken.resize(old + step, 0);
            let count = self.read_some(&mut taken[old..])?;
            taken.truncate(old + count);
            if count == 0 {
                break;
            }
        }
        Ok(taken)
    }

    /// Everything up to the end. Blocks.
    pub fn read_all(&mut self) -> io::Result<Vec<u8>> {
        self.read_exactly(usize::MAX)
    }

    /// Up to and with the next line end, or so many bytes. Blocks.
    pub fn read_line(&mut self, most: usize) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        loop {
            let buffered = self.buffered();
            let end = memchr::memchr(b'\n', buffered).map_or(buffered.len(), |at| at + 1);
            let found = end > 0 && buffered[end - 1] == b'\n';
            let count = end.min(most - line.len());
            let part = self.take(count);
            line.extend_from_slice(&part);
            if found || line.len() == most || self.fill()? == 0 {
                return Ok(line);
            }
        }
    }

    /// Writes into the buffer if that is all there is to do: false if bytes must go out first.
    pub fn try_write(&mut self, bytes: &[u8]) -> bool {
        let fits = self.handle.is_some() && self.output.len() + bytes.len() <= self.capacity;
        if !fits || self.at != self.input.len() {
            return false;
        }
        self.output.extend_from_slice(bytes);
        true
    }

    /// Blocks where the buffer is full.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.handle()?;
        self.forget_input()?;
        if self.output.len() + bytes.len() > self.capacity {
            self.flush()?;
        }
        if bytes.len() >= self.capacity {
            return self.write_out(bytes);
        }
        self.output.extend_from_slice(bytes);
        Ok(())
    }

    fn write_out(&self, mut bytes: &[u8]) -> io::Result<()> {
        let handle = self.handle()?;
        while !bytes.is_empty() {
            match rustix::io::write(&handle, bytes) {
                Ok(count) => bytes = &bytes[count..],
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    pub fn has_output(&self) -> bool {
        !self.output.is_empty()
    }

    /// Blocks.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.output.is_empty() {
            return Ok(());
        }
        let output = std::mem::take(&mut self.output);
        let result = self.write_out(&output);
        // What could not be written is given up: trying again at every write would raise for ever.
        self.output = output;
        self.output.clear();
        result
    }

    /// Goes back to where the program is, and forgets what was read ahead.
    fn forget_input(&mut self) -> io::Result<()> {
        let ahead = self.buffered().len();
        if ahead > 0 && !self.is_stream {
            rustix::fs::seek(self.handle()?, SeekFrom::Current(-(ahead as i64)))?;
        }
        if !self.is_stream || ahead == 0 {
            self.input.clear();
            self.at = 0;
        }
        Ok(())
    }

    pub fn position(&mut self) -> io::Result<u64> {
        self.flush()?;
        let raw = rustix::fs::seek(self.handle()?, SeekFrom::Current(0))?;
        Ok(raw - self.buffered().len() as u64)
    }

    /// `whence` is 0, 1 or 2.
    pub fn seek(&mut self, offset: i64, whence: i64) -> io::Result<u64> {
        self.flush()?;
        self.forget_input()?;
        let target = match whence {
            0 => SeekFrom::Start(u64::try_from(offset).map_err(|_| Errno::INVAL)?),
            1 => SeekFrom::Current(offset),
            2 => SeekFrom::End(offset),
            _ => return Err(Errno::INVAL.into()),
        };
        Ok(rustix::fs::seek(self.handle()?, target)?)
    }

    pub fn is_seekable(&self) -> bool {
        self.handle().is_ok_and(|handle| rustix::fs::seek(handle, SeekFrom::Current(0)).is_ok())
    }

    pub fn is_terminal(&self) -> bool {
        self.handle().is_ok_and(rustix::termios::isatty)
    }

    pub fn truncate(&mut self, length: u64) -> io::Result<()> {
        self.flush()?;
        Ok(rustix::fs::ftruncate(self.handle()?, length)?)
    }

    /// Writes what waits and closes. Blocks.
    pub fn close(&mut self) -> io::Result<()> {
        if self.handle.is_none() {
            return Ok(());
        }
        let result = self.flush();
        if let Some(handle) = self.handle.take()
            && self.closes
        {
            descriptors::close_handle(self.number, &handle);
        }
        result
    }

    pub fn appends(&self) -> bool {
        self.appends
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        // Nobody is left to be told of an error.
        let _ = self.close();
    }
}

/// Writes what waits for standard output; for the end of the process.
pub fn flush_standard_output() -> io::Result<()> {
    standard(1).lock().flush()
}
