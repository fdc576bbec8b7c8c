//! Files sealed by a passphrase, in the format of age (<https://age-encryption.org/v1>, recipient of type scrypt), so
//! that other programs open them too. Their text is unpacked in memory and never on a disk.

use age::secrecy::zeroize::{Zeroize, Zeroizing};
use age::secrecy::{ExposeSecret, SecretString};
use age::stream::StreamWriter;
use age::{DecryptError, Decryptor, Encryptor, Identity, scrypt, x25519};
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use std::fmt;
use std::io::{self, Read, Write};
use std::iter;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// Extension of sealed files, after any other.
pub const SEALED: &str = "age";

/// True for the name of a sealed file.
pub fn is_sealed_name(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(SEALED))
}

/// First line of a sealed file.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";
/// Longest head of a sealed file, in bytes. With a passphrase it has one line and a checksum, but the library reads any
/// number of lines, and ever more slowly.
const LONGEST_HEAD: usize = 1024;
/// Work to try one passphrase, as a power of two: that of the reference program; 256 MiB and about a second.
const WORK: u8 = 18;
/// Most work that is done to open a file: four times as much, 1 GiB. A file states its own, and could ask for days.
const MOST_WORK: u8 = 20;

/// Passphrase in memory, overwritten once it is dropped. Never shown and never written.
#[derive(Clone)]
pub struct Passphrase {
    secret: SecretString,
    work: u8,
}

impl Passphrase {
    /// Takes a text over and overwrites it; `None` for an empty one.
    pub fn new(mut text: String) -> Option<Self> {
        let secret = (!text.is_empty()).then(|| SecretString::from(text.as_str()));
        text.zeroize();
        secret.map(|secret| Self { secret, work: WORK })
    }

    /// The same with another amount of work for what is sealed, for tests that seal often.
    #[doc(hidden)]
    pub fn with_work(self, work: u8) -> Self {
        Self { work: work.clamp(1, MOST_WORK), ..self }
    }
}

impl PartialEq for Passphrase {
    fn eq(&self, other: &Self) -> bool {
        self.secret.expose_secret() == other.secret.expose_secret()
    }
}

/// Text of a field for a passphrase, overwritten once it is dropped. It has room enough for what is typed, so that it
/// does not move and leave a copy behind.
#[derive(PartialEq)]
pub struct SecretText(Zeroizing<String>);

impl Default for SecretText {
    fn default() -> Self {
        const ROOM: usize = 1 << 10;
        Self(Zeroizing::new(String::with_capacity(ROOM)))
    }
}

impl SecretText {
    /// The text, to be typed into.
    pub fn typed(&mut self) -> &mut String {
        &mut self.0
    }

    /// True if nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the text out, for [`Passphrase::new`].
    pub fn take(&mut self) -> String {
        std::mem::take(&mut *self.0)
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

/// Reason that a sealed file does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealFault {
    /// No passphrase was given.
    Asked,
    /// The passphrase is not the one of the file.
    Wrong,
    /// The file is sealed for keys and not by a passphrase.
    Keys,
    /// Trying a passphrase takes more work than is done for any file.
    Work,
    /// The file was changed or cut off after it was sealed.
    Damaged,
}

/// True if bytes begin as a sealed file does.
pub fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Content of a sealed file, in memory that is overwritten once it is dropped.
pub fn opened(bytes: &[u8], passphrase: Option<&Passphrase>) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    check_head(bytes)?;
    let Some(passphrase) = passphrase else { return Err(SealFault::Asked) };
    let mut identity = scrypt::Identity::new(passphrase.secret.clone());
    identity.set_max_work_factor(MOST_WORK);
    // Room for everything at once: a growing vector leaves copies behind.
    let mut content = Zeroizing::new(Vec::with_capacity(bytes.len()));
    unsealed(bytes, &identity, &mut content)?;
    Ok(content)
}

