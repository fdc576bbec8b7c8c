//! Which file takes which name from which other file, read out of the code: `use` trees and inline paths, in macros
//! too. A name that a file only hands on is an arrow to the file that defines it; `mod` lines and re-exports are no
//! arrows by themselves, test-only code is left out. What has no name in the code (a method, a field) is not seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Arrows as (from, to) to the names taken, files by their place below `src`.
pub type Arrows = BTreeMap<(String, String), BTreeSet<String>>;

/// A name that a `use` brings into a module.
struct Use {
    path: Vec<String>,
    /// Under no name, everything that the path holds.
    name: Option<String>,
    /// Seen from outside: no arrow unless the file also says the name itself.
    is_handed_on: bool,
}

/// A module: a file, or part of one.
#[derive(Default)]
struct Module {
    file: String,
    parent: usize,
    children: BTreeMap<String, usize>,
    defines: BTreeSet<String>,
    uses: Vec<Use>,
    /// Paths that the code says, of one name or more.
    paths: BTreeSet<Vec<String>>,
}

/// An item of the code with the word that says what it is and its name, both empty where it has none.
struct Item {
    kind: String,
    name: String,
    is_public: bool,
    tokens: Vec<TokenTree>,
}

/// The arrows between all files that `lib.rs` and `main.rs` below `src` reach by their `mod` lines.
pub fn arrows(src: &Path) -> Arrows {
    let mut modules = Vec::new();
    let library = read_crate(src, "lib.rs", &mut modules);
    let program = read_crate(src, "main.rs", &mut modules);
    modules[program].children.insert("twintrack".to_owned(), library);
    let mut arrows = Arrows::new();
    for at in 0..modules.len() {
        for (to, name) in taken(&modules, at) {
            let (from, to) = (&modules[at].file, &modules[to].file);
            if from != to {
                arrows.entry((from.clone(), to.clone())).or_default().insert(name);
            }
        }
    }
    arrows
}

/// Circles of two files or more, each with its files in order; the largest first.
pub fn circles(arrows: &Arrows) -> Vec<Vec<String>> {
    let mut forth: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut back: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in arrows.keys() {
        forth.entry(from).or_default().push(to);
        back.entry(to).or_default().push(from);
    }
    // Kosaraju: files in the order in which they are left, then gathered against the arrows from the last one left.
    let mut left = Vec::new();
    let mut seen = BTreeSet::new();
    for &start in forth.keys() {
        let mut open = vec![(start, false)];
        while let Some((file, is_left)) = open.pop() {
            if is_left {
                left.push(file);
            } else if seen.insert(file) {
                open.push((file, true));
                open.extend(forth.get(file).into_iter().flatten().map(|&next| (next, false)));
            }
        }
    }
    let mut gathered = BTreeSet::new();
    let mut circles = Vec::new();
    for &start in left.iter().rev() {
        let mut circle = BTreeSet::new();
        let mut open = vec![start];
        while let Some(file) = open.pop() {
            if gathered.insert(file) {
                circle.insert(file.to_owned());
                open.extend(back.get(file).into_iter().flatten());
            }
        }
        if circle.len() > 1 {
            circles.push(circle.into_iter().collect::<Vec<_>>());
        }
    }
    circles.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    circles
}

/// Reads a crate from its root file; returns the place of its root among the modules.
fn read_crate(src: &Path, root: &str, modules: &mut Vec<Module>) -> usize {
    let first = modules.len();
    modules.push(Module { file: root.to_owned(), parent: first, ..Module::default() });
    let mut open = vec![(first, src.to_owned(), read(&src.join(root)))];
    while let Some((at, folder, code)) = open.pop() {
        for item in items(code) {
            if item.kind != "mod" {
                read_item(item, &mut modules[at]);
                continue;
            }
            let inside = folder.join(&item.name);
            let (file, code) = if let Some(TokenTree::Group(body)) = item.tokens.last() {
                (modules[at].file.clone(), body.stream())
            } else {
                let flat = folder.join(format!("{}.rs", item.name));
                let path = if flat.exists() { flat } else { inside.join("mod.rs") };
                (path.strip_prefix(src).expect("below src").display().to_string(), read(&path))
            };
            let child = modules.len();
            modules[at].children.insert(item.name, child);
            modules.push(Module { file, parent: at, ..Module::default() });
            open.push((child, inside, code));
        }
    }
    first
}

fn read(file: &Path) -> TokenStream {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The items of a module without those that are for tests only.
fn items(code: TokenStream) -> Vec<Item> {
    let mut items = Vec::new();
    let mut tokens = Vec::new();
    for token in without_tests(code) {
        let ends = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => {
                group.delimiter() == Delimiter::Brace
                    && !["use", "const", "static", "type"].contains(&kind_and_name(&tokens).0.as_str())
            }
            _ => false,
        };
        let is_semicolon = ends && matches!(token, TokenTree::Punct(_));
        if !is_semicolon {
            tokens.push(token);
        }
        if ends && !tokens.is_empty() {
            let (kind, name) = kind_and_name(&tokens);
            let is_public = tokens.iter().any(|token| is_word(token, "pub"));
            items.push(Item { kind, name, is_public, tokens: std::mem::take(&mut tokens) });
        }
    }
    items
}

