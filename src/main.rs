//! The `lungfish` command.

// The address sanitizer watches what the system's allocator gives.
#[cfg(not(lungfish_asan))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    lungfish::cli::main()
}
