//! Nested values of any notation: texts, lists, and maps in their order.

/// A nested value.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Nothing.
    Null,
    /// A text, a number or a yes or no as it is written.
    Text(String),
    /// Values one behind the other.
    List(Vec<Node>),
    /// Named values.
    Map(Vec<(String, Node)>),
}

impl Node {
    /// The value of a name, whatever its case.
    pub fn get(&self, name: &str) -> Option<&Node> {
        let Self::Map(all) = self else { return None };
        all.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The text of a value that is one.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The entries of a list of maps; `None` for all else.
    pub fn maps(&self) -> Option<&[Node]> {
        match self {
            Self::List(all) if !all.is_empty() && all.iter().all(|it| matches!(it, Self::Map(_))) => Some(all),
            _ => None,
        }
    }
}
