//! Scopes: what each name means in each block, decided before anything is emitted.
//!
//! Owns the scope tree, its symbols, and their resolution into locals, cells, free variables and globals.
//! Must not know instructions. `symbols.rs` fills the tree in from the syntax tree.
//! Invariant: after `resolve`, every symbol has a resolution, and each scope's `free` lists the closure
//! that its function needs, in order.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::error::{Fallible, error, too_deep};
use super::stack::StackGuard;
use crate::source::Span;

/// An interned (and mangled) name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct NameId(u32);

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct ScopeId(pub u32);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    ListComp,
    SetComp,
    DictComp,
    Generator,
    /// An `__annotate__` function.
    Annotation,
    TypeParameters,
    TypeAlias,
    /// A bound, constraint tuple or default of a type parameter.
    TypeVariable,
}

impl ScopeKind {
    pub fn is_function_like(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class)
    }

    pub fn is_comprehension(self) -> bool {
        use ScopeKind::*;
        matches!(self, ListComp | SetComp | DictComp | Generator)
    }
}

/// What is known of a name in a scope, from the statements in it; a set of bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Uses(pub u16);

impl Uses {
    pub const GLOBAL: Uses = Uses(1);
    pub const NONLOCAL: Uses = Uses(2);
    /// Bound by an ordinary statement.
    pub const LOCAL: Uses = Uses(4);
    pub const PARAMETER: Uses = Uses(8);
    pub const READ: Uses = Uses(16);
    pub const ANNOTATED: Uses = Uses(32);
    pub const ITERATION: Uses = Uses(64);
    pub const TYPE_PARAMETER: Uses = Uses(128);
    /// Bound by `:=`, so within expressions.
    pub const WALRUS: Uses = Uses(256);
    /// Deleted, or the name of an exception: may become unbound again.
    pub const DELETED: Uses = Uses(512);

    const BINDING: Uses = Uses(4 | 8 | 64 | 128);

    pub fn has(self, other: Uses) -> bool {
        self.0 & other.0 != 0
    }

    pub fn with(self, other: Uses) -> Uses {
        Uses(self.0 | other.0)
    }

