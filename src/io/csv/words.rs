//! The words of headers and cells, one file a language in `assets/words`: what each means, whatever its language.

use super::fold::{bare, bare_letter};
use hashbrown::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a word of a header means. How meanings make a field is known elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the words of each in assets/words say what it is")]
pub enum Meaning {
    Manager,
    Reports,
    Parent,
    Subordinate,
    Skip,
    Chain,
    Path,
    Outline,
    Direct,
    Dotted,
    DottedLine,
    Foreign,
    Person,
    Id,
    Number,
    Name,
    First,
    Middle,
    Last,
    Mail,
    Address,
    User,
    Dn,
    Title,
    Position,
    Job,
    Grade,
    Level,
    Management,
    Pay,
    PayPeriod,
    Rate,
    Base,
    Amount,
    Year,
    Month,
    Week,
    Day,
    Hour,
    From,
    To,
    Range,
    Currency,
    Unit,
    Date,
    Start,
    End,
    Status,
    State,
    Active,
    Gone,
    Employment,
    Team,
    Place,
    Fte,
    WeeklyHours,
    Percent,
    Assistant,
    Is,
    Company,
    Primary,
    Relation,
    Subject,
    Filler,
    /// A number such as the 2 of `Level 2`.
    Digits(u8),
}

const MEANINGS: [(&str, Meaning); 64] = {
    use Meaning::*;
    [
        ("manager", Manager),
        ("reports", Reports),
        ("parent", Parent),
        ("subordinate", Subordinate),
        ("skip", Skip),
        ("chain", Chain),
        ("path", Path),
        ("outline", Outline),
        ("direct", Direct),
        ("dotted", Dotted),
        ("dotted line", DottedLine),
        ("foreign", Foreign),
        ("person", Person),
        ("id", Id),
        ("number", Number),
        ("name", Name),
        ("first", First),
        ("middle", Middle),
        ("last", Last),
        ("mail", Mail),
        ("address", Address),
        ("user", User),
        ("dn", Dn),
        ("title", Title),
        ("position", Position),
        ("job", Job),
        ("grade", Grade),
        ("level", Level),
        ("management", Management),
        ("pay", Pay),
        ("pay period", PayPeriod),
        ("rate", Rate),
        ("base", Base),
        ("amount", Amount),
        ("year", Year),
        ("month", Month),
        ("week", Week),
        ("day", Day),
        ("hour", Hour),
        ("from", From),
        ("to", To),
        ("range", Range),
        ("currency", Currency),
        ("unit", Unit),
        ("date", Date),
        ("start", Start),
        ("end", End),
        ("status", Status),
        ("state", State),
        ("active", Active),
        ("gone", Gone),
        ("employment", Employment),
        ("team", Team),
        ("place", Place),
        ("fte", Fte),
        ("weekly hours", WeeklyHours),
        ("percent", Percent),
        ("assistant", Assistant),
        ("is", Is),
        ("company", Company),
        ("primary", Primary),
        ("relation", Relation),
        ("subject", Subject),
        ("filler", Filler),
    ]
};

/// What a cell says in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the words of each in assets/words say what it is")]
pub enum Said {
    Yes,
    No,
    Negated,
    Left,
    Leave,
    Future,
    Vacant,
    Eliminated,
    Nobody,
    Total,
    Footer,
    Primary,
    Secondary,
    Dotted,
    Honorific,
    Thousand,
    Million,
    Lakh,
    Crore,
    Year,
    Month,
    Week,
    Day,
    Hour,
    And,
    /// A month, from 1.
    MonthName(u8),
}

