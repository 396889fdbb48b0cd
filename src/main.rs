//! The `lungfish` command.

// The sanitizers watch what the system's allocator gives.
#[cfg(not(any(lungfish_asan, lungfish_tsan)))]
#[global_allocator]
static ALLOCATOR: lungfish::heap::allocator::Allocator = lungfish::heap::allocator::Allocator;

fn main() -> std::process::ExitCode {
    lungfish::cli::main()
}
