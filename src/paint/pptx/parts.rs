//! The parts of a presentation besides its slides: types, relations, properties, and one master and layout in the
//! colours of the program's theme. Fonts are the theme's, so that whoever opens it can set their own; text was measured
//! in a wider one and fits.

use super::units::{EMU, SLIDE};
use crate::paint::Escaped;

use crate::scene::{Role, Theme};
use std::fmt::Write;

/// Every part that does not hold marks: its name and content, in the order in which they are written.
pub fn fixed(title: &str, theme: Theme, slides: usize) -> Vec<(&'static str, String)> {
    let whole = |content: &str| format!("{XML}{content}");
    vec![
        ("[Content_Types].xml", content_types(slides)),
        ("_rels/.rels", whole(PACKAGE)),
        ("docProps/core.xml", properties(title)),
        ("docProps/app.xml", whole(PROGRAM)),
        ("ppt/presentation.xml", presentation(slides)),
        ("ppt/_rels/presentation.xml.rels", presentation_relations(slides)),
        ("ppt/presProps.xml", whole(&format!("<p:presentationPr {NAMESPACES}/>"))),
        ("ppt/viewProps.xml", whole(&format!("<p:viewPr {NAMESPACES}/>"))),
        ("ppt/tableStyles.xml", whole(TABLE_STYLES)),
        ("ppt/theme/theme1.xml", colours_and_fonts(theme)),
        ("ppt/slideMasters/slideMaster1.xml", master()),
        ("ppt/slideMasters/_rels/slideMaster1.xml.rels", whole(MASTER_RELATIONS)),
        ("ppt/slideLayouts/slideLayout1.xml", layout()),
        ("ppt/slideLayouts/_rels/slideLayout1.xml.rels", whole(LAYOUT_RELATIONS)),
    ]
}

/// What comes before the shapes of a slide, and after them.
pub const SLIDE_HEAD: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<p:sld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cSld><p:spTree>"#,
    r#"<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"#,
    r#"<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/>"#,
    "</a:xfrm></p:grpSpPr>"
);
/// See [`SLIDE_HEAD`].
pub const SLIDE_FOOT: &str = "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>";

/// Name of the relation to one of the slides that a slide leads to.
pub fn link_id(at: usize) -> String {
    format!("rId{}", at + 2)
}