/// Checks what the head asks for before the library does it.
fn check_head(bytes: &[u8]) -> Result<(), SealFault> {
    let head = &bytes[..bytes.len().min(LONGEST_HEAD)];
    let rest = head.strip_prefix(MAGIC).ok_or(SealFault::Damaged)?;
    let line = rest.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let words: Vec<&[u8]> = line.split(|&byte| byte == b' ').collect();
    match words[..] {
        [b"->", b"scrypt", _, work] => {
            let work = std::str::from_utf8(work).ok().and_then(|work| work.parse::<u32>().ok());
            if work.ok_or(SealFault::Damaged)? > u32::from(MOST_WORK) {
                return Err(SealFault::Work);
            }
        }
        [b"->", ..] => return Err(SealFault::Keys),
        _ => return Err(SealFault::Damaged),
    }
    let is_whole = rest.windows(5).any(|five| five == b"\n--- ");
    if is_whole { Ok(()) } else { Err(SealFault::Damaged) }
}

fn unsealed(bytes: &[u8], identity: &dyn Identity, content: &mut Vec<u8>) -> Result<(), SealFault> {
    let fault = |error: DecryptError| match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => SealFault::Wrong,
        DecryptError::NoMatchingKeys => SealFault::Keys,
        DecryptError::ExcessiveWork { .. } => SealFault::Work,
        _ => SealFault::Damaged,
    };
    let mut reader = Decryptor::new_buffered(bytes).and_then(|it| it.decrypt(iter::once(identity))).map_err(fault)?;
    reader.read_to_end(content).map(drop).map_err(|_| SealFault::Damaged)
}

/// Writer that seals what is written to it; the file is whole only after [`Sealer::finish`].
pub struct Sealer<W: Write>(StreamWriter<W>);

impl<W: Write> Sealer<W> {
    /// Begins a sealed file. Takes about a second.
    pub fn begin(out: W, passphrase: &Passphrase) -> io::Result<Self> {
        let mut recipient = scrypt::Recipient::new(passphrase.secret.clone());
        recipient.set_work_factor(passphrase.work);
        Self::to(out, &recipient)
    }

    fn to(out: W, recipient: &dyn age::Recipient) -> io::Result<Self> {
        let encryptor = Encryptor::with_recipients(iter::once(recipient)).map_err(io::Error::other)?;
        encryptor.wrap_output(out).map(Self)
    }

    /// Writes the last part and returns the writer below.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Key by which the lines of one journal are sealed, each by itself and at once. It is made for one journal and sealed by
/// the passphrase of the document, so that the lines can be read again after a crash by whoever opens the document.
#[derive(Clone)]
pub struct LineKey {
    key: x25519::Identity,
    sealed: String,
}

impl LineKey {
    /// New key. Takes about a second.
    pub fn new(passphrase: &Passphrase) -> io::Result<Self> {
        let key = x25519::Identity::generate();
        let mut sealer = Sealer::begin(Vec::new(), passphrase)?;
        sealer.write_all(key.to_string().expose_secret().as_bytes())?;
        Ok(Self { key, sealed: BASE64_STANDARD_NO_PAD.encode(sealer.finish()?) })
    }

    /// The key as it stands in the journal, sealed.
    pub fn sealed(&self) -> &str {
        &self.sealed
    }

    /// Key of an earlier journal; `None` if the passphrase is another one.
    pub fn of(sealed: &str, passphrase: &Passphrase) -> Option<Self> {
        let bytes = BASE64_STANDARD_NO_PAD.decode(sealed).ok()?;
        let text = opened(&bytes, Some(passphrase)).ok()?;
        let key = std::str::from_utf8(&text).ok()?.parse().ok()?;
        Some(Self { key, sealed: sealed.to_owned() })
    }

    /// A line, sealed, without a line break.
    pub fn seal(&self, line: &str) -> io::Result<String> {
        let mut sealer = Sealer::to(Vec::new(), &self.key.to_public())?;
        sealer.write_all(line.as_bytes())?;
        Ok(BASE64_STANDARD_NO_PAD.encode(sealer.finish()?))
    }

    /// A line that this key has sealed.
    pub fn open(&self, line: &str) -> Option<Zeroizing<String>> {
        let bytes = BASE64_STANDARD_NO_PAD.decode(line).ok()?;
        let mut content = Vec::with_capacity(bytes.len());
        unsealed(&bytes, &self.key, &mut content).ok()?;
        String::from_utf8(content).ok().map(Zeroizing::new)
    }
}

/// What keeps an open file sealed: its passphrase, and the key of the lines of its journal, made when it is first needed.
/// Copies share both.
#[derive(Clone, Debug)]
pub struct Seal {
    passphrase: Passphrase,
    key: Arc<OnceLock<LineKey>>,
}

impl Seal {
    /// Seal by a passphrase.
    pub fn new(passphrase: Passphrase) -> Self {
        Self { passphrase, key: Arc::default() }
    }

