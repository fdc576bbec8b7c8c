//! Nested values of any notation: texts, lists, and maps that keep their order.

/// Nested value.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// No value.
    Null,
    /// Text, number or boolean, as written.
    Text(String),
    /// List of values.
    List(Vec<Node>),
    /// Named values, in file order.
    Map(Vec<(String, Node)>),
}

impl Node {
    /// Value of a name, ignoring case; `None` if this is not a map or has no such name.
    pub fn get(&self, name: &str) -> Option<&Node> {
        let Self::Map(all) = self else { return None };
        all.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Text of this value; `None` for any other kind.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Entries of a non-empty list of maps; `None` for anything else.
    pub fn maps(&self) -> Option<&[Node]> {
        match self {
            Self::List(all) if !all.is_empty() && all.iter().all(|it| matches!(it, Self::Map(_))) => Some(all),
            _ => None,
        }
    }
}
