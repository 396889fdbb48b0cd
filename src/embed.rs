//! The embedding API: lungfish inside a Rust program.
//!
//! Owns `Interpreter`, its builder, and the conversion between Python values and plain Rust data (`Object`): a host never
//! holds a Python reference, so nothing it does can break the heap's rules.

use crate::domain::policy::PolicyKind;
use crate::domain::{Gil, lock};
use crate::heap::{Bytes, Dict, Kind, List, Opaque, Str, Value};
use crate::interp::{run, startup};
use crate::native_object;
use crate::object::core::{CoreClass, Exception, is_exactly};
use crate::object::definition::{Arguments, TypeDef};
use crate::object::native::{NativeData, cast_kind, payload};
use crate::object::slots::Slots;
use crate::text::int_text::Integer;
use crate::vm::call::tuple_items;
use crate::vm::interpreter::{Settings, Stress};
use crate::vm::{Raised, Result as VmResult, Vm, convert, traceback};
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What went wrong in Python, or around it.
#[derive(Debug, Clone)]
pub enum Error {
    /// An uncaught exception: the name of its class, its text, and the report that `lungfish` would print.
    Exception { class: String, message: String, report: String },
    /// A result that cannot be converted to what was asked for.
    Conversion(String),
    /// This process has an interpreter already. Further ones come from `concurrent.interpreters`.
    AlreadyRunning,
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Exception { class, message, .. } if message.is_empty() => write!(out, "{class}"),
            Error::Exception { class, message, .. } => write!(out, "{class}: {message}"),
            Error::Conversion(message) => write!(out, "{message}"),
            Error::AlreadyRunning => write!(out, "this process has a lungfish interpreter already"),
        }
    }
}

impl std::error::Error for Error {}

pub type Result<T> = std::result::Result<T, Error>;

/// A Python value as plain data.
#[derive(Debug, Clone, PartialEq)]
pub enum Object {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(String),
    Bytes(Vec<u8>),
    List(Vec<Object>),
    Tuple(Vec<Object>),
    /// In the dict's order.
    Dict(Vec<(Object, Object)>),
}

/// Builds an interpreter: `Interpreter::builder().gil(Gil::Off).build()`.
#[derive(Debug, Clone)]
pub struct Builder {
    gil: Gil,
    policy: PolicyKind,
    path: Vec<String>,
    argv: Vec<String>,
    stress: Stress,
    optimize: bool,
    stack_size: usize,
}

impl Default for Builder {
    fn default() -> Builder {
        Builder {
            gil: Gil::On,
            policy: PolicyKind::Interval,
            path: Vec::new(),
            argv: vec![String::new()],
            stress: Stress::default(),
            optimize: false,
            stack_size: 1536 << 10,
        }
    }
}

impl Builder {
    /// The lock mode.
    pub fn gil(mut self, gil: Gil) -> Builder {
        self.gil = gil;
        self
    }

    /// How the lock is handed on.
    pub fn policy(mut self, policy: PolicyKind) -> Builder {
        self.policy = policy;
        self
    }

    /// How long a thread waits before it asks for the lock. For the whole process.
    pub fn switch_interval(self, interval: Duration) -> Builder {
        lock::set_switch_interval(interval);
        self
    }

    /// Folders searched by `import`.
    pub fn path(mut self, path: Vec<String>) -> Builder {
        self.path = path;
        self
    }

    /// `sys.argv`.
    pub fn argv(mut self, argv: Vec<String>) -> Builder {
        self.argv = argv;
        self
    }

    /// Makes rare things happen always; for tests.
    pub fn stress(mut self, stress: Stress) -> Builder {
        self.stress = stress;
        self
    }

    /// Leaves out `assert` statements.
    pub fn optimize(mut self, optimize: bool) -> Builder {
        self.optimize = optimize;
        self
    }

    /// Bytes of the calling thread's stack that Python may use; recursion beyond is a RecursionError.
    pub fn stack_size(mut self, bytes: usize) -> Builder {
        self.stack_size = bytes;
        self
    }

    /// Starts the interpreter in the calling thread.
    pub fn build(self) -> Result<Interpreter> {
        static RUNNING: AtomicBool = AtomicBool::new(false);
        if RUNNING.swap(true, Ordering::SeqCst) {
            return Err(Error::AlreadyRunning);
        }
        let settings = Settings {
            gil: self.gil,
            policy: self.policy,
            path: self.path,
            argv: self.argv,
            stress: self.stress,
            optimize: self.optimize,
        };
        match startup::start(settings, self.stack_size, &[&HOST_FUNCTION]) {
            Ok(vm) => Ok(Interpreter { vm }),
            Err(Raised) => Err(Error::Conversion("the interpreter could not start".to_owned())),
        }
    }
}

/// A Python interpreter in the thread that built it.
///
/// ```standalone_crate
/// use lungfish::{Gil, Interpreter};
///
/// # fn main() -> lungfish::Result<()> {
/// let mut python = Interpreter::builder().gil(Gil::Off).build()?;
/// python.run("def area(w, h): return w * h")?;
/// let area: i64 = python.call("area", &[6.into(), 7.into()])?.try_into()?;
/// assert_eq!(area, 42);
/// # Ok(())
/// # }
/// ```
pub struct Interpreter {
    vm: Vm,
}

