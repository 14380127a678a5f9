//! Tells cargo that the embedded packs are part of the source: a new file there is a new build.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../../packs");
}
