//! Writing to files of text: encoding, line ends, and the short way of `print`.
//!
//! As in `io_text`, the state is behind a mutex that is never held while user code runs or while anything blocks.

use super::io_base::call_named;
use super::io_binary::{blocking, write_bytes};
use super::io_core::SharedCore;
use super::io_text::{Settings, TYPE, TextFile, checked, plainness};
use super::support::{is_exactly, str_bytes};
use crate::builtins::codecs::encode_to_vec;
use crate::heap::{Kind, Str, Value};
use crate::object::native::{cast_kind, payload};
use crate::text::codec::Codec;
use crate::text::wtf8;
use crate::vm::{Result, Vm};
use std::sync::atomic::Ordering;

/// Bytes as a string is written.
fn encoded(vm: &mut Vm, file: &TextFile, settings: &Settings, text: &Value) -> Result<Vec<u8>> {
    let Some(bytes) = str_bytes(text) else {
        let given = vm.class_name(text);
        return Err(vm.type_error(format!("write() argument must be str, not {given}")));
    };
    let translated = settings.newline.written(bytes);
    let is_plain = bytes.is_ascii() && settings.is_ascii_based()
        || matches!(settings.codec, Codec::Utf8) && wtf8::find_surrogate(bytes).is_none();
    if is_plain {
        return Ok(translated.into_owned());
    }
    let begun = std::mem::replace(&mut file.state.lock().begun, true);
    let codec = if begun { settings.codec.without_mark() } else { settings.codec };
    match translated {
        std::borrow::Cow::Borrowed(_) => encode_to_vec(vm, text, codec, &settings.errors),
        std::borrow::Cow::Owned(changed) => {
            let changed = vm.new_text(&changed)?;
            encode_to_vec(vm, &changed, codec, &settings.errors)
        }
    }
}

pub(super) fn write(vm: &mut Vm, args: &[Value]) -> Result<Value> {
    let file = checked(vm, &args[0], false, true)?;
    write_text(vm, file, &args[1])?;
    let count = cast_kind::<Str>(&args[1], Kind::Str);
    Ok(Value::from_small_int(count.map_or(0, |text| text.len() as i64)))
}

fn write_text(vm: &mut Vm, file: &TextFile, text: &Value) -> Result<()> {
    let settings = file.settings();
    let bytes = encoded(vm, file, &settings, text)?;
    let flushes = settings.line_buffering && bytes.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
    let Some(core) = &file.core.0 else {
        let buffer = file.buffer(vm)?;
        let bytes = vm.new_bytes(&bytes)?;
        call_named(vm, &buffer, "write", std::slice::from_ref(&bytes))?;
        if flushes {
            call_named(vm, &buffer, "flush", &[])?;
        }
        return Ok(());
    };
    forget_ahead(vm, file, core)?;
    if flushes {
        return blocking(vm, core, move |core| {
            core.write(&bytes)?;
            core.flush()
        });
    }
    write_bytes(vm, core, bytes)
}

/// May `print` make one piece of what it writes?
pub fn takes_text(stream: &Value) -> bool {
    is_exactly(stream, &TYPE)
}

/// Writes bytes that are text already to a stream, if it is one of ours with UTF-8: for `print`. False if it is not.
pub fn write_plainly(vm: &mut Vm, stream: &Value, text: &[u8]) -> Result<bool> {
    if !is_exactly(stream, &TYPE) {
        return Ok(false);
    }
    let plainness = payload::<TextFile>(stream).map_or(0, |file| file.plainness.load(Ordering::Relaxed));
    if plainness == plainness::NO || !text.is_ascii() && wtf8::find_surrogate(text).is_some() {
        return Ok(false);
    }
    let flushes = plainness == plainness::LINES && memchr::memchr(b'\n', text).is_some();
    if !flushes
        && let Some(core) = payload::<TextFile>(stream).and_then(|file| file.core.0.as_ref())
        && core.try_lock().is_some_and(|mut core| core.writable && !core.readable && core.try_write(text))
    {
        return Ok(true);
    }
    let file = checked(vm, stream, false, true)?;
    let Some(core) = &file.core.0 else { return Ok(false) };
    forget_ahead(vm, file, core)?;
    let bytes = text.to_vec();
    if flushes {
        blocking(vm, core, move |core| {
            core.write(&bytes)?;
            core.flush()
        })?;
    } else {
        write_bytes(vm, core, bytes)?;
    }
    Ok(true)
}

/// Before a write or seek: what was read ahead goes back to the file.
pub(super) fn forget_ahead(vm: &mut Vm, file: &TextFile, core: &SharedCore) -> Result<()> {
    let ahead = {
        let mut state = file.state.lock();
        let ahead = state.rest().len();
        state.raw.clear();
        state.at = 0;
        state.ended = false;
        ahead
    };
    if ahead > 0 {
        blocking(vm, core, move |core| core.seek(-(ahead as i64), 1).map(drop))?;
    }
    Ok(())
}
