//! Which type or module a native function belongs to: error messages name it.
//!
//! Owns a list of definition tables with their owners' names, one entry a table. Looked at only when a call fails.

use super::definition::NativeDef;
use parking_lot::RwLock;

struct Table {
    start: usize,
    end: usize,
    owner: &'static str,
}

static TABLES: RwLock<Vec<Table>> = RwLock::new(Vec::new());

/// Notes whose definitions a table holds.
pub fn remember(definitions: &'static [NativeDef], owner: &'static str) {
    if definitions.is_empty() {
        return;
    }
    let start = definitions.as_ptr().addr();
    let mut tables = TABLES.write();
    if tables.iter().all(|table| table.start != start) {
        tables.push(Table { start, end: start + size_of_val(definitions), owner });
    }
}

/// `list.append`, `math.sqrt`, `len`.
pub fn full_name(definition: &NativeDef) -> String {
    let place = std::ptr::from_ref(definition).addr();
    let tables = TABLES.read();
    match tables.iter().find(|table| (table.start..table.end).contains(&place)) {
        Some(table) => format!("{}.{}", table.owner, definition.name()),
        None => definition.name().to_owned(),
    }
}
