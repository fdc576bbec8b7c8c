//! A picture as a web page to move about in: the picture, a list of people that folds, a search and a card of whoever
//! is chosen. One file that asks the network for nothing, which its own policy forbids; works from the keyboard, prints.

use super::people;
use super::source::Web;
use crate::paint::{Escaped, TEXT_STYLE, UsedFonts, css_variables, svg_inline};
use crate::scene::{Theme, Weight};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{self, Write};

const STYLE: &str = include_str!("../../../assets/web/page.css");
const SCRIPT: &str = include_str!("../../../assets/web/page.js");

/// What a page may load and run: its own style and fonts, and this one script, which is known by its SHA-256.
fn policy() -> String {
    let script = STANDARD.encode(hmac_sha256::Hash::hash(SCRIPT.as_bytes()));
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'; \
         script-src 'sha256-{script}'"
    )
}

/// Writes the page. Errors are those of `out`.
pub fn web(page: &Web, mut out: &mut dyn Write) -> io::Result<()> {
    let mut fonts = UsedFonts::default();
    // The words of the page itself, numbers and the letters of most names.
    let ascii: String = (' '..='~').chain("…·−×".chars()).collect();
    [Weight::Regular, Weight::SemiBold].into_iter().for_each(|weight| fonts.add(&ascii, weight));

    let theme = match page.options.theme {
        Theme::Light | Theme::Print => "light",
        Theme::Dark => "dark",
    };
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\" data-theme=\"{theme}\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", policy())?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"generator\" content=\"Twintrack\">")?;
    writeln!(out, "<title>{}</title>", Escaped(page.sheet.title))?;
    let day = if page.options.theme == Theme::Print { Theme::Print } else { Theme::Light };
    writeln!(out, "<style>\n:root{{color-scheme:light;{}}}", css_variables(day))?;
    writeln!(out, "@media screen{{:root[data-theme=dark]{{color-scheme:dark;{}}}}}", css_variables(Theme::Dark))?;
    // In print the background is that of the paper.
    writeln!(out, "@media print{{:root{{--background:#ffffff}}}}")?;
    writeln!(out, "{STYLE}svg {TEXT_STYLE}\n</style>\n</head>\n<body>")?;
    head(page, out)?;
    write!(out, "{BEFORE}")?;
    svg_inline(&page.sheet, page.marks, &mut fonts, &mut out)?;
    writeln!(out, "{AFTER}")?;
    write!(out, "<script type=\"application/json\" id=\"people\">")?;
    people::write(page, &mut fonts, out)?;
    writeln!(out, "</script>")?;
    let note = [page.options.left_out(), fonts.others().unwrap_or_default()];
    let note: Vec<&str> = note.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    if !note.is_empty() {
        writeln!(out, "<footer id=\"note\">{}</footer>", Escaped(&note.join(" · ")))?;
    }
    writeln!(out, "<style>\n{}</style>", fonts.style())?;
    write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n")
}

fn head(page: &Web, out: &mut dyn Write) -> io::Result<()> {
    let (name, about) = (Escaped(page.name), Escaped(page.about));
    writeln!(out, "<header>\n<h1>{name}<small>{about}</small></h1>\n{TOOLS}</header>")
}

const TOOLS: &str = r#"<div class="tools">
<output id="count" role="status"></output>
<input id="seek" type="search" placeholder="Search people" aria-label="Search people" aria-keyshortcuts="/" title="Name, title, rung, team or location (/)" autocomplete="off" spellcheck="false">
<button id="people-button" type="button" aria-pressed="true" aria-controls="side">People</button>
<button id="zoom-out" type="button" aria-label="Zoom out" title="Zoom out (−)">−</button>
<button id="zoom-in" type="button" aria-label="Zoom in" title="Zoom in (+)">+</button>
<button id="fit" type="button" title="Fit the picture (0)">Fit</button>
<button id="dark" type="button" aria-pressed="false">Dark</button>
<button id="print" type="button">Print</button>
</div>
"#;

const BEFORE: &str = r#"<main>
<nav id="side" aria-label="People">
<div id="folds"><button id="unfold" type="button">Expand all</button><button id="fold" type="button">Collapse all</button></div>
<div id="list" role="tree" aria-label="People by manager"></div>
</nav>
<div id="stage" tabindex="0" role="group" aria-label="Picture: drag or scroll to move, Ctrl and scroll to zoom, arrows, plus, minus and 0">
"#;

const AFTER: &str = r#"</div>
<aside id="card" aria-label="Person" hidden><button id="close" type="button" aria-label="Close" title="Close (Esc)">×</button><div id="about" aria-live="polite"></div></aside>
</main>"#;
