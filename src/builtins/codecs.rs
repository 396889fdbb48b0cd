//! Encoding and decoding for `str` and `bytes`, with error handlers in Rust and in Python.
//!
//! Owns the UnicodeErrors and the call of handlers that programs register: the dict under `HANDLERS` in the
//! interpreter's registry, from name to callable. The encodings themselves are `text::codec`.

use super::operand::{text_argument, text_of};
use super::unicode_escape::{self, Escape};
use crate::heap::{Dict, Kind, Value};
use crate::object::core::Exception;
use crate::object::native::{cast_kind, payload};
use crate::text::codec::{self, Codec, Stop};
use crate::text::codec_errors::{CodecError, CodecFailure, ErrorHandler, Replacement};
use crate::vm::call::tuple_items;
use crate::vm::convert::integer_of;
use crate::vm::interpreter::State;
use crate::vm::{Raised, Result, Vm};
use std::borrow::Cow;

/// The registry's key of the dict that `codecs.register_error` fills.
pub const HANDLERS: &str = "codec error handlers";

/// The name of an encoding or of an error handler.
pub fn name_argument<'a>(
    vm: &mut Vm,
    value: &'a Value,
    what: &str,
    default: &'static str,
) -> Result<Cow<'a, str>> {
    let Some(value) = value.given() else { return Ok(Cow::Borrowed(default)) };
    let text = text_argument(vm, value, what)?;
    if text.bytes().contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    Ok(text.to_text())
}

/// Does an encoding argument, with the errors argument left out, ask for plain UTF-8?
pub fn is_plain_utf8(encoding: &Value, errors: &Value) -> bool {
    let named = || text_of(encoding).is_some_and(|name| matches!(name.bytes(), b"utf-8" | b"utf8"));
    errors.is_null() && (encoding.is_null() || named())
}

fn find_codec(vm: &mut Vm, encoding: &str) -> Result<Codec> {
    match Codec::from_name(encoding) {
        Some(codec) => Ok(codec),
        None => Err(vm.raise(Exception::LookupError, format!("unknown encoding: {encoding}"))),
    }
}

/// A handler: one of the standard ones, or a callable.
enum Handler {
    Standard(ErrorHandler),
    Callable(Value),
}

fn find_handler(vm: &mut Vm, errors: &str) -> Result<Handler> {
    if let Some(callable) = registered(vm, errors)? {
        return Ok(Handler::Callable(callable));
    }
    match ErrorHandler::from_name(errors) {
        Some(handler) => Ok(Handler::Standard(handler)),
        None => {
            let message = format!("unknown error handler name '{errors}'");
            Err(vm.raise(Exception::LookupError, message))
        }
    }
}

fn registered(vm: &mut Vm, errors: &str) -> Result<Option<Value>> {
    let state = vm.interpreter.state();
    let Some(state) = payload::<State>(&state) else { return Ok(None) };
    let Some(registry) = cast_kind::<Dict>(&state.registry, Kind::Dict) else { return Ok(None) };
    let Some(handlers) = vm.dict_get_str(registry, HANDLERS)? else { return Ok(None) };
    match cast_kind::<Dict>(&handlers, Kind::Dict) {
        Some(handlers) => vm.dict_get_str(handlers, errors),
        None => Ok(None),
    }
}

/// UnicodeEncodeError or UnicodeDecodeError.
fn unicode_error(vm: &mut Vm, kind: Exception, object: &Value, failure: &CodecFailure) -> Raised {
    match error_arguments(vm, object, failure) {
        Ok(args) => vm.raise_with_args(kind, args),
        Err(raised) => raised,
    }
}

fn error_arguments(vm: &mut Vm, object: &Value, failure: &CodecFailure) -> Result<Value> {
    let items = vec![
        vm.new_str(failure.encoding)?,
        object.clone(),
        vm.new_int(failure.start as i64)?,
        vm.new_int(failure.end as i64)?,
        vm.new_str(failure.reason)?,
    ];
    vm.new_tuple(items)
}

fn wrong_direction(vm: &mut Vm) -> Raised {
    vm.type_error(CodecError::WRONG_DIRECTION)
}

/// `str.encode`.
pub fn encode(vm: &mut Vm, text: &Value, encoding: &str, errors: &str) -> Result<Value> {
    if let (Some(escape), Some(string)) = (Escape::from_name(encoding), text_of(text)) {
        return vm.new_bytes(&unicode_escape::encode(string.bytes(), escape));
    }
    let codec = find_codec(vm, encoding)?;
    let content = encode_to_vec(vm, text, codec, errors)?;
    vm.new_bytes(&content)
}

/// The bytes of a text in an encoding.
pub fn encode_to_vec(vm: &mut Vm, text: &Value, codec: Codec, errors: &str) -> Result<Vec<u8>> {
    let Some(string) = text_of(text) else {
        let given = vm.class_name(text);
        return Err(vm.type_error(format!("encoding needs a str, not {given}")));
    };
    let bytes = string.bytes();
    let mut handler = None;
    let outcome = codec::encode_with(bytes, codec, &mut |failure| {
        if handler.is_none() {
            handler = Some(find_handler(vm, errors)?);
        }
        match handler.as_ref() {
            Some(Handler::Callable(callable)) => {
                let callable = callable.clone();
                ask_to_encode(vm, &callable, text, string.len(), failure)
            }
            Some(Handler::Standard(standard)) => match standard.on_encode(failure, bytes, codec) {
                Ok(answer) => Ok(answer),
                Err(CodecError::Failure(failure)) => {
                    Err(unicode_error(vm, Exception::UnicodeEncodeError, text, &failure))
                }
                Err(CodecError::WrongDirection) => Err(wrong_direction(vm)),
            },
            None => Err(Raised),
        }
    });
    outcome.map_err(|stop| match stop {
        Stop::Handler(raised) => raised,
        Stop::Unencodable(failure) => unicode_error(vm, Exception::UnicodeEncodeError, text, &failure),
    })
}