const SAYINGS: [(&str, Said); 25] = {
    use Said::*;
    [
        ("yes", Yes),
        ("no", No),
        ("negated", Negated),
        ("left", Left),
        ("leave", Leave),
        ("future", Future),
        ("vacant", Vacant),
        ("eliminated", Eliminated),
        ("nobody", Nobody),
        ("total", Total),
        ("footer", Footer),
        ("primary", Primary),
        ("secondary", Secondary),
        ("dotted", Dotted),
        ("honorific", Honorific),
        ("thousand", Thousand),
        ("million", Million),
        ("lakh", Lakh),
        ("crore", Crore),
        ("year", Year),
        ("month", Month),
        ("week", Week),
        ("day", Day),
        ("hour", Hour),
        ("and", And),
    ]
};

const LANGUAGES: [&str; 7] = [
    include_str!("../../../assets/words/en.txt"),
    include_str!("../../../assets/words/de.txt"),
    include_str!("../../../assets/words/fr.txt"),
    include_str!("../../../assets/words/es.txt"),
    include_str!("../../../assets/words/pt.txt"),
    include_str!("../../../assets/words/nl.txt"),
    include_str!("../../../assets/words/it.txt"),
];

const PRODUCTS: &str = include_str!("../../../assets/words/products.txt");

/// Headers of single products that mean nothing by themselves: the name of a field and its headers, the best first.
pub fn products() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    lines(PRODUCTS).map(|(field, words)| (field, words.collect()))
}

/// All words. Of a word that two languages have the first language's meaning counts, English first.
struct Lexicon {
    headers: HashMap<String, Meaning>,
    cells: HashMap<String, Vec<Said>>,
    /// Letters of the longest word of a header.
    longest: usize,
    /// First words of what a seat without anybody is called.
    vacant: HashSet<String>,
    /// Lengths of those words by their first letter, as bits; all are in Latin letters.
    vacant_lengths: [u32; 128],
    /// Their second letters by the first one, as bits; the last bit for words of one letter.
    vacant_seconds: [u32; 128],
    /// First and last words of sums and of what belongs to a page.
    nobody: HashSet<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// `key: word, word` of each line; what begins with a sign is no line of words.
fn lines(text: &'static str) -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let parts = text.lines().filter_map(|line| line.split_once(':'));
    parts.map(|(key, words)| (key.trim(), words.split(',').map(str::trim).filter(|word| !word.is_empty())))
}

impl Lexicon {
    fn read() -> Self {
        let (mut headers, mut cells) = (HashMap::new(), HashMap::<String, Vec<Said>>::new());
        for language in LANGUAGES {
            let (of_headers, of_cells) = language.split_once("[cells]").unwrap_or((language, ""));
            for (key, words) in lines(of_headers) {
                let Some(&(_, meaning)) = MEANINGS.iter().find(|(name, _)| *name == key) else { continue };
                for word in words {
                    headers.entry(joined(word)).or_insert(meaning);
                }
            }
            for (key, words) in lines(of_cells) {
                let month = key.strip_prefix("month").and_then(|number| number.parse().ok()).map(Said::MonthName);
                let known = SAYINGS.iter().find(|(name, _)| *name == key).map(|&(_, said)| said);
                let Some(said) = known.or(month) else { continue };
                for word in words {
                    let all = cells.entry(bare(word).into_owned()).or_default();
                    if !all.contains(&said) {
                        all.push(said);
                    }
                }
            }
        }
        let longest = headers.keys().map(String::len).max().unwrap_or(0);
        let is_vacant = |said: &Said| matches!(said, Said::Vacant | Said::Eliminated);
        let first = |word: &String| word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
        let vacant: HashSet<String> =
            cells.iter().filter(|(_, said)| said.iter().any(is_vacant)).map(|(word, _)| first(word)).collect();
        let (mut vacant_lengths, mut vacant_seconds) = ([0u32; 128], [0u32; 128]);
        for (word, letter) in vacant.iter().filter_map(|word| Some((word, word.bytes().next()?))) {
            if let Some(lengths) = vacant_lengths.get_mut(usize::from(letter)) {
                *lengths |= 1 << word.len().min(31);
            }
            if let Some(seconds) = vacant_seconds.get_mut(usize::from(letter)) {
                *seconds |= second(word.as_bytes().get(1).copied());
            }
        }
        let is_nobody = |said: &Said| matches!(said, Said::Total | Said::Footer);
        let last = |word: &String| word.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
        let words = cells.iter().filter(|(_, said)| said.iter().any(is_nobody));
        let nobody = words.flat_map(|(word, _)| [first(word), last(word)]).collect();
        Self { headers, cells, longest, vacant, vacant_lengths, vacant_seconds, nobody }
    }
}

/// The letters and digits of a word or phrase, in one.
fn joined(word: &str) -> String {
    bare(word).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a word, in lower case without accents, says something.
pub fn says(word: &str, said: Said) -> bool {
    LEXICON.cells.get(word).is_some_and(|all| all.contains(&said))
}

/// Whether a whole cell, as it is written, says something.
pub fn is_said(cell: &str, said: Said) -> bool {
    cell.len() <= 60 && says(bare(cell.trim()).as_ref(), said)
}

/// Whether a text begins with what says something: with words, where a sign or nothing follows; one that can be nothing
/// else may be followed by more words.
pub fn begins(text: &str, said: Said) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let text = bare(text.trim());
    let is_sign = |c: char| !c.is_alphanumeric() && c != ' ' && c != '\'';
    let ends = text.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at).chain([text.len()]);
    ends.filter(|&at| at > 0).any(|at| {
        let (word, rest) = (text[..at].trim_end_matches(['.', ' ']), text[at..].trim_start_matches(' '));
        let is_plain = word.contains(' ') || ALONE.iter().any(|alone| word.starts_with(alone));
        let fits = rest.is_empty() || is_plain || (rest.starts_with(is_sign) && !rest.starts_with(','));
        fits && !word.is_empty() && says(word, said)
    })
}

