//! Names of fictional people, in three scripts and of many lengths.

use super::draw::Draw;

const LATIN: [&str; 40] = [
    "Ada",
    "Bo",
    "Cléo",
    "Dag",
    "Élodie",
    "Finn",
    "Gro",
    "Håkon",
    "Ines",
    "Jiří",
    "Katalin",
    "Łucja",
    "Maxime",
    "Nuño",
    "Øyvind",
    "Petra",
    "Quentin",
    "Rosalind",
    "Sébastien",
    "Temperance",
    "Ulla",
    "Vítor",
    "Wim",
    "Ximena",
    "Yusuf",
    "Željka",
    "Ama",
    "Bartholomew",
    "Chidi",
    "Devi",
    "Esther",
    "Farida",
    "Giuseppina",
    "Hugh",
    "Ivo",
    "Jo",
    "Kwame",
    "Li",
    "Maximiliana",
    "Thu",
];
const LATIN_STARTS: [&str; 20] = [
    "Ard", "Bell", "Cor", "Dun", "Els", "Fär", "Gren", "Hal", "Is", "Jör", "Kel", "Lund", "Mor", "Nav", "Ost", "Pér",
    "Quin", "Rav", "Stan", "Våg",
];
const LATIN_MIDDLES: [&str; 8] = ["", "", "a", "en", "ing", "ová", "inger", "am"];
const LATIN_ENDS: [&str; 12] =
    ["by", "dal", "eau", "ford", "grave", "hurst", "ić", "ley", "mann", "ño", "ström", "worthy"];

const CYRILLIC: [&str; 20] = [
    "Аня",
    "Борис",
    "Вера",
    "Глеб",
    "Дарина",
    "Евдокия",
    "Жанна",
    "Злата",
    "Игорь",
    "Йован",
    "Константин",
    "Лев",
    "Мирослава",
    "Нина",
    "Олег",
    "Пётр",
    "Радослав",
    "Соломія",
    "Тарас",
    "Юлія",
];
const CYRILLIC_STARTS: [&str; 14] = [
    "Бел",
    "Вереск",
    "Дуб",
    "Ёлк",
    "Журавл",
    "Зимн",
    "Камен",
    "Лесн",
    "Мостов",
    "Озер",
    "Полян",
    "Рябин",
    "Степн",
    "Щук",
];
const CYRILLIC_ENDS: [&str; 6] = ["енко", "ич", "ук", "инський", "ан", "ей"];

const GREEK: [&str; 16] = [
    "Άννα",
    "Βασίλης",
    "Γιώργος",
    "Δάφνη",
    "Ελένη",
    "Ζωή",
    "Ηλίας",
    "Θεοδώρα",
    "Ίρις",
    "Κωνσταντίνος",
    "Λευτέρης",
    "Μυρτώ",
    "Νίκος",
    "Ξένια",
    "Σταύρος",
    "Φωτεινή",
];
const GREEK_STARTS: [&str; 12] =
    ["Αμπελ", "Βουν", "Γαλαν", "Δροσ", "Θαλασσ", "Καλλ", "Λεμον", "Μαρμαρ", "Νησ", "Πετρ", "Ροδ", "Χρυσ"];
const GREEK_ENDS: [&str; 5] = ["όπουλος", "άκη", "ίδης", "έας", "ά"];

/// Replaces `name` by a new one: two in three in Latin script, the others in Cyrillic or Greek.
pub fn write(draw: &mut Draw, name: &mut String) {
    name.clear();
    match draw.below(6) {
        0 => whole(name, draw, &CYRILLIC, &[&CYRILLIC_STARTS, &CYRILLIC_ENDS]),
        1 => whole(name, draw, &GREEK, &[&GREEK_STARTS, &GREEK_ENDS]),
        _ => {
            let family: [&[&str]; 3] = [&LATIN_STARTS, &LATIN_MIDDLES, &LATIN_ENDS];
            if draw.one_in(8) {
                name.push_str(draw.of(&LATIN));
                name.push(' ');
            }
            whole(name, draw, &LATIN, &family);
            if draw.one_in(12) {
                name.push('-');
                family.iter().for_each(|syllables| name.push_str(draw.of(syllables)));
            }
        }
    }
}

fn whole(name: &mut String, draw: &mut Draw, given: &[&str], family: &[&[&str]]) {
    name.push_str(draw.of(given));
    name.push(' ');
    for syllables in family {
        name.push_str(draw.of(syllables));
    }
}