    /// The passphrase.
    pub fn passphrase(&self) -> &Passphrase {
        &self.passphrase
    }

    /// Key for the lines of a journal. Takes about a second the first time.
    pub fn key(&self) -> io::Result<&LineKey> {
        match self.key.get() {
            Some(key) => Ok(key),
            None => {
                let key = LineKey::new(&self.passphrase)?;
                Ok(self.key.get_or_init(|| key))
            }
        }
    }
}

impl fmt::Debug for LineKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("LineKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::new(text.to_owned()).expect("not empty").with_work(4)
    }

    fn sealed(content: &[u8], passphrase: &Passphrase) -> Vec<u8> {
        let mut sealer = Sealer::begin(Vec::new(), passphrase).expect("memory");
        sealer.write_all(content).expect("memory");
        sealer.finish().expect("memory")
    }

    #[test]
    fn what_is_sealed_opens_by_its_passphrase_alone() {
        let right = passphrase("correct horse");
        for len in [0, 1, 65_535, 65_536, 200_000] {
            let content = vec![b'p'; len];
            let file = sealed(&content, &right);
            assert!(is_sealed(&file) && !file.windows(8).any(|part| part == b"pppppppp"));
            assert_eq!(opened(&file, Some(&right)).as_deref(), Ok(&content));
            assert_eq!(opened(&file, Some(&passphrase("correct Horse"))).err(), Some(SealFault::Wrong));
            assert_eq!(opened(&file, None).err(), Some(SealFault::Asked));
        }
        assert_ne!(sealed(b"a", &right), sealed(b"a", &right), "two files give away that they hold the same");
        assert!(Passphrase::new(String::new()).is_none());
        assert_eq!(format!("{:?} {:?}", right, LineKey::new(&right).expect("memory")), "Passphrase LineKey");
    }

    #[test]
    fn what_was_changed_or_cut_off_never_opens() {
        let right = passphrase("p");
        let file = sealed(&vec![b'x'; 70_000], &right);
        for at in (0..file.len()).step_by(397).chain(0..200) {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert!(opened(&changed, Some(&right)).is_err(), "byte {at}");
            assert!(opened(&file[..at], Some(&right)).is_err(), "cut at {at}");
        }
        let longer = [file.as_slice(), b"x"].concat();
        assert!(opened(&longer, Some(&right)).is_err());
    }

    #[test]
    fn a_hostile_head_costs_no_time() {
        let begun = Instant::now();
        let head = |line: &str| format!("age-encryption.org/v1\n{line}\n{}\n--- {}\n", "A".repeat(43), "B".repeat(43));
        let salt = "C".repeat(22);
        let p = passphrase("p");
        let fault = |text: &str| opened(text.as_bytes(), Some(&p)).err();
        assert_eq!(fault(&head(&format!("-> scrypt {salt} 21"))), Some(SealFault::Work));
        assert_eq!(fault(&head(&format!("-> scrypt {salt} 63"))), Some(SealFault::Work));
        assert_eq!(fault(&head(&format!("-> scrypt {salt} 99999999999"))), Some(SealFault::Damaged));
        assert_eq!(fault(&head("-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc")), Some(SealFault::Keys));
        assert_eq!(fault("age-encryption.org/v1\n"), Some(SealFault::Damaged));
        let many = format!("age-encryption.org/v1\n{}", format!("-> scrypt {salt} 4\nAAAA\n").repeat(200_000));
        assert_eq!(fault(&many), Some(SealFault::Damaged));
        assert!(begun.elapsed() < Duration::from_secs(60), "without a limit these would take days");
    }

    #[test]
    fn a_line_is_read_again_by_the_passphrase_of_its_journal() {
        let right = passphrase("p");
        let key = LineKey::new(&right).expect("memory");
        let line = key.seal("pay: 417123").expect("memory");
        assert!(!line.contains("417123") && !line.contains('\n'));
        let again = LineKey::of(key.sealed(), &right).expect("its passphrase");
        assert_eq!(again.open(&line).as_deref().map(String::as_str), Some("pay: 417123"));
        assert!(LineKey::of(key.sealed(), &passphrase("q")).is_none());
        assert!(LineKey::new(&right).expect("memory").open(&line).is_none());
    }
}
