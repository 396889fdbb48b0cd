//! Models of the protocols between threads: a small re-statement of each, run through every schedule (loom, which also
//! knows weak memory) or through many (shuttle, for locks and conditions).
//!
//! A model names the functions that it mirrors and uses their orderings. Each comes with weakened variants, an ordering
//! relaxed or a step swapped or left out, which the checker must catch: so each is shown to be able to fail. Change
//! a protocol and its model together.

#[path = "models/check.rs"]
mod check;
#[path = "models/containers.rs"]
mod containers;
#[path = "models/counts.rs"]
mod counts;
#[path = "models/epochs.rs"]
mod epochs;
#[path = "models/homecoming.rs"]
mod homecoming;
#[path = "models/lock.rs"]
mod lock;
#[path = "models/park.rs"]
mod park;
#[path = "models/publication.rs"]
mod publication;
#[path = "models/signals.rs"]
mod signals;
#[path = "models/weak.rs"]
mod weak;
#[path = "models/world.rs"]
mod world;
