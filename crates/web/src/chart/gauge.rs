//! A bar as small as a word, beside the number it draws.
//!
//! Main item: [`gauge`].

use super::svg::{Area, Picture, Svg, share};

const WIDTH: i64 = 64;
const HEIGHT: i64 = 8;

/// Draws a share in thousandths. The number stands beside it in the text, so the drawing is hidden
/// from screen readers.
pub fn gauge(permille: i64) -> Picture {
    let mut svg = Svg::decoration("gauge", WIDTH, HEIGHT);
    svg.rect(Area::new(0, 0, WIDTH, HEIGHT), "rail");
    svg.rect(
        Area::new(0, 0, share(permille, 1000, WIDTH), HEIGHT),
        "fill-1",
    );
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_as_long_as_its_share() {
        assert!(
            gauge(500)
                .to_string()
                .contains("class=\"fill-1\" x=\"0\" y=\"0\" width=\"32\"")
        );
        assert!(
            gauge(5_000)
                .to_string()
                .contains("class=\"fill-1\" x=\"0\" y=\"0\" width=\"64\"")
        );
        assert!(gauge(0).to_string().contains("aria-hidden=\"true\""));
    }
}
