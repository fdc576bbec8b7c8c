//! The program as a screen reader meets it: started under a virtual display beside a session bus, found in the registry
//! of AT-SPI, read name by name, and used by the actions it offers, without a pointer or a key.

use std::collections::VecDeque;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{DynamicType, OwnedObjectPath, OwnedValue, Type, Value};

use crate::desk::{Ended, display, program, saying};

/// One thing in the tree: who answers for it, and under which path.
type Thing = (String, OwnedObjectPath);

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";

fn call<B, R>(bus: &Connection, thing: (&str, &str), interface: &str, method: &str, body: &B) -> zbus::Result<R>
where
    B: serde::Serialize + DynamicType,
    R: for<'d> serde::Deserialize<'d> + Type,
{
    bus.call_method(Some(thing.0), thing.1, Some(interface), method, body)?.body().deserialize()
}

fn name(bus: &Connection, thing: &Thing) -> String {
    let asked = (ACCESSIBLE, "Name");
    let value: zbus::Result<OwnedValue> =
        call(bus, (&thing.0, thing.1.as_str()), "org.freedesktop.DBus.Properties", "Get", &asked);
    value.ok().and_then(|value| String::try_from(value).ok()).unwrap_or_default()
}

fn children(bus: &Connection, thing: &Thing) -> Vec<Thing> {
    call(bus, (&thing.0, thing.1.as_str()), ACCESSIBLE, "GetChildren", &()).unwrap_or_default()
}

/// Everything below a thing with its name, the nearest first.
fn all(bus: &Connection, root: &Thing) -> Vec<(String, Thing)> {
    let (mut found, mut left) = (Vec::new(), VecDeque::from([root.clone()]));
    while let Some(thing) = left.pop_front()
        && found.len() < 10_000
    {
        left.extend(children(bus, &thing));
        found.push((name(bus, &thing), thing));
    }
    found
}

/// Waits until something below a root has a name that fits; returns all names where it never does.
fn waited(bus: &Connection, root: &Thing, fits: impl Fn(&str) -> bool) -> Result<(String, Thing), Vec<String>> {
    let began = Instant::now();
    loop {
        let now = all(bus, root);
        if let Some(found) = now.iter().find(|(name, _)| fits(name)) {
            return Ok(found.clone());
        }
        if began.elapsed() > Duration::from_secs(30) {
            return Err(now.into_iter().map(|(name, _)| name).collect());
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// The buses: that of the session, and that of what is accessible, which counts as wanted from then on.
fn buses(session: &str) -> (Connection, Connection) {
    let session = Builder::address(session).expect("an address").build().expect("the session bus answers");
    let a11y = ("org.a11y.Bus", "/org/a11y/bus");
    let wanted = ("org.a11y.Status", "IsEnabled", Value::from(true));
    call::<_, ()>(&session, a11y, "org.freedesktop.DBus.Properties", "Set", &wanted)
        .expect("at-spi2-core is installed");
    let address: String = call(&session, a11y, "org.a11y.Bus", "GetAddress", &()).expect("an address");
    let bus = Builder::address(address.as_str()).expect("an address").build().expect("it answers");
    (session, bus)
}

fn started(display: &str, session: &str, home: &Path) -> Ended {
    let mut program = program(display, home);
    Ended(program.env("DBUS_SESSION_BUS_ADDRESS", session).spawn().expect("the program starts"))
}

#[test]
#[ignore = "needs a virtual display and a session bus: Xvfb, dbus, at-spi2-core"]
fn a_screen_reader_reads_cards_and_findings_and_presses_one() {
    let home = tempfile::tempdir().expect("a folder");
    let (_server, display) = display();
    let (_daemon, session) = saying(
        Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1"])
            .env("DISPLAY", &display)
            .env("HOME", home.path())
            .env("XDG_RUNTIME_DIR", home.path())
            .env_remove("AT_SPI_BUS_ADDRESS"),
    );
    let (_session, bus) = buses(&session);
    let _program = started(&display, &session, home.path());

    // The program is in the registry.
    let root = OwnedObjectPath::try_from("/org/a11y/atspi/accessible/root").expect("a path");
    let registry = ("org.a11y.atspi.Registry".to_owned(), root);
    let began = Instant::now();
    let program = loop {
        let programs = children(&bus, &registry);
        if let Some(found) = programs.iter().find(|program| !children(&bus, program).is_empty()) {
            break found.clone();
        }
        assert!(began.elapsed() < Duration::from_secs(60), "the program is not in the registry: {programs:?}");
        std::thread::sleep(Duration::from_millis(200));
    };

    // Its window, a card and a finding in full.
    let (window, _) = waited(&bus, &program, |name| name.ends_with("· Twintrack")).expect("the window has a name");
    println!("window: {window}");
    assert!(window.starts_with("Halden Skincare"), "{window}");
    let is_finding = |name: &str| name.starts_with("Mason T.: Decision authority is 2.2 rungs below their record");
    let (said, finding) = waited(&bus, &program, is_finding).expect("the finding has a name");
    println!("finding: {said}");
    let (said, _) = waited(&bus, &program, |name| name.ends_with(", management")).expect("a card has a name");
    println!("a card: {said}");
    let before = all(&bus, &program);
    let gap = "Gap, conservative: ";
    assert!(!before.iter().any(|(name, _)| name.starts_with(gap)), "nobody is selected yet");
    println!("{} names at first", before.iter().filter(|(name, _)| !name.is_empty()).count());

    // Pressed by nothing but the action that it offers.
    let pressed: bool = call(&bus, (&finding.0, finding.1.as_str()), "org.a11y.atspi.Action", "DoAction", &0i32)
        .expect("a finding can be pressed");
    assert!(pressed);
    let (said, _) = waited(&bus, &program, |name| name.starts_with(gap)).expect("the finding opens to its numbers");
    println!("then: {said}");
    let sentence = "Mason T., Director of Production, management; decision authority is 2.2 rungs below their record, strong signal";
    waited(&bus, &program, |name| name == sentence).expect("the card says all of it");
}
