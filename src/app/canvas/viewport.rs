//! Place of the canvas in the window. The camera counts pixels of an interface at 100 %, egui counts points of the
//! interface: at 200 % a point is two of the camera's pixels. Enlarging the interface therefore makes words and buttons
//! larger, while the picture, which has a zoom of its own, keeps its size on the screen.

use crate::app::state::canvas::camera::Camera;
use crate::scene::{Point, Rect, Size};
use eframe::egui;

/// Place of the canvas in the window.
#[derive(Clone, Copy, Debug)]
pub struct Viewport {
    /// Rectangle in points of the interface.
    pub rect: egui::Rect,
    /// Camera pixels per point of the interface, greater than 0.
    pub zoom: f32,
}

impl Viewport {
    /// Viewport at a place in the interface, with its present zoom.
    pub fn of(ctx: &egui::Context, rect: egui::Rect) -> Self {
        Self { rect, zoom: ctx.zoom_factor() }
    }

    /// Size in camera pixels.
    pub fn size(&self) -> Size {
        let size = self.rect.size() * self.zoom;
        Size { width: f64::from(size.x), height: f64::from(size.y) }
    }

    /// Converts a distance from points of the interface to camera pixels.
    pub fn pixels(&self, by: egui::Vec2) -> Point {
        Point::new(f64::from(by.x * self.zoom), f64::from(by.y * self.zoom))
    }

    /// Converts a place in the interface to camera pixels, counted from the top left corner of the canvas.
    pub fn pixel(&self, pos: egui::Pos2) -> Point {
        self.pixels(pos - self.rect.min)
    }

    /// Converts camera pixels to a place in the interface.
    pub fn pos(&self, pixel: Point) -> egui::Pos2 {
        self.rect.min + egui::vec2(pixel.x as f32, pixel.y as f32) / self.zoom
    }

    /// Converts a part of the picture to a place in the interface.
    pub fn place(&self, camera: &Camera, part: Rect) -> egui::Rect {
        let at = |x, y| self.pos(camera.pixel_of(Point::new(x, y), self.size()));
        egui::Rect::from_two_pos(at(part.left, part.top), at(part.right, part.bottom))
    }
}