/// A slide knows its layout, and the slides that it leads to, by their indices.
pub fn slide_relations(links: &[usize]) -> String {
    let mut all = format!(
        r#"{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideLayout" Target="../slideLayouts/slideLayout1.xml"/>"#
    );
    for (at, to) in links.iter().enumerate() {
        let _ = write!(
            all,
            r#"<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide" Target="slide{}.xml"/>"#,
            link_id(at),
            to + 1
        );
    }
    all + "</Relationships>"
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const NAMESPACES: &str = r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main""#;

const TREE: &str = r#"<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>"#;

const PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="ppt/presentation.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>"#;

const PROGRAM: &str = r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Twintrack</Application></Properties>"#;

const TABLE_STYLES: &str = r#"<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"/>"#;

const MASTER_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideLayout" Target="../slideLayouts/slideLayout1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme" Target="../theme/theme1.xml"/></Relationships>"#;

const LAYOUT_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideMaster" Target="../slideMasters/slideMaster1.xml"/></Relationships>"#;

/// The first of the slides among the relations of the presentation.
const FIRST_SLIDE: usize = 6;

fn content_types(slides: usize) -> String {
    const OF: &str = "application/vnd.openxmlformats-officedocument.presentationml";
    let mut all = format!(
        r#"{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"#
    );
    let parts = [
        ("presentation.xml", "presentation.main"),
        ("presProps.xml", "presProps"),
        ("viewProps.xml", "viewProps"),
        ("tableStyles.xml", "tableStyles"),
        ("slideMasters/slideMaster1.xml", "slideMaster"),
        ("slideLayouts/slideLayout1.xml", "slideLayout"),
    ];
    for (part, kind) in parts {
        part_type(&mut all, &format!("/ppt/{part}"), &format!("{OF}.{kind}+xml"));
    }
    for at in 1..=slides {
        part_type(&mut all, &format!("/ppt/slides/slide{at}.xml"), &format!("{OF}.slide+xml"));
    }
    let office = "application/vnd.openxmlformats-officedocument";
    part_type(&mut all, "/ppt/theme/theme1.xml", &format!("{office}.theme+xml"));
    part_type(&mut all, "/docProps/app.xml", &format!("{office}.extended-properties+xml"));
    part_type(&mut all, "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    all + "</Types>"
}

fn part_type(all: &mut String, name: &str, kind: &str) {
    // Writing into a String cannot fail.
    let _ = write!(all, r#"<Override PartName="{name}" ContentType="{kind}"/>"#);
}

fn properties(title: &str) -> String {
    format!(
        r#"{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>Twintrack</dc:creator><dc:language>en</dc:language></cp:coreProperties>"#,
        Escaped(title)
    )
}

fn presentation(slides: usize) -> String {
    let (width, height) = ((SLIDE.width * EMU) as u64, (SLIDE.height * EMU) as u64);
    let mut all = format!(
        r#"{XML}<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>"#
    );
    for at in 0..slides {
        let _ = write!(all, r#"<p:sldId id="{}" r:id="rId{}"/>"#, 256 + at, FIRST_SLIDE + at);
    }
    let _ = write!(
        all,
        r#"</p:sldIdLst><p:sldSz cx="{width}" cy="{height}"/><p:notesSz cx="{height}" cy="{width}"/></p:presentation>"#
    );
    all
}

fn presentation_relations(slides: usize) -> String {
    let mut all =
        format!(r#"{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#);
    let mut relation = |at: usize, kind: &str, target: &str| {
        let _ = write!(
            all,
            r#"<Relationship Id="rId{at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        );
    };
    let fixed = [
        ("slideMaster", "slideMasters/slideMaster1.xml"),
        ("presProps", "presProps.xml"),
        ("viewProps", "viewProps.xml"),
        ("theme", "theme/theme1.xml"),
        ("tableStyles", "tableStyles.xml"),
    ];
    for (at, (kind, target)) in fixed.into_iter().enumerate() {
        relation(at + 1, kind, target);
    }
    for at in 0..slides {
        relation(FIRST_SLIDE + at, "slide", &format!("slides/slide{}.xml", at + 1));
    }
    all + "</Relationships>"
}

fn colours_and_fonts(theme: Theme) -> String {
    let roles = [
        ("dk1", Role::Text),
        ("lt1", Role::Surface),
        ("dk2", Role::Secondary),
        ("lt2", Role::Background),
        ("accent1", Role::Accent),
        ("accent2", Role::Ic),
        ("accent3", Role::Management),
        ("accent4", Role::Under),
        ("accent5", Role::Over),
        ("accent6", Role::Info),
        ("hlink", Role::Accent),
        ("folHlink", Role::Over),
    ];
    let colours: String = roles.into_iter().fold(String::new(), |all, (name, role)| {
        let colour = theme.colour(role);
        format!("{all}<a:{name}><a:srgbClr val=\"{:02X}{:02X}{:02X}\"/></a:{name}>", colour.r, colour.g, colour.b)
    });
    let fonts = r#"<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>"#;
    let fill = r#"<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>"#;
    let line = format!(r#"<a:ln w="9525">{fill}</a:ln>"#);
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>";
    format!(
        r#"{XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Twintrack"><a:themeElements><a:clrScheme name="Twintrack">{colours}</a:clrScheme><a:fontScheme name="Twintrack"><a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme><a:fmtScheme name="Twintrack"><a:fillStyleLst>{fill}{fill}{fill}</a:fillStyleLst><a:lnStyleLst>{line}{line}{line}</a:lnStyleLst><a:effectStyleLst>{effect}{effect}{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}{fill}{fill}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"#
    )
}

fn master() -> String {
    let title = title_shape();
    let style = r#"<a:lvl1pPr algn="l"><a:defRPr sz="1600" b="1"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr>"#;
    format!(
        r#"{XML}<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg2"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>{TREE}{title}</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle>{style}</p:titleStyle><p:bodyStyle/><p:otherStyle/></p:txStyles></p:sldMaster>"#
    )
}

fn layout() -> String {
    let title = title_shape();
    format!(
        r#"{XML}<p:sldLayout {NAMESPACES} type="titleOnly" preserve="1"><p:cSld name="Title only"><p:spTree>{TREE}{title}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"#
    )
}

/// The place of the title, where a slide says no other.
fn title_shape() -> String {
    let (x, y, width, height) = (14.0 * EMU, 8.0 * EMU, (SLIDE.width - 28.0) * EMU, 28.0 * EMU);
    format!(
        r#"<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB"/><a:t>Title</a:t></a:r></a:p></p:txBody></p:sp>"#
    )
}