/// The word that says what an item is, and the name after it.
fn kind_and_name(tokens: &[TokenTree]) -> (String, String) {
    const BEFORE: [&str; 5] = ["pub", "unsafe", "async", "extern", "default"];
    let mut words = tokens.iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    let mut kind = words.by_ref().find(|word| !BEFORE.contains(&word.as_str())).unwrap_or_default();
    let mut name = words.find(|word| word != "mut").unwrap_or_default();
    if kind == "const" && (name == "fn" || name == "unsafe") {
        kind = "fn".to_owned();
        name = words.find(|word| word != "fn").unwrap_or_default();
    }
    (kind, name)
}

/// Tokens without attributes, and without what stands under `#[cfg(test)]`.
fn without_tests(code: TokenStream) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    let mut is_for_tests = false;
    let mut tokens = code.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let begins = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        if begins {
            tokens.next_if(|next| matches!(next, TokenTree::Punct(punct) if punct.as_char() == '!'));
            if let Some(attribute) = tokens.next_if(|next| is_group(next, Delimiter::Bracket)) {
                is_for_tests |= attribute.to_string().replace(' ', "") == "[cfg(test)]";
                continue;
            }
        }
        let ends =
            is_group(&token, Delimiter::Brace) || matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';');
        if !is_for_tests {
            kept.push(token);
        }
        is_for_tests &= !ends;
    }
    kept
}

fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if *ident == word)
}

