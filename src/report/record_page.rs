//! The frame of a sheet about one person: a self-contained page, and text made safe for it.

use std::fmt::{self, Write as _};
use std::io::{self, Write};

/// Text from a file, safe between tags and within quotes. Changes of direction are shown instead of applied.
pub struct Html<'a>(pub &'a str);

impl fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' => f.write_char(c)?,
                c if super::Shown(c.encode_utf8(&mut [0; 4])).to_string().len() > c.len_utf8() => {
                    write!(f, "{}", c.escape_default())?;
                }
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// Style made for print: black on white, without scripts or anything to load.
const STYLE: &str = "\
body{font:11pt/1.45 Inter,system-ui,sans-serif;color:#18212e;background:#fff;max-width:46em;margin:2em auto;\
padding:0 1.5em}h1{font-size:18pt;margin:0}h2{font-size:12pt;margin:1.8em 0 .4em;border-bottom:1px solid #c9d0da}\
p{margin:.4em 0}.quiet{color:#5a6675}.said{font-size:14pt;margin:1em 0}table{border-collapse:collapse;width:100%}\
th,td{text-align:left;vertical-align:top;padding:.25em .6em .25em 0;border-bottom:1px solid #e2e6ec;\
white-space:pre-line;overflow-wrap:anywhere}th{font-weight:600;font-size:9.5pt;color:#5a6675}\
.room{border:1px solid #c9d0da;border-radius:6px;height:3.6em;margin:.4em 0}.line{border-bottom:1px solid #5a6675;\
height:2em}@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr,.room{break-inside:avoid}}";

/// Writes the beginning of a page.
pub fn begin(title: &str, out: &mut dyn Write) -> io::Result<()> {
    let title = Html(title);
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"generator\" content=\"Twintrack\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>"
    )
}

/// Writes the end of a page.
pub fn end(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</body>\n</html>")
}

/// Writes a heading.
pub fn heading(text: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<h2>{}</h2>", Html(text))
}

/// Writes a paragraph.
pub fn paragraph(text: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<p>{}</p>", Html(text))
}

/// Writes a paragraph in a quiet colour.
pub fn quiet(text: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<p class=\"quiet\">{}</p>", Html(text))
}

/// Writes a table with a head; nothing if there are no rows.
pub fn table(head: &[&str], rows: &[Vec<String>], out: &mut dyn Write) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    write!(out, "<table>\n<thead><tr>")?;
    head.iter().try_for_each(|cell| write!(out, "<th scope=\"col\">{}</th>", Html(cell)))?;
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for row in rows {
        write!(out, "<tr>")?;
        row.iter().try_for_each(|cell| write!(out, "<td>{}</td>", Html(cell)))?;
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>")
}

/// Writes a table of names and values; nothing if there are none.
pub fn pairs(rows: &[(String, String)], out: &mut dyn Write) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "<table>\n<tbody>")?;
    for (name, value) in rows {
        writeln!(out, "<tr><th scope=\"row\">{}</th><td>{}</td></tr>", Html(name), Html(value))?;
    }
    writeln!(out, "</tbody>\n</table>")
}

/// Writes a label with an empty box to write in.
pub fn room(label: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<p class=\"quiet\">{}</p>\n<div class=\"room\"></div>", Html(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_out_of_a_file_stays_text() {
        for (text, shown) in [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\" onload='x' &amp;", "&quot; onload=&#39;x&#39; &amp;amp;"),
            ("Ana é 李\nb", "Ana é 李\nb"),
            ("\u{202e}abc\u{0}", "\\u{202e}abc\\u{0}"),
        ] {
            assert_eq!(Html(text).to_string(), shown);
        }
    }
}
