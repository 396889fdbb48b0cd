//! The `lungfish` command.

// The address sanitizer watches what the system's allocator gives.
#[cfg(not(lungfish_asan))]
#[global_allocator]
static ALLOCATOR: lungfish::heap::allocator::Allocator = lungfish::heap::allocator::Allocator;

fn main() -> std::process::ExitCode {
    lungfish::cli::main()
}