native_object! {
    /// A Rust closure as a Python callable.
    pub struct HostFunction = "host_function" {
        body: Opaque<Box<dyn Fn(&[Object]) -> std::result::Result<Object, String> + Send + Sync>>,
    }
}

/// The class of host functions.
pub static HOST_FUNCTION: TypeDef = TypeDef {
    doc: "A function of the program that lungfish is embedded in.",
    slots: Slots { call: Some(call_host), ..Slots::EMPTY },
    ..TypeDef::new("lungfish.host_function", HostFunction::LAYOUT)
};

fn call_host(vm: &mut Vm, function: &Value, arguments: Arguments) -> VmResult<Value> {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("a host function takes no keyword arguments"));
    }
    let mut objects = Vec::with_capacity(arguments.values.len());
    for value in arguments.values {
        objects.push(to_object(vm, value)?);
    }
    let Some(host) = payload::<HostFunction>(function) else { return Ok(Value::NONE) };
    match (host.body.0)(&objects) {
        Ok(object) => to_value(vm, &object),
        Err(message) => Err(vm.runtime_error(message)),
    }
}

impl Interpreter {
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Runs statements in `__main__`.
    pub fn run(&mut self, source: &str) -> Result<()> {
        let result = run::run_main(&mut self.vm, source.as_bytes(), "<string>");
        self.finish(result.map(drop))
    }

    /// The value of an expression in `__main__`.
    ///
    /// ```standalone_crate
    /// # fn main() -> lungfish::Result<()> {
    /// use lungfish::{Interpreter, Object};
    /// let mut python = Interpreter::builder().build()?;
    /// assert_eq!(python.eval("[1, 'two', 3.0]")?,
    ///     Object::List(vec![Object::Int(1), Object::Str("two".into()), Object::Float(3.0)]));
    /// # Ok(())
    /// # }
    /// ```
    pub fn eval(&mut self, expression: &str) -> Result<Object> {
        let vm = &mut self.vm;
        let result = (|| {
            let namespace = run::main_namespace(vm)?;
            let eval = builtin(vm, "eval")?;
            let text = vm.new_str(expression)?;
            let value = vm.call(&eval, &[text, namespace])?;
            to_object(vm, &value)
        })();
        self.finish(result)
    }

    /// Calls a global function of `__main__`.
    pub fn call(&mut self, name: &str, args: &[Object]) -> Result<Object> {
        let vm = &mut self.vm;
        let result = (|| {
            let namespace = run::main_namespace(vm)?;
            let function = match cast_kind::<Dict>(&namespace, Kind::Dict) {
                Some(dict) => vm.dict_get_str(dict, name)?,
                None => None,
            };
            let Some(function) = function else {
                return Err(vm.raise(Exception::NameError, format!("name '{name}' is not defined")));
            };
            let mut values = Vec::with_capacity(args.len());
            for arg in args {
                values.push(to_value(vm, arg)?);
            }
            let value = vm.call(&function, &values)?;
            to_object(vm, &value)
        })();
        self.finish(result)
    }

    /// Makes a Rust closure a global function of `__main__`. An `Err` becomes a RuntimeError.
    ///
    /// ```standalone_crate
    /// # fn main() -> lungfish::Result<()> {
    /// use lungfish::{Interpreter, Object};
    /// let mut python = Interpreter::builder().build()?;
    /// python.register("shout", |args| match args {
    ///     [Object::Str(text)] => Ok(Object::Str(text.to_uppercase())),
    ///     _ => Err("shout() takes one string".to_owned()),
    /// })?;
    /// assert_eq!(python.eval("shout('hi')")?, Object::Str("HI".into()));
    /// # Ok(())
    /// # }
    /// ```
    pub fn register(
        &mut self,
        name: &str,
        body: impl Fn(&[Object]) -> std::result::Result<Object, String> + Send + Sync + 'static,
    ) -> Result<()> {
        let vm = &mut self.vm;
        let result = (|| {
            let function = vm.create_of(&HOST_FUNCTION, HostFunction { body: Opaque(Box::new(body)) })?;
            let namespace = run::main_namespace(vm)?;
            match cast_kind::<Dict>(&namespace, Kind::Dict) {
                Some(dict) => vm.dict_set_str(dict, name, function),
                None => Ok(()),
            }
        })();
        self.finish(result)
    }

    /// Runs native work while Python threads may run: without the lock, in the modes that have one.
    ///
    /// ```standalone_crate
    /// # fn main() -> lungfish::Result<()> {
    /// let mut python = lungfish::Interpreter::builder().build()?;
    /// let sum: u64 = python.detached(|| (1..=1000).sum());
    /// assert_eq!(sum, 500_500);
    /// # Ok(())
    /// # }
    /// ```
    pub fn detached<R>(&mut self, work: impl FnOnce() -> R + Send) -> R {
        self.vm.detached(work)
    }