/// Calls a program's handler: it returns a replacement and the position to go on at.
fn ask(
    vm: &mut Vm,
    callable: &Value,
    kind: Exception,
    object: &Value,
    length: usize,
    failure: &CodecFailure,
) -> Result<(Value, usize)> {
    let args = error_arguments(vm, object, failure)?;
    let class = crate::object::core::exception(kind);
    let error = vm.call(&class, tuple_items(&args))?;
    let answer = vm.call(callable, &[error])?;
    let direction = if kind == Exception::UnicodeEncodeError { "encoding" } else { "decoding" };
    let wanted = if direction == "encoding" { "(str/bytes, int)" } else { "(str, int)" };
    let [replacement, position] = tuple_items(&answer) else {
        return Err(vm.type_error(format!("{direction} error handler must return {wanted} tuple")));
    };
    let Some(position) = integer_of(position) else {
        return Err(vm.type_error(format!("{direction} error handler must return {wanted} tuple")));
    };
    let position = match position {
        crate::text::int_text::Integer::Small(position) => position,
        crate::text::int_text::Integer::Big(_) => i64::MAX,
    };
    let absolute = if position < 0 { position.saturating_add(length as i64) } else { position };
    match usize::try_from(absolute) {
        Ok(absolute) if absolute <= length => Ok((replacement.clone(), absolute)),
        _ => Err(vm.index_error(format!("position {position} from error handler out of bounds"))),
    }
}

fn ask_to_encode(
    vm: &mut Vm,
    callable: &Value,
    text: &Value,
    length: usize,
    failure: &CodecFailure,
) -> Result<(Replacement, usize)> {
    let (replacement, next) = ask(vm, callable, Exception::UnicodeEncodeError, text, length, failure)?;
    if let Some(new) = text_of(&replacement) {
        return Ok((Replacement::Text(new.bytes().to_vec()), next));
    }
    match super::bytes_shared::bytes_like(&replacement) {
        Some(new) => Ok((Replacement::Bytes(new.into_owned()), next)),
        None => Err(vm.type_error("encoding error handler must return (str/bytes, int) tuple")),
    }
}

fn ask_to_decode(
    vm: &mut Vm,
    callable: &Value,
    object: &Value,
    length: usize,
    failure: &CodecFailure,
) -> Result<(Vec<u8>, usize)> {
    let (replacement, next) = ask(vm, callable, Exception::UnicodeDecodeError, object, length, failure)?;
    match text_of(&replacement) {
        Some(new) => Ok((new.bytes().to_vec(), next)),
        None => Err(vm.type_error("decoding error handler must return (str, int) tuple")),
    }
}

/// `bytes.decode`. `content` are the bytes of `object`, which errors name.
pub fn decode(vm: &mut Vm, object: &Value, content: &[u8], encoding: &str, errors: &str) -> Result<Value> {
    if let Some(escape) = Escape::from_name(encoding) {
        let text = unicode_escape::decode(vm, object, content, escape, errors)?;
        return vm.new_text(&text);
    }
    let codec = find_codec(vm, encoding)?;
    let (text, _) = decode_to_vec(vm, object, content, codec, errors, true)?;
    vm.new_text(&text)
}

/// The text (WTF-8) of bytes in an encoding, and how many bytes were used. Without `last`, an incomplete sequence at
/// the end is left alone.
pub fn decode_to_vec(
    vm: &mut Vm,
    object: &Value,
    content: &[u8],
    codec: Codec,
    errors: &str,
    last: bool,
) -> Result<(Vec<u8>, usize)> {
    let Some((rest_codec, mark)) = codec.resolve_mark(content, last) else { return Ok((Vec::new(), 0)) };
    // Positions in errors count from behind the mark of utf-8-sig, but from the start elsewhere.
    let (input, from, skipped) =
        if codec == Codec::Utf8Sig { (&content[mark..], 0, mark) } else { (content, mark, 0) };
    let mut handler = None;
    let (text, used) = codec::decode_with(input, from, rest_codec, last, &mut |failure| {
        if handler.is_none() {
            handler = Some(find_handler(vm, errors)?);
        }
        match handler.as_ref() {
            Some(Handler::Callable(callable)) => {
                let callable = callable.clone();
                let subject = error_object(vm, object, input)?;
                ask_to_decode(vm, &callable, &subject, input.len(), failure)
            }
            Some(Handler::Standard(standard)) => match standard.on_decode(failure, input, rest_codec) {
                Ok(answer) => Ok(answer),
                Err(CodecError::Failure(failure)) => {
                    let subject = error_object(vm, object, input)?;
                    Err(unicode_error(vm, Exception::UnicodeDecodeError, &subject, &failure))
                }
                Err(CodecError::WrongDirection) => Err(wrong_direction(vm)),
            },
            None => Err(Raised),
        }
    })?;
    Ok((text, used + skipped))
}

/// UnicodeDecodeError holds bytes: the object itself if it is just these.
fn error_object(vm: &mut Vm, object: &Value, input: &[u8]) -> Result<Value> {
    use crate::object::core::{CoreClass, is_exactly};
    let same = super::bytes_shared::bytes_like(object).is_some_and(|content| content.len() == input.len());
    if same && is_exactly(object, CoreClass::Bytes) { Ok(object.clone()) } else { vm.new_bytes(input) }
}