/// Whether a text begins with words that say something, whatever follows.
pub fn begins_with(text: &str, said: Said) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let text = bare(text.trim());
    let ends = text.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at).chain([text.len()]);
    ends.filter(|&at| at > 0).any(|at| says(text[..at].trim(), said))
}

/// Whether a text ends with words that say something.
pub fn ends_with(text: &str, said: Said) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let text = bare(text.trim());
    let text = text.trim_end_matches([':', '.', ' ']);
    text.rsplit_once(' ').is_some_and(|(_, last)| says(last, said))
}

/// Words that no name begins with.
const ALONE: [&str; 9] =
    ["vacan", "vakan", "vacat", "eliminat", "unbesetz", "terminat", "resign", "backfill", "replacement"];

/// The bit of the second letter of a word; the last one for anything else.
fn second(letter: Option<u8>) -> u32 {
    const END: u8 = 31;
    let letter = letter.filter(u8::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase() - b'a');
    1 << letter.unwrap_or(END)
}

/// Whether a name may be that of a seat without anybody, by its first two characters alone.
pub fn may_begin_vacant(name: &str) -> bool {
    if let [first, next, ..] = *name.as_bytes()
        && first.is_ascii_alphanumeric()
        && next.is_ascii()
    {
        return begins_vacant(first, next);
    }
    match name.chars().next() {
        Some(c) if c.is_ascii_alphanumeric() => vacant_lengths(c as u8) > 0,
        // Writing in which there are no words: Greek, Cyrillic and all to the east of them.
        Some('\u{370}'..='\u{1cff}' | '\u{3040}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}')
        | None => false,
        Some(c) => match (bare_letter(c), name.as_bytes().get(c.len_utf8())) {
            (Some(first), Some(next)) if next.is_ascii() => begins_vacant(first, *next),
            _ => true,
        },
    }
}

/// Whether some word for a seat without anybody begins with a letter or digit and what follows it.
fn begins_vacant(first: u8, next: u8) -> bool {
    let seconds = LEXICON.vacant_seconds.get(usize::from(first.to_ascii_lowercase()));
    seconds.is_some_and(|seconds| seconds & second(Some(next)) != 0)
}

