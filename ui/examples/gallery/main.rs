//! Writes pictures of hand-built pages of every kind, to be looked at: `gallery <folder> [width height]`.

mod pages;

use maru_page::{Lang, Look, Theme, Words};
use maru_ui::{Options, Pixels, Window};
use std::{cell::RefCell, fs::File, path::PathBuf, rc::Rc};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("gallery <folder> [width height]")?);
    std::fs::create_dir_all(&folder)?;
    let number =
        |text: Option<String>, other: u32| text.and_then(|text| text.parse().ok()).unwrap_or(other);
    let size = (
        number(arguments.next(), 1366),
        number(arguments.next(), 768),
    );
    let looks = [
        (Theme::Paper, 100),
        (Theme::Paper, 400),
        (Theme::Night, 100),
        (Theme::YellowOnBlack, 200),
        (Theme::WhiteOnBlack, 150),
        (Theme::BlackOnWhite, 300),
    ];

    let options = Options {
        title: "Maru".into(),
        size: Some(size),
        dpi: Some(96.0),
        ..Options::default()
    };
    let window = Rc::new(Window::open(options, |intent| println!("{intent:?}"))?);
    window.on_image(|image| (image.0 == pages::IMAGE).then(stripes));
    let failure = Rc::new(RefCell::new(None));
    let (shown, failed) = (Rc::downgrade(&window), failure.clone());
    window.on_first_frame(move || {
        let Some(window) = shown.upgrade() else {
            return;
        };
        for tag in ["ko", "en"] {
            let lang = Lang::new(tag);
            let (words, _) = Words::new(&lang, &[]);
            for (name, page) in pages::all(&lang) {
                for (theme, text_percent) in looks {
                    window.present(
                        &page,
                        &words,
                        Look {
                            theme,
                            text_percent,
                        },
                    );
                    let path =
                        folder.join(format!("{name}-{tag}-{}-{text_percent}.png", theme.name()));
                    if let Err(error) = write(&window, &path) {
                        *failed.borrow_mut() = Some(format!("{}: {error}", path.display()));
                    }
                }
            }
        }
        window.quit();
    });
    window.run()?;
    let failed = failure.take();
    failed.map_or(Ok(()), |failed| Err(failed.into()))
}

/// A picture, 600 by 300: stripes that grow lighter.
fn stripes() -> Pixels {
    let (width, height) = (600_u32, 300_u32);
    let pixel = |at: u32| [30, (at % width / 60 * 20 + 50) as u8, 115, 255];
    Pixels {
        width,
        height,
        rgba: (0..width * height).flat_map(pixel).collect(),
    }
}

fn write(window: &Window, path: &PathBuf) -> Result<(), Box<dyn std::error::Error>> {
    Ok(window.snapshot()?.write_png(File::create(path)?)?)
}
