//! The ticker: while threads of several domains run, it asks each of them every 10 ms to report and to return its stock
//! (D8), so that deaths are not put off for long.

use crate::domain::{registry, request};
use std::sync::Once;
use std::time::Duration;

const PERIOD: Duration = Duration::from_millis(10);

static STARTED: Once = Once::new();

/// Starts the ticker unless all threads share one domain.
pub fn ensure(one_domain: bool) {
    if one_domain {
        return;
    }
    STARTED.call_once(|| {
        // Without a ticker, deaths come later; nothing breaks.
        let _ = std::thread::Builder::new().name("ticker".to_owned()).spawn(|| {
            loop {
                std::thread::sleep(PERIOD);
                let threads = registry::threads();
                if threads.len() > 1 {
                    for thread in threads {
                        thread.signals.ask(request::QUIESCE);
                    }
                }
            }
        });
    });
}
