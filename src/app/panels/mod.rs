//! Panels, one a file: each reads what the window knows and asks for changes, never makes them.

pub mod asked;
pub mod bar;
pub mod chain;
pub mod changes;
pub mod chips;
pub mod collecting;
mod collecting_cells;
mod collecting_grid;
pub mod colours;
pub mod column;
pub mod details;
pub mod explain;
pub mod fields;
pub mod findings;
pub mod form;
mod form_lists;
mod form_more;
pub mod gauge;
mod held;
pub mod history;
mod index_plots;
pub mod indices;
pub mod inspector;
pub mod ladder;
mod ladder_curve;
mod ladder_lists;
mod ladder_method;
mod ladder_picture;
mod ladder_rung;
mod ladder_trial;
mod ladder_whole;
pub mod leaving;
pub mod legend;
pub mod lists;
pub mod look;
pub mod manual;
pub mod manual_contents;
mod manual_text;
mod many;
pub mod matrix;
mod matrix_wishes;
pub mod meeting;
pub mod menu;
pub mod menus;
pub mod merging;
pub mod outside;
pub mod overlay;
pub mod palette;
pub mod plans;
pub mod problems;
pub mod question;
pub mod record;
pub mod recovery;
pub mod search;
pub mod shown;
pub mod start;
pub mod start_give_up;
mod start_lines;
pub mod start_new;
mod start_recent;
pub mod start_strip;
mod start_wait;
pub mod status;
pub mod table;
pub mod table_columns;
pub mod table_filter;
pub mod tree;
pub mod views;
mod waive;
pub mod weigh;
pub mod what_if;
pub mod widgets;

#[cfg(test)]
mod tests {
    /// What is shown on hovering goes through `Tips`, which shows it on focus too.
    #[test]
    fn no_panel_shows_a_text_on_hovering_alone() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/app");
        let mut left = vec![std::path::PathBuf::from(folder)];
        let mut seen = 0;
        while let Some(folder) = left.pop() {
            for entry in std::fs::read_dir(&folder).expect("a folder of the source").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    left.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).expect("text");
                let calls = ["on_hover_text", "on_hover_ui", "on_disabled_hover_text", "on_disabled_hover_ui"];
                let bare = calls.iter().filter(|call| text.contains(&format!(".{call}("))).count();
                let is_helper = path.ends_with("tips.rs");
                assert!(bare == 0 || is_helper, "{} shows a text on hovering alone", path.display());
                seen += 1;
            }
        }
        assert!(seen > 100, "{seen} files");
    }
}