/// Whether a name may be that of a seat without anybody, by its first word.
pub fn may_be_vacant(name: &str) -> bool {
    let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if name.as_bytes().get(len).is_some_and(|byte| !byte.is_ascii()) {
        let first = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        return LEXICON.vacant.contains(bare(first).as_ref());
    }
    let lengths = name.bytes().next().map_or(0, vacant_lengths);
    len < 32 && lengths & (1 << len) != 0 && has_lower(&LEXICON.vacant, &name[..len])
}

/// Lengths of the words that begin with a byte of ASCII, as bits.
fn vacant_lengths(first: u8) -> u32 {
    LEXICON.vacant_lengths.get(usize::from(first.to_ascii_lowercase())).copied().unwrap_or(0)
}

/// Whether a row that begins with a text may be a sum or belong to the page, by its first and last word.
pub fn may_be_nobody(text: &str) -> bool {
    if !text.is_ascii() {
        return true;
    }
    let is_sign = |c: char| !c.is_ascii_alphanumeric();
    let text = text.trim_matches(is_sign);
    let first = text.split(is_sign).next().unwrap_or_default();
    let last = text.rsplit(is_sign).next().unwrap_or_default();
    has_lower(&LEXICON.nobody, first) || has_lower(&LEXICON.nobody, last)
}

/// Whether a set has a word of ASCII, whatever its case; words that are longer than any in it are not looked for.
fn has_lower(set: &HashSet<String>, word: &str) -> bool {
    const LONG: usize = 16;
    let mut lower = [0; LONG];
    let Some(place) = lower.get_mut(..word.len()) else { return false };
    place.copy_from_slice(word.as_bytes());
    place.make_ascii_lowercase();
    std::str::from_utf8(place).is_ok_and(|word| set.contains(word))
}

/// The month that a word names, from 1.
pub fn month(word: &str) -> Option<i8> {
    let said = LEXICON.cells.get(bare(word).as_ref())?;
    said.iter().find_map(|said| if let Said::MonthName(month) = said { Some(*month as i8) } else { None })
}

/// Longest header that is looked at, in bytes.
const LONGEST: usize = 90;

/// The meanings of a header's words in their order; `None` where some word has none. `Employee ID`, `EMPLOYEE_ID`,
/// `employeeId` and `employeeid` are the same, and `Personalnummer` is taken apart.
pub fn meanings(header: &str) -> Option<Vec<Meaning>> {
    if header.len() > LONGEST || header.is_empty() {
        return None;
    }
    let (letters, starts) = letters(header);
    if letters.is_empty() {
        return None;
    }
    let lexicon = &*LEXICON;
    // The cheapest way to each place: cost, the place before, what stands between.
    let mut best: Vec<Option<(u32, usize, Option<Meaning>)>> = vec![None; letters.len() + 1];
    best[0] = Some((0, 0, None));
    let is_start = |at: usize| at == letters.len() || starts.get(at).copied().unwrap_or(false);
    for at in 0..letters.len() {
        let Some((cost, ..)) = best[at] else { continue };
        if !letters.is_char_boundary(at) {
            continue;
        }
        let mut put = |to: usize, more: u32, meaning: Option<Meaning>| {
            if best[to].is_none_or(|(old, ..)| cost + more < old) {
                best[to] = Some((cost + more, at, meaning));
            }
        };
        let digits = letters[at..].bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && digits <= 3 && is_start(at) {
            // Three zeros stand for thousands.
            let meant = |number: u8| if number == 0 { Meaning::Unit } else { Meaning::Digits(number) };
            put(at + digits, 10, letters[at..at + digits].parse().ok().map(meant));
        }
        for to in at + 1..=(at + lexicon.longest).min(letters.len()) {
            if !letters.is_char_boundary(to) {
                continue;
            }
            // Short words inside a long one stand at its end: `empid`, `empno`.
            let is_inside = !is_start(at) || !is_start(to);
            if is_inside && to - at < 3 && !(is_start(to) && to - at == 2 && at > 0) {
                continue;
            }
            if let Some(&meaning) = lexicon.headers.get(&letters[at..to]) {
                let cuts = u32::from(!is_start(at)) + u32::from(!is_start(to));
                put(to, 10 + 3 * cuts, Some(meaning));
            }
        }
        if !is_start(at) {
            for link in ["es", "en", "er", "s", "n"] {
                if letters[at..].starts_with(link) && !is_start(at + link.len()) {
                    put(at + link.len(), 5, None);
                }
            }
        }
    }
    let mut found = Vec::new();
    let mut at = letters.len();
    while at > 0 {
        let (_, before, meaning) = best[at]?;
        found.extend(meaning);
        at = before;
    }
    found.reverse();
    Some(found)
}

