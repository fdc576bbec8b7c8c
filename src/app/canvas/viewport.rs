//! Where the canvas lies in the window. The camera counts pixels at an interface of 100 %, egui counts points of the
//! interface: at 200 % a point is two of the camera's pixels. So whoever enlarges the interface gets larger words and
//! buttons, and the picture keeps its size on the screen, for which it has a zoom of its own.

use crate::app::state::canvas::camera::Camera;
use crate::scene::{Point, Rect, Size};
use eframe::egui;

/// The place of the canvas in the window.
#[derive(Clone, Copy, Debug)]
pub struct Viewport {
    /// In points of the interface.
    pub rect: egui::Rect,
    /// Pixels of the camera to a point of the interface, above 0.
    pub zoom: f32,
}

impl Viewport {
    /// At a place of the interface as large as it is now.
    pub fn of(ctx: &egui::Context, rect: egui::Rect) -> Self {
        Self { rect, zoom: ctx.zoom_factor() }
    }

    /// The size in pixels of the camera.
    pub fn size(&self) -> Size {
        let size = self.rect.size() * self.zoom;
        Size { width: f64::from(size.x), height: f64::from(size.y) }
    }

    /// So many points of the interface in pixels of the camera.
    pub fn pixels(&self, by: egui::Vec2) -> Point {
        Point::new(f64::from(by.x * self.zoom), f64::from(by.y * self.zoom))
    }

    /// The pixel of the camera, counted from the top left corner, at a place of the interface.
    pub fn pixel(&self, pos: egui::Pos2) -> Point {
        self.pixels(pos - self.rect.min)
    }

    /// The place in the interface of a pixel of the camera.
    pub fn pos(&self, pixel: Point) -> egui::Pos2 {
        self.rect.min + egui::vec2(pixel.x as f32, pixel.y as f32) / self.zoom
    }

    /// The place in the interface of a part of the picture.
    pub fn place(&self, camera: &Camera, part: Rect) -> egui::Rect {
        let at = |x, y| self.pos(camera.pixel_of(Point::new(x, y), self.size()));
        egui::Rect::from_two_pos(at(part.left, part.top), at(part.right, part.bottom))
    }
}
