//! A frame of egui as pixels, without a window: triangles with their colours and textures, blended as the window does.

use std::collections::HashMap;

use eframe::egui;
use eframe::egui::epaint::{ClippedPrimitive, ImageData, Mesh, Primitive, Vertex};

/// Runs `paint` in a frame of `size` points and gives the pixels of the frame row by row.
pub fn picture(size: [f32; 2], density: f32, mut paint: impl FnMut(&mut egui::Ui)) -> Vec<[u8; 3]> {
    let ctx = egui::Context::default();
    twintrack::paint::egui::install_fonts(&ctx);
    let mut textures = HashMap::new();
    let mut frame = || {
        let mut input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size.into())),
            ..egui::RawInput::default()
        };
        input.viewports.entry(egui::ViewportId::ROOT).or_default().native_pixels_per_point = Some(density);
        let mut output = ctx.run_ui(input, |ui| paint(ui));
        for (id, deltas) in output.textures_delta.set.drain() {
            for delta in deltas {
                let texture: &mut ([usize; 2], Vec<egui::Color32>) = textures.entry(id).or_default();
                let ImageData::Color(image) = &delta.image;
                match delta.pos {
                    None => *texture = (image.size, image.pixels.clone()),
                    Some([left, top]) => {
                        for (row, pixels) in image.pixels.chunks(image.size[0]).enumerate() {
                            let at = (top + row) * texture.0[0] + left;
                            texture.1[at..at + pixels.len()].copy_from_slice(pixels);
                        }
                    }
                }
            }
        }
        output.textures_delta.clear();
        ctx.tessellate(output.shapes, density)
    };
    frame();
    let primitives = frame();

    let width = (size[0] * density) as usize;
    let height = (size[1] * density) as usize;
    let mut pixels = vec![[0.0_f32; 3]; width * height];
    for ClippedPrimitive { primitive, .. } in primitives {
        let Primitive::Mesh(mesh) = primitive else { continue };
        let texture = &textures[&mesh.texture_id];
        for corners in triangles(&mesh) {
            draw(&mut pixels, width, density, corners, texture);
        }
    }
    pixels.iter().map(|pixel| pixel.map(|channel| (channel * 255.0).round().clamp(0.0, 255.0) as u8)).collect()
}

fn triangles(mesh: &Mesh) -> impl Iterator<Item = [Vertex; 3]> + '_ {
    mesh.indices
        .chunks_exact(3)
        .map(|corners| [corners[0], corners[1], corners[2]].map(|at| mesh.vertices[at as usize]))
}

fn draw(
    pixels: &mut [[f32; 3]],
    width: usize,
    density: f32,
    corners: [Vertex; 3],
    (size, texture): &([usize; 2], Vec<egui::Color32>),
) {
    let at = corners.map(|corner| corner.pos * density);
    let area = |a: egui::Pos2, b: egui::Pos2, c: egui::Pos2| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    let whole = area(at[0], at[1], at[2]);
    if whole == 0.0 {
        return;
    }
    let height = pixels.len() / width;
    let span =
        |low: f32, high: f32, most: usize| (low.floor().max(0.0) as usize)..((high.ceil().max(0.0) as usize).min(most));
    let low = at.iter().fold(egui::pos2(f32::MAX, f32::MAX), |low, corner| low.min(*corner));
    let high = at.iter().fold(egui::pos2(f32::MIN, f32::MIN), |high, corner| high.max(*corner));
    // A pixel on the edge between two triangles belongs to one of them.
    let is_inside = |share: f32, from: egui::Pos2, to: egui::Pos2| {
        let (dx, dy) = ((to.x - from.x) * whole.signum(), (to.y - from.y) * whole.signum());
        share > 0.0 || (share == 0.0 && (dy < 0.0 || (dy == 0.0 && dx > 0.0)))
    };
    for y in span(low.y, high.y, height) {
        for x in span(low.x, high.x, width) {
            let center = egui::pos2(x as f32 + 0.5, y as f32 + 0.5);
            let shares = [
                area(at[1], at[2], center) / whole,
                area(at[2], at[0], center) / whole,
                area(at[0], at[1], center) / whole,
            ];
            let edges = [(at[1], at[2]), (at[2], at[0]), (at[0], at[1])];
            if !shares.iter().zip(edges).all(|(share, (from, to))| is_inside(*share, from, to)) {
                continue;
            }
            let mix = |value: &dyn Fn(&Vertex) -> f32| -> f32 {
                corners.iter().zip(shares).map(|(corner, share)| value(corner) * share).sum()
            };
            let texel = sample(*size, texture, mix(&|v| v.uv.x), mix(&|v| v.uv.y));
            let alpha = mix(&|v| f32::from(v.color.a())) / 255.0 * texel[3];
            let colour: [f32; 3] = std::array::from_fn(|channel| {
                mix(&|v| f32::from(v.color.to_array()[channel])) / 255.0 * texel[channel]
            });
            let pixel = &mut pixels[y * width + x];
            for (channel, colour) in pixel.iter_mut().zip(colour) {
                *channel = *channel * (1.0 - alpha) + colour;
            }
        }
    }
}

/// Linear between the four nearest texels.
fn sample(size: [usize; 2], texture: &[egui::Color32], u: f32, v: f32) -> [f32; 4] {
    let (x, y) = (u * size[0] as f32 - 0.5, v * size[1] as f32 - 0.5);
    let mut sum = [0.0; 4];
    for (dx, dy) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
        let (left, top) = (x.floor() + dx, y.floor() + dy);
        let part = (1.0 - (x - left).abs()) * (1.0 - (y - top).abs());
        let column = (left.max(0.0) as usize).min(size[0] - 1);
        let row = (top.max(0.0) as usize).min(size[1] - 1);
        for (sum, channel) in sum.iter_mut().zip(texture[row * size[0] + column].to_array()) {
            *sum += part * f32::from(channel) / 255.0;
        }
    }
    sum
}
