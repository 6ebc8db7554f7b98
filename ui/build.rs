//! Compiles the Slint components; the icons are embedded, so that the program needs no files beside it.

use slint_build::{CompilerConfiguration, EmbedResourcesKind};

fn main() -> Result<(), slint_build::CompileError> {
    let configuration = CompilerConfiguration::new()
        .embed_resources(EmbedResourcesKind::EmbedFiles)
        .with_style("fluent".into());
    slint_build::compile_with_config("slint/window.slint", configuration)
}
