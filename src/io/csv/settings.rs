//! The settings that a table for draw.io has in front of its header: which column leads to which, and what is shown as the
//! name.

use super::columns::field_of;
use super::field::Field;

/// What the settings of a table say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Lines that they take up.
    pub lines: usize,
    /// Columns by field, the header as it is written there.
    pub map: Vec<(Field, String)>,
}

/// Words by which draw.io knows its settings.
const KNOWN: [&str; 20] = [
    "connect",
    "label",
    "labels",
    "labelname",
    "style",
    "styles",
    "stylename",
    "parent",
    "parentstyle",
    "identity",
    "namespace",
    "width",
    "height",
    "ignore",
    "layout",
    "link",
    "left",
    "padding",
    "nodespacing",
    "levelspacing",
];

/// Reads the settings in front of a table, and what is behind them; `None` where there are none.
pub fn settings(text: &str) -> Option<(Settings, &str)> {
    let (mut settings, mut rest) = (Settings::default(), text);
    let (mut connects, mut label, mut is_any) = (Vec::new(), None, false);
    while rest.starts_with('#') {
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        let line = rest[..end].trim_end();
        let said = line.trim_start_matches('#').trim();
        match said.split_once(':') {
            Some((key, value)) if KNOWN.contains(&key.trim().to_lowercase().as_str()) => {
                is_any = true;
                match key.trim().to_lowercase().as_str() {
                    "connect" => connects.extend(serde_json::from_str::<serde_json::Value>(value.trim()).ok()),
                    "label" => label = value.split('%').nth(1).map(str::to_owned),
                    _ => {}
                }
            }
            // A header may begin with the sign of a number.
            _ if !is_any && !line.starts_with("##") && settings.lines == 0 && said.contains([',', ';', '\t']) => {
                return None;
            }
            _ => {}
        }
        settings.lines += 1;
        rest = &rest[end..];
    }
    if !is_any {
        return None;
    }
    let end = |connect: &serde_json::Value, name: &str| connect[name].as_str().map(str::to_owned);
    let ends = connects.iter().filter_map(|connect| Some((end(connect, "from")?, end(connect, "to")?)));
    let (mut has_manager, mut has_second) = (false, false);
    for (from, to) in ends {
        let is_second = field_of(&from).is_some_and(|(field, _)| field == Field::SecondManager);
        if !has_manager && !is_second {
            has_manager = true;
            if field_of(&to).is_none() {
                settings.map.push((Field::Id, to));
            }
            settings.map.push((Field::Manager, from));
        } else if !has_second {
            has_second = true;
            settings.map.push((Field::SecondManager, from));
        }
    }
    if let Some(label) = label.filter(|label| field_of(label).is_none()) {
        settings.map.push((Field::Name, label));
    }
    Some((settings, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_to_what_is_followed() {
        let text = "## Crew\n# label: %who%<br>%does%\n# connect: {\"from\":\"boss_of\", \"to\":\"handle\", \"invert\":true}\n\
            # connect: {\"from\":\"helps\", \"to\":\"handle\"}\nhandle,x\n1,2\n";
        let (found, rest) = settings(text).expect("settings");
        assert_eq!(rest, "handle,x\n1,2\n");
        let map: Vec<(Field, &str)> = found.map.iter().map(|(field, header)| (*field, header.as_str())).collect();
        assert_eq!(map, [(Field::Manager, "boss_of"), (Field::SecondManager, "helps")]);
        assert_eq!((settings("#,Name\n1,Ana\n"), settings("id,name\n")), (None, None));
    }
}
