//! draw.io (diagrams.net): boxes and lines that can be edited, placed as the tree places them. Texts are plain, so that
//! nothing in a name is read as markup.

use super::graph::{about, edges, hex, nodes};
use super::told::Data;
use crate::diagram::{Chart, ChartOptions};
use crate::org::Line;
use crate::scene::{Rect, Role};
use quick_xml::Writer;
use std::io::{self, Write};

/// Size of a box, and the place of whoever the tree does not place.
const CARD: Rect = Rect::new(0.0, 0.0, 196.0, 60.0);

/// Writes the diagram.
pub fn drawio(data: &Data, out: &mut dyn Write) -> io::Result<()> {
    let nodes = nodes(data);
    let whole = ChartOptions { levels: Some(u32::MAX), ..ChartOptions::default() };
    let chart = Chart::new(&data.judgement.facts(&data.org), &whole);
    let (bounds, text) = (chart.bounds(), hex(data.options.theme.colour(Role::Text)));
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.create_element("mxfile").with_attribute(("host", "Twintrack")).write_inner_content(|xml| {
        let about = about(data);
        let page = xml.create_element("diagram").with_attributes([("id", "org"), ("name", about.as_str())]);
        page.write_inner_content(|xml| {
            xml.create_element("mxGraphModel").write_inner_content(|xml| {
                xml.create_element("root").write_inner_content(|xml| {
                    xml.create_element("mxCell").with_attribute(("id", "0")).write_empty()?;
                    xml.create_element("mxCell").with_attributes([("id", "1"), ("parent", "0")]).write_empty()?;
                    for node in &nodes {
                        let mut label = node.name.clone();
                        for line in [&node.title, &node.rung].into_iter().chain(node.more.iter().map(|(_, it)| it)) {
                            if !line.is_empty() {
                                label.push('\n');
                                label.push_str(line);
                            }
                        }
                        let dashed = if node.is_vacant { "dashed=1;" } else { "" };
                        let (fill, line) = (hex(node.colours.0), hex(node.colours.1));
                        let style = format!(
                            "rounded=1;whiteSpace=wrap;html=0;{dashed}fillColor={fill};strokeColor={line};fontColor={text};"
                        );
                        let place = chart.place(node.person).map_or(
                            Rect::new(0.0, bounds.height() + 40.0 + 80.0 * node.at as f64, CARD.width(), CARD.height()),
                            |it| Rect::new(it.left - bounds.left, it.top - bounds.top, it.width(), it.height()),
                        );
                        let id = format!("n{}", node.at);
                        let all = [
                            ("id", id.as_str()),
                            ("value", label.as_str()),
                            ("style", style.as_str()),
                            ("vertex", "1"),
                            ("parent", "1"),
                        ];
                        xml.create_element("mxCell").with_attributes(all).write_inner_content(|xml| {
                            let sides = [place.left, place.top, place.width(), place.height()].map(number);
                            let sides = ["x", "y", "width", "height"].into_iter().zip(sides.iter().map(String::as_str));
                            let geometry = xml.create_element("mxGeometry").with_attributes(sides);
                            geometry.with_attribute(("as", "geometry")).write_empty().map(drop)
                        })?;
                    }
                    for (at, edge) in edges(data, &nodes).into_iter().enumerate() {
                        let dashed = match edge.line {
                            Line::Solid => "",
                            Line::Dotted | Line::Assistant => "dashed=1;",
                        };
                        let style = format!("edgeStyle=orthogonalEdgeStyle;rounded=1;endArrow=none;html=0;{dashed}");
                        let ids = [format!("e{at}"), format!("n{}", edge.from), format!("n{}", edge.to)];
                        let all = [
                            ("id", ids[0].as_str()),
                            ("style", style.as_str()),
                            ("edge", "1"),
                            ("parent", "1"),
                            ("source", ids[1].as_str()),
                            ("target", ids[2].as_str()),
                        ];
                        xml.create_element("mxCell").with_attributes(all).write_inner_content(|xml| {
                            let all = [("relative", "1"), ("as", "geometry")];
                            xml.create_element("mxGeometry").with_attributes(all).write_empty().map(drop)
                        })?;
                    }
                    Ok(())
                })?;
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })?;
    writeln!(xml.get_mut())
}

/// Points with at most two decimals.
fn number(points: f64) -> String {
    ((points * 100.0).round() / 100.0).to_string()
}
