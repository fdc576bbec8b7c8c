//! An organisation with somebody of whom everything is told, and the same with a hostile text wherever one can stand.
#![allow(dead_code, reason = "each binary uses a part")]

use crate::common;
use twintrack::org::{Org, TextField};
use twintrack::report::{Paper, html, markdown};

pub const NAME: &str = "Zyxwvut Qponml";
pub const TITLE: &str = "Xanthorrhoea Keeper";
pub const WAIVER: &str = "Wwaiver";

/// Somebody with everything that can be told of a person, in values that occur nowhere else, among people enough for
/// medians and cells.
pub fn planted(mode: &str) -> Org {
    let crowd: String = (1..=6)
        .map(|n| {
            format!(
                "c{n} IC3 pay=7771{n}3 under=star +money:4{n}000000:audited rights +stated:7 +systems:40:audited;
                 m{n} M1 pay=8882{n}4 under=star team=1;"
            )
        })
        .collect();
    let mut org = common::org(&format!(
        "{mode};
         star M3 pay=777123 reason=retention:33331 since=2026-04-01 from=IC5 +money:48111222:audited
              +systems:5:measured +incidents:6 D3 b10000 team=1;
         over IC6 D8 +reviews:30 +incidents:2 pay=666321;
         {crowd}
         waive under-authorised star 9 critical"
    ));
    let star = org.find("star").expect("planted");
    org.set_text(star, TextField::Name, NAME);
    org.set_text(star, TextField::Title, TITLE);
    let over = org.find("over").expect("planted");
    org.set_text(over, TextField::Name, "Overlook Vantage");
    for waiver in &mut org.head.waivers {
        (waiver.by, waiver.reason) = (WAIVER.to_owned(), format!("{WAIVER} said {NAME} agreed"));
    }
    org
}

pub const HOSTILE: [&str; 8] = [
    "<script>alert('1')</script>",
    "</style></title></svg><img src=x onerror=alert(1)>",
    "| a | b |\n| --- | --- |",
    "[x](javascript:alert(1)) ![y](http://bad.example/z.png)",
    "\u{202e}desrever\u{2066} \u{200f}rtl\u{0}\u{1b}[31m",
    "# heading\n- list\n```\ncode",
    "&lt;b&gt; &amp; \"quotes\" --> ]]> <!--",
    "*a* _b_ `c` ~~d~~ \\ <http://bad.example> www.bad.example",
];

/// An organisation that says this wherever a text can stand.
pub fn hostile(text: &str) -> Org {
    let mut org = planted("");
    org.head.name = text.to_owned();
    org.head.currency = text.to_owned();
    for waiver in &mut org.head.waivers {
        (waiver.by, waiver.reason) = (text.to_owned(), text.to_owned());
    }
    let ladder = &mut org.head.ladders[0];
    (ladder.name, ladder.source) = (text.to_owned(), text.to_owned());
    ladder.tracks.iter_mut().flat_map(|track| &mut track.entries).for_each(|entry| entry.title = text.to_owned());
    ladder.constants.kinds[1].unit = text.to_owned();
    let people: Vec<_> = org.people().collect();
    for person in people {
        for field in TextField::ALL {
            org.set_text(person, field, text);
        }
    }
    org
}

pub fn as_html(paper: &Paper) -> String {
    let mut out = Vec::new();
    html(paper, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("text")
}

pub fn as_markdown(paper: &Paper) -> String {
    let mut out = Vec::new();
    markdown(paper, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("text")
}