    /// The machine underneath, for the command line.
    pub(crate) fn into_vm(self) -> Vm {
        self.vm
    }

    fn finish<T>(&mut self, result: VmResult<T>) -> Result<T> {
        match result {
            Ok(value) => Ok(value),
            Err(Raised) => {
                let exception = self.vm.take_raised();
                let class = self.vm.class_name(&exception);
                let message = self.vm.str_text(&exception).unwrap_or_default();
                let report = traceback::render(&mut self.vm, &exception);
                Err(Error::Exception { class, message, report })
            }
        }
    }
}

fn builtin(vm: &mut Vm, name: &str) -> VmResult<Value> {
    let modules = startup::modules_dict(vm);
    let module = match cast_kind::<Dict>(&modules, Kind::Dict) {
        Some(table) => vm.dict_get_str(table, "builtins")?,
        None => None,
    };
    let name = vm.intern(name)?;
    match module {
        Some(module) => vm.get_attribute(&module, &name),
        None => Err(vm.raise_bare(Exception::NameError)),
    }
}

/// A value as plain data; TypeError for what has no such form.
fn to_object(vm: &mut Vm, value: &Value) -> VmResult<Object> {
    vm.check_stack()?;
    if value.is_none() {
        return Ok(Object::None);
    }
    if let Some(truth) = value.as_bool() {
        return Ok(Object::Bool(truth));
    }
    if let Some(number) = value.as_float() {
        return Ok(Object::Float(number));
    }
    match convert::integer_of(value) {
        Some(Integer::Small(number)) => return Ok(Object::Int(number)),
        Some(Integer::Big(_)) => return Err(vm.overflow_error("int too large to convert to i64")),
        None => {}
    }
    if let Some(text) = cast_kind::<Str>(value, Kind::Str) {
        return Ok(Object::Str(text.to_text().into_owned()));
    }
    if let Some(content) = cast_kind::<Bytes>(value, Kind::Bytes) {
        return Ok(Object::Bytes(content.bytes().to_vec()));
    }
    if cast_kind::<List>(value, Kind::List).is_some() || is_exactly(value, CoreClass::Tuple) {
        let tuple = is_exactly(value, CoreClass::Tuple);
        let items = if tuple { tuple_items(value).to_vec() } else { vm.collect(value)? };
        let objects = items.iter().map(|item| to_object(vm, item)).collect::<VmResult<Vec<_>>>()?;
        return Ok(if tuple { Object::Tuple(objects) } else { Object::List(objects) });
    }
    if let Some(dict) = cast_kind::<Dict>(value, Kind::Dict) {
        let pairs = dict.snapshot(&mut vm.heap);
        let mut objects = Vec::new();
        for (key, value) in vm.check(pairs)? {
            objects.push((to_object(vm, &key)?, to_object(vm, &value)?));
        }
        return Ok(Object::Dict(objects));
    }
    let name = vm.class_name(value);
    Err(vm.type_error(format!("a '{name}' object cannot be converted to plain data")))
}

fn to_value(vm: &mut Vm, object: &Object) -> VmResult<Value> {
    Ok(match object {
        Object::None => Value::NONE,
        Object::Bool(truth) => Value::from_bool(*truth),
        Object::Int(number) => vm.new_int(*number)?,
        Object::Float(number) => Value::from_float(*number),
        Object::Str(text) => vm.new_str(text)?,
        Object::Bytes(content) => vm.new_bytes(content)?,
        Object::List(items) | Object::Tuple(items) => {
            let values = items.iter().map(|item| to_value(vm, item)).collect::<VmResult<Vec<_>>>()?;
            if matches!(object, Object::List(_)) { vm.new_list(values)? } else { vm.new_tuple(values)? }
        }
        Object::Dict(pairs) => {
            let dict = vm.new_dict()?;
            for (key, value) in pairs {
                let (key, value) = (to_value(vm, key)?, to_value(vm, value)?);
                if let Some(dict) = cast_kind::<Dict>(&dict, Kind::Dict) {
                    vm.dict_set(dict, key, value)?;
                }
            }
            dict
        }
    })
}

macro_rules! conversions {
    ($($type:ty => $variant:ident),* $(,)?) => { $(
        impl From<$type> for Object {
            fn from(value: $type) -> Object {
                Object::$variant(value)
            }
        }

        impl TryFrom<Object> for $type {
            type Error = Error;
            fn try_from(object: Object) -> Result<$type> {
                match object {
                    Object::$variant(value) => Ok(value),
                    other => Err(Error::Conversion(format!("{other:?} is no {}", stringify!($type)))),
                }
            }
        }
    )* };
}

conversions!(bool => Bool, i64 => Int, f64 => Float, String => Str, Vec<u8> => Bytes, Vec<Object> => List);

impl From<&str> for Object {
    fn from(text: &str) -> Object {
        Object::Str(text.to_owned())
    }
}

impl From<i32> for Object {
    fn from(number: i32) -> Object {
        Object::Int(number as i64)
    }
}