/// The letters and digits of a header in one, and where its words start: behind what is none, where a capital follows,
/// between letters and digits. `#` and `%` are words.
fn letters(header: &str) -> (String, Vec<bool>) {
    let (mut out, mut starts) = (String::new(), Vec::new());
    let mut before = ' ';
    let mut chars = header.chars().peekable();
    while let Some(c) = chars.next() {
        let next_is_small = chars.peek().is_some_and(|next| next.is_lowercase());
        let is_new = !before.is_alphanumeric()
            || (before.is_lowercase() && c.is_uppercase())
            || (before.is_uppercase() && c.is_uppercase() && next_is_small)
            || before.is_ascii_digit() != c.is_ascii_digit();
        // The s of `manager's` is no word.
        let is_genitive =
            matches!(before, '\'' | '\u{2019}') && c == 's' && !chars.peek().is_some_and(|c| c.is_alphanumeric());
        let sign = match c {
            '#' => "number",
            '%' => "percent",
            _ => "",
        };
        if !sign.is_empty() {
            starts.push(true);
            starts.extend(std::iter::repeat_n(false, sign.len() - 1));
            out.push_str(sign);
            before = ' ';
            continue;
        }
        if c.is_alphanumeric() && !is_genitive {
            let mut buffer = [0; 4];
            let text = bare(c.encode_utf8(&mut buffer)).into_owned();
            if !text.is_empty() {
                starts.push(is_new);
                starts.extend(std::iter::repeat_n(false, text.len() - 1));
                out.push_str(&text);
            }
        }
        // An accent of its own belongs to the letter before it.
        if c.is_alphanumeric() || !bare(c.encode_utf8(&mut [0; 4])).is_empty() {
            before = c;
        }
    }
    (out, starts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Meaning::*;

    #[test]
    fn every_line_of_the_words_has_a_meaning() {
        for language in LANGUAGES {
            let (headers, cells) = language.split_once("[cells]").expect("both parts");
            for (key, _) in lines(headers) {
                assert!(MEANINGS.iter().any(|(name, _)| *name == key), "{key}");
            }
            for (key, _) in lines(cells) {
                let is_month =
                    key.strip_prefix("month").is_some_and(|number| number.is_empty() || number.parse::<u8>().is_ok());
                assert!(is_month || SAYINGS.iter().any(|(name, _)| *name == key), "{key}");
            }
        }
    }

    fn check(header: &str, expected: &[Meaning]) {
        let found = meanings(header);
        assert_eq!(found.as_deref().unwrap_or_default(), expected, "{header}");
    }

    #[test]
    fn words_are_found_however_they_are_written() {
        for header in ["Employee ID", "EMPLOYEE_ID", "employeeId", "employeeid", "Employee-Id:", "* Employee ID"] {
            check(header, &[Person, Id]);
        }
        check("Personalnummer", &[Person, Number]);
        check("Vorgesetztennummer", &[Manager, Number]);
        check("Manager's Name", &[Manager, Name]);
        check("Manager #", &[Manager, Number]);
        check("FTE %", &[Fte, Percent]);
        check("Management Chain - Level 01", &[Chain, Level, Digits(1)]);
        check("Petra Lindqvist", &[]);
        check("", &[]);
    }
}