    fn is_bound(self) -> bool {
        self.has(Uses::BINDING) && !self.has(Uses(Uses::GLOBAL.0 | Uses::NONLOCAL.0))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Resolution {
    Local,
    /// A local that inner functions share.
    Cell,
    Free,
    GlobalExplicit,
    GlobalImplicit,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Symbol {
    pub name: NameId,
    pub uses: Uses,
    pub resolution: Resolution,
}

#[derive(Debug)]
pub(super) struct Scope {
    pub kind: ScopeKind,
    pub name: Box<str>,
    pub parent: Option<ScopeId>,
    /// How many scopes are around it.
    depth: u32,
    pub children: Vec<ScopeId>,
    pub symbols: Vec<Symbol>,
    index: HashMap<NameId, usize>,
    /// Names of the closure.
    pub free: Vec<NameId>,
    /// Spans of `global` and `nonlocal` statements, for errors found late.
    pub directives: Vec<(NameId, Span)>,
    /// How private names are mangled.
    pub private: Option<Private>,
    pub is_async: bool,
    pub has_yield: bool,
    /// An async comprehension, or one that awaits.
    pub is_async_comprehension: bool,
    /// A comprehension that is emitted in the code of its parent.
    pub is_inlined: bool,
    /// An annotation scope in a class: it reads the class's namespace first.
    pub sees_class: bool,
    /// A class whose methods use `__class__`; whose annotation scopes read its namespace; and a scope with
    /// annotations that may not be executed.
    pub needs_class_cell: bool,
    pub needs_class_mapping: bool,
    pub has_conditional_annotations: bool,
    /// Names that methods of a class assign as `self.name`.
    pub static_attributes: Vec<Box<str>>,
}

impl Scope {
    pub fn symbol(&self, name: NameId) -> Option<&Symbol> {
        self.index.get(&name).map(|index| &self.symbols[*index])
    }

    fn add(&mut self, name: NameId, uses: Uses) {
        match self.index.get(&name) {
            Some(index) => {
                let symbol = &mut self.symbols[*index];
                symbol.uses = symbol.uses.with(uses);
            }
            None => {
                self.index.insert(name, self.symbols.len());
                self.symbols.push(Symbol { name, uses, resolution: Resolution::GlobalImplicit });
            }
        }
    }
}

/// Which scope of a node: one statement may open several.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Role {
    Body,
    Annotations,
    TypeParameters,
    Bound,
    Default,
}

/// A node by its address in the arena, which does not move.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Key(usize, Role);

impl Key {
    pub fn new<T>(node: &T, role: Role) -> Key {
        Key(std::ptr::from_ref(node).addr(), role)
    }
}

#[derive(Default)]
pub(super) struct Scopes {
    scopes: Vec<Scope>,
    keys: HashMap<Key, ScopeId>,
    names: Vec<Box<str>>,
    name_index: HashMap<Box<str>, NameId>,
}

pub(super) const MODULE: ScopeId = ScopeId(0);

/// The most scopes around a scope. Each repeats the names of all around it in its qualified name, so the size of what is
/// compiled grows with the square of the depth.
const DEEPEST: u32 = 3000;

impl Scopes {
    pub fn intern(&mut self, name: &str) -> NameId {
        if let Some(id) = self.name_index.get(name) {
            return *id;
        }
        let id = NameId(self.names.len() as u32);
        self.names.push(name.into());
        self.name_index.insert(name.into(), id);
        id
    }

    /// The id of a name that some block uses.
    pub fn lookup(&self, name: &str) -> Option<NameId> {
        self.name_index.get(name).copied()
    }

    pub fn text(&self, name: NameId) -> &str {
        &self.names[name.0 as usize]
    }

    pub fn get(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    pub fn get_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }

    pub fn find(&self, key: Key) -> Option<ScopeId> {
        self.keys.get(&key).copied()
    }

    pub fn add_use(&mut self, scope: ScopeId, name: NameId, uses: Uses) {
        self.get_mut(scope).add(name, uses);
    }

    pub fn new_scope(
        &mut self,
        kind: ScopeKind,
        name: &str,
        parent: Option<ScopeId>,
        key: Option<Key>,
    ) -> ScopeId {
        let id = ScopeId(self.scopes.len() as u32);
        let depth = parent.map_or(0, |parent| self.get(parent).depth + 1);
        self.scopes.push(Scope {
            kind,
            name: name.into(),
            parent,
            depth,
            children: Vec::new(),
            symbols: Vec::new(),
            index: HashMap::new(),
            free: Vec::new(),
            directives: Vec::new(),
            private: None,
            is_async: false,
            has_yield: false,
            is_async_comprehension: false,
            is_inlined: false,
            sees_class: false,
            needs_class_cell: false,
            needs_class_mapping: false,
            has_conditional_annotations: false,
            static_attributes: Vec::new(),
        });
        if let Some(parent) = parent {
            self.get_mut(parent).children.push(id);
        }
        if let Some(key) = key {
            self.keys.insert(key, id);
        }
        id
    }

    /// Decides what every name means, from the leaves of the scope tree up.
    pub fn resolve(&mut self, stack: StackGuard) -> Fallible {
        self.resolve_scope(MODULE, stack).map(|_| ())
    }

    /// Gives the names that inner functions need from the scopes around this one.
    fn resolve_scope(&mut self, id: ScopeId, stack: StackGuard) -> Fallible<Vec<NameId>> {
        if !stack.has_room() || self.get(id).depth > DEEPEST {
            return too_deep(Span::default());
        }
        for index in 0..self.get(id).symbols.len() {
            let symbol = self.get(id).symbols[index];
            self.get_mut(id).symbols[index].resolution = self.resolve_symbol(id, symbol)?;
        }
        let mut needed = Vec::new();
        for index in 0..self.get(id).children.len() {
            let child = self.get(id).children[index];
            let inner = self.resolve_scope(child, stack)?;
            if self.get(child).is_inlined {
                self.adopt_symbols(id, child);
                needed.extend(inner);
            } else {
                needed.extend(self.get(child).free.iter().copied());
            }
        }
        let outer = self.settle_needs(id, needed);
        self.decide_inlining(id);
        Ok(outer)
    }

    fn resolve_symbol(&self, id: ScopeId, symbol: Symbol) -> Fallible<Resolution> {
        let Symbol { name, uses, .. } = symbol;
        let at_directive = |message: String| {
            let span = self.get(id).directives.iter().find(|(other, _)| *other == name);
            error(message, span.map_or(Span::default(), |(_, span)| *span))
        };
        let text = self.text(name);
        if uses.has(Uses::GLOBAL) {
            if uses.has(Uses::NONLOCAL) {
                return at_directive(format!("name '{text}' is nonlocal and global"));
            }
            return Ok(Resolution::GlobalExplicit);
        }
        if uses.has(Uses::NONLOCAL) {
            if self.get(id).parent.is_none() {
                return at_directive("nonlocal declaration not allowed at module level".into());
            }
            return match self.enclosing(id, name) {
                Some(found) if found.has(Uses::TYPE_PARAMETER) => {
                    at_directive(format!("nonlocal binding not allowed for type parameter '{text}'"))
                }
                Some(_) => Ok(Resolution::Free),
                None => at_directive(format!("no binding for nonlocal '{text}' found")),
            };
        }
        if uses.is_bound() {
            return Ok(Resolution::Local);
        }
        Ok(if self.enclosing(id, name).is_some() { Resolution::Free } else { Resolution::GlobalImplicit })
    }

    /// How the nearest function around a scope binds a name, if one does.
    fn enclosing(&self, id: ScopeId, name: NameId) -> Option<Uses> {
        let mut parent = self.get(id).parent;
        while let Some(current) = parent {
            let scope = self.get(current);
            let symbol = scope.symbol(name);
            match scope.kind {
                ScopeKind::Module => return None,
                ScopeKind::Class if is_class_cell(self.text(name)) => return Some(Uses::LOCAL),
                ScopeKind::Class => {}
                _ => match symbol {
                    Some(symbol) if symbol.uses.has(Uses::GLOBAL) => return None,
                    Some(symbol) if symbol.uses.is_bound() => return Some(symbol.uses),
                    _ => {}
                },
            }
            parent = scope.parent;
        }
        None
    }

    /// An inlined comprehension reads outer names as its parent does.
    fn adopt_symbols(&mut self, id: ScopeId, child: ScopeId) {
        for index in 0..self.get(child).symbols.len() {
            let symbol = self.get(child).symbols[index];
            if symbol.uses.is_bound() {
                continue;
            }
            let scope = self.get_mut(id);
            if scope.symbol(symbol.name).is_none() {
                scope.add(symbol.name, Uses::READ);
                let last = scope.symbols.len() - 1;
                scope.symbols[last].resolution = symbol.resolution;
            }
        }
    }

    /// Makes cells of the locals that inner functions need; the rest comes from further out.
    fn settle_needs(&mut self, id: ScopeId, needed: Vec<NameId>) -> Vec<NameId> {
        let mut outer = Vec::new();
        let kind = self.get(id).kind;
        for name in needed {
            if kind == ScopeKind::Class && is_class_cell(self.text(name)) {
                match self.text(name) {
                    "__class__" => self.get_mut(id).needs_class_cell = true,
                    "__classdict__" => self.get_mut(id).needs_class_mapping = true,
                    _ => {}
                }
                continue;
            }
            let scope = self.get_mut(id);
            let index = scope.index.get(&name).copied().filter(|_| kind.is_function_like());
            match index.map(|index| &mut scope.symbols[index]) {
                Some(symbol) if symbol.uses.is_bound() => symbol.resolution = Resolution::Cell,
                _ => outer.push(name),
            }
        }
        let own = self.get(id).symbols.iter().filter(|symbol| symbol.resolution == Resolution::Free);
        let mut free: Vec<NameId> = own.map(|symbol| symbol.name).chain(outer.iter().copied()).collect();
        let mut seen = std::collections::HashSet::new();
        free.retain(|name| seen.insert(*name));
        self.get_mut(id).free = free;
        outer
    }

    /// Comprehensions run in the frame around them, unless that would show: generator expressions, class
    /// bodies, and those whose variables are captured (each run needs its own cells).
    fn decide_inlining(&mut self, id: ScopeId) {
        let scope = self.get(id);
        let Some(parent) = scope.parent.map(|parent| self.get(parent)) else { return };
        let has_cells = scope.symbols.iter().any(|symbol| symbol.resolution == Resolution::Cell);
        let inlined = scope.kind.is_comprehension()
            && scope.kind != ScopeKind::Generator
            && parent.kind != ScopeKind::Class
            && !parent.sees_class
            && !has_cells;
        self.get_mut(id).is_inlined = inlined;
    }
}

/// Names that a class body offers to the functions in it, though it is no function.
fn is_class_cell(name: &str) -> bool {
    matches!(name, "__class__" | "__classdict__" | "__conditional_annotations__")
}

/// The class that private names are mangled with. Around a generic class only its type parameters are.
#[derive(Clone, Debug)]
pub(super) struct Private {
    pub class: Rc<str>,
    pub only: Option<Rc<[Box<str>]>>,
}

/// A private name (`__x` in a class) gets the class's name in front.
pub(super) fn mangle<'n>(private: Option<&Private>, name: &'n str) -> Cow<'n, str> {
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name.into();
    }
    let Some(Private { class, only }) = private else { return name.into() };
    let class = class.trim_start_matches('_');
    let excluded = only.as_ref().is_some_and(|only| !only.iter().any(|one| &**one == name));
    if class.is_empty() || excluded { name.into() } else { format!("_{class}{name}").into() }
}
