//! Turns `grammar/*.lalrpop` into the parser's tables; knows nothing else.
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::var("OUT_DIR")?;
    lalrpop::Configuration::new().set_in_dir("grammar").set_out_dir(out).emit_rerun_directives(true).process()
}