/// Adds what an item defines, uses and says to its module.
fn read_item(item: Item, module: &mut Module) {
    const DEFINE: [&str; 9] = ["fn", "struct", "enum", "union", "trait", "type", "const", "static", "macro_rules"];
    if DEFINE.contains(&item.kind.as_str()) {
        module.defines.insert(item.name.clone());
    }
    let is_handed_on = item.is_public && item.kind == "use";
    let is_macro = item.kind == "macro_rules"
        || matches!(item.tokens.get(1), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
    let words = flat(item.tokens);
    if is_macro {
        // A macro defines what its text defines, and often what its call names first.
        let defined = words.windows(2).filter(|pair| DEFINE[1..8].contains(&pair[0].as_str())).map(|pair| &pair[1]);
        let first =
            words.iter().skip(2).find(|word| word.chars().all(|letter| letter.is_alphanumeric() || letter == '_'));
        module.defines.extend(defined.chain(first).filter(|name| is_name(name)).cloned());
    }
    read_words(&words, is_handed_on, item.kind == "macro_rules", module);
}

fn is_name(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
}

/// All tokens one after the other, `::` as one, groups between their brackets.
fn flat(tokens: Vec<TokenTree>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = vec![tokens.into_iter()];
    let mut closes = vec![""];
    while let Some(tokens) = open.last_mut() {
        match tokens.next() {
            None => {
                open.pop();
                words.extend(closes.pop().filter(|close| !close.is_empty()).map(str::to_owned));
            }
            Some(TokenTree::Group(group)) => {
                let (begin, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                words.push(begin.to_owned());
                closes.push(close);
                open.push(without_tests(group.stream()).into_iter());
            }
            Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && words.last().is_some_and(|last| last == ":") => {
                words.pop();
                words.push("::".to_owned());
            }
            Some(token) => words.push(token.to_string()),
        }
    }
    words
}

/// Adds the `use` trees and paths among `words` to a module. In the text of a macro only paths from the crate's root
/// count: the others are read where the macro is called.
fn read_words(words: &[String], is_handed_on: bool, is_macro_text: bool, module: &mut Module) {
    let mut at = 0;
    while at < words.len() {
        if words[at] == "use" && !(at > 0 && words[at - 1] == "$") {
            at = read_use(words, at + 1, is_handed_on, module);
            continue;
        }
        let before = |back: usize| at.checked_sub(back).map_or("", |at| words[at].as_str());
        let is_member = before(1) == "." && before(2) != ".";
        let begins = is_name(&words[at]) && !is_member && !["$", "::", "'"].contains(&before(1));
        if !begins {
            at += 1;
            continue;
        }
        let mut path = vec![words[at].clone()];
        while words.get(at + 1).is_some_and(|sign| sign == "::") && words.get(at + 2).is_some_and(|next| is_name(next))
        {
            path.push(words[at + 2].clone());
            at += 2;
        }
        if !is_macro_text || path[0] == "crate" {
            module.paths.insert(path);
        }
        at += 1;
    }
}

/// Adds the tree that begins at `at` to a module; returns where it ends.
fn read_use(words: &[String], mut at: usize, is_handed_on: bool, module: &mut Module) -> usize {
    let mut before: Vec<Vec<String>> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut name = None;
    let mut is_leaf = false;
    loop {
        let word = words.get(at).map_or(";", String::as_str);
        at += 1;
        match word {
            "::" => {}
            "{" => {
                before.push(path.clone());
                is_leaf = false;
            }
            "as" => {
                name = words.get(at).cloned();
                at += 1;
            }
            "," | "}" | ";" => {
                if is_leaf {
                    let last = path.last().cloned().unwrap_or_default();
                    if last == "*" || last == "self" && path.len() > 1 {
                        path.pop();
                    }
                    let name = name.take().or_else(|| path.last().cloned()).filter(|_| last != "*");
                    module.uses.push(Use { path: path.clone(), name, is_handed_on });
                }
                is_leaf = false;
                path = before.last().cloned().unwrap_or_default();
                if word == "}" {
                    before.pop();
                }
                if word == ";" {
                    return at;
                }
            }
            word => {
                path.push(word.to_owned());
                is_leaf = true;
            }
        }
    }
}

/// What a module's code takes from which module, by name.
fn taken(modules: &[Module], at: usize) -> BTreeSet<(usize, String)> {
    let module = &modules[at];
    let said: BTreeSet<&String> = module.paths.iter().map(|path| &path[0]).collect();
    let mut taken = BTreeSet::new();
    let mut take = |path: &[String], is_guess: bool| {
        taken.extend(resolve(modules, at, path, is_guess));
    };
    for used in &module.uses {
        match &used.name {
            Some(name) if used.is_handed_on && !said.contains(name) => {}
            Some(_) => take(&used.path, false),
            None => {
                // Everything in an enum is taken from where the enum is, everything in a module from where each name is.
                take(&used.path, false);
                let is_own = |name: &String| module.defines.contains(name) || module.children.contains_key(name);
                for &name in said.iter().filter(|name| !is_own(name)) {
                    let path: Vec<String> = used.path.iter().chain([name]).cloned().collect();
                    take(&path, true);
                }
            }
        }
    }
    for path in module.paths.iter().filter(|path| path.len() > 1) {
        take(path, false);
    }
    taken
}

/// A path that is looked for from a module on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Search {
    at: usize,
    path: Vec<String>,
    /// Came here by names of ours alone: what is not found from here on is lost here, not outside.
    is_ours: bool,
    /// Came here through a `*`, which may hold other names.
    is_guess: bool,
    /// The path of a `use`, whose first name is in no `*`.
    is_use: bool,
}

/// The items to which a path leads that is said in the module `at`, with the modules that define them; none when it
/// leads to a module or out of the crate. What cannot be followed further counts as an item of the module in which it
/// was lost.
fn resolve(modules: &[Module], at: usize, path: &[String], is_guess: bool) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![Search { at, path: path.to_vec(), is_ours: false, is_guess, is_use: false }];
    while let Some(search) = open.pop() {
        if !seen.insert(search.clone()) {
            continue;
        }
        let Search { at, path, is_ours, is_guess, is_use } = search;
        let Some((word, rest)) = path.split_first() else {
            continue;
        };
        let module = &modules[at];
        let inside = |at: usize, path: Vec<String>| Search { at, path, is_ours: true, is_guess, is_use: false };
        let up = match word.as_str() {
            "crate" => Some(root(modules, at)),
            "self" => Some(at),
            "super" => Some(module.parent),
            _ => None,
        };
        if let Some(up) = up {
            open.push(inside(up, rest.to_vec()));
            continue;
        }
        let child = module.children.get(word).copied();
        open.extend(child.map(|child| inside(child, rest.to_vec())));
        if module.defines.contains(word) {
            found.push((at, word.clone()));
            continue;
        }
        let mut is_lost = child.is_none() && is_ours && !is_guess;
        for used in &module.uses {
            let is_star = used.name.is_none();
            if !(used.name.as_ref() == Some(word) || is_star && !is_use) {
                continue;
            }
            is_lost = false;
            let tail = if is_star { &path } else { rest };
            let path: Vec<String> = used.path.iter().chain(tail).cloned().collect();
            if is_star || used.path[0] != *word {
                open.push(Search { at, path, is_ours: false, is_guess: is_guess || is_star, is_use: true });
            } else if used.path.len() > 1 {
                // `use tau::tau` is followed into the module `tau`; where there is none, it leads out of the crate.
                open.extend(child.map(|child| inside(child, path[1..].to_vec())));
            }
        }
        if is_lost {
            found.push((at, word.clone()));
        }
    }
    found
}

fn root(modules: &[Module], mut at: usize) -> usize {
    while modules[at].parent != at {
        at = modules[at].parent;
    }
    at
}
