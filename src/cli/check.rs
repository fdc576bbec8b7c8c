//! `twintrack check`: judges a file and prints the findings, as text or as JSON.

use super::export::closed;
use super::matches;
use super::truth::Truth;
use crate::io::Opened;
use crate::measure::{LineOfEvidence, Measured, Sure, defaults};
use crate::org::{Anchor, Constants, Mode, Org, PersonId};
use crate::report::{self, Gate, PlainJson};
use crate::rules::{Answer, Finding, Judgement, Severity, Subject, Subjects};
use clap::ValueEnum;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Organisation or spreadsheet; FILE#NAME for a plan in it; `-` for stdin.
    pub file: PathBuf,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Findings that make the command exit with 1; those to review, for information or waived never do.
    #[arg(long, value_enum, default_value_t = FailOn::Confirmed)]
    pub fail_on: FailOn,
    /// Known mismatches, as written by `generate --truth`; also prints precision, recall and AUC of the findings.
    #[arg(long, value_name = "FILE")]
    pub truth: Option<PathBuf>,
}

/// Output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// Findings that make the command fail. Those to review, good to know or waived never do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Strong signals.
    #[default]
    Confirmed,
    /// Strong signals and possible ones.
    Possible,
    /// Nothing.
    Never,
}

/// Judges an opened file and writes the findings, compared with known mismatches if given. `true` when a finding makes
/// the command fail, read to the end or not; errors are those of `out`.
pub fn check(
    opened: &Opened,
    format: Format,
    fail_on: FailOn,
    truth: Option<&Truth>,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let judgement = Judgement::of(&opened.org);
    let written = match format {
        Format::Text => report::text(&opened.org, &judgement, out).and_then(|()| match truth {
            Some(truth) => matches::write(&opened.org, &judgement, truth, out),
            None => Ok(()),
        }),
        Format::Json => write_json(&opened.org, &judgement, truth, out),
    };
    written.or_else(closed).map(|()| judgement.findings.iter().any(|finding| fails(finding, fail_on)))
}

fn fails(finding: &Finding, fail_on: FailOn) -> bool {
    let is_meant = match fail_on {
        FailOn::Confirmed => finding.answer == Answer::Confirmed,
        FailOn::Possible => matches!(finding.answer, Answer::Confirmed | Answer::Possible),
        FailOn::Never => false,
    };
    is_meant && finding.waived.is_none()
}

/// Writes JSON, schema 1, person by person: people present, in file order, with full precision; missing values are
/// `null`. `constants` are those of the only ladder (the defaults without one), or with several ladders an object by
/// ladder name. When people or pay are left out, `people_left_out` and `pay_left_out` give the
/// reason.
pub fn json(org: &Org, judgement: &Judgement, out: &mut dyn Write) -> io::Result<()> {
    write_json(org, judgement, None, out)
}

fn write_json(org: &Org, judgement: &Judgement, truth: Option<&Truth>, out: &mut dyn Write) -> io::Result<()> {
    let out = &mut PlainJson(out);
    let mode = match org.head.mode {
        Mode::StructureOnly { .. } | Mode::Redacted => "structure only",
        Mode::People { .. } => "structure and people",
    };
    let as_of = org.head.as_of.to_string();
    write!(out, "{{\"schema\":1,\"as_of\":\"{as_of}\",\"mode\":\"{mode}\",\"constants\":")?;
    serde_json::to_writer(&mut *out, &all_constants(org))?;
    if org.shows_people() {
        write!(out, ",\n\"people\":[")?;
        let measure = judgement.facts(org).measure();
        let mut separator = "";
        for person in org.people().filter(|&person| org.is_judged(person)) {
            writeln!(out, "{separator}")?;
            let found = judgement.of_person(person);
            let measured = measure.of(person);
            let sure = measure.sure(&measured);
            serde_json::to_writer(&mut *out, &PersonJson::of(org, &measured, sure, found))?;
            separator = ",";
        }
        write!(out, "\n]")?;
    } else {
        write!(out, ",\n\"people_left_out\":\"the file shows structure only\"")?;
    }
    let gate = Gate::of(org);
    if !gate.sums_of_pay {
        write!(out, ",\n\"pay_left_out\":\"{}\"", gate.why)?;
    }
    if let Some(truth) = truth {
        write!(out, ",\n\"truth\":")?;
        serde_json::to_writer(&mut *out, &matches::json(org, judgement, truth))?;
    }
    write!(out, ",\n\"organisation\":{{\"indices\":")?;
    serde_json::to_writer(&mut *out, &report::indices_json(org, &judgement.indices))?;
    write!(out, ",\n\"findings\":[")?;
    let (mut separator, subjects) = ("", Subjects::of(org));
    for finding in judgement.of_the_whole() {
        writeln!(out, "{separator}")?;
        serde_json::to_writer(&mut *out, &FindingJson::of(org, finding, Some(&subjects)))?;
        separator = ",";
    }
    writeln!(out, "\n]}}}}")
}

#[derive(serde::Serialize)]
#[allow(non_snake_case, reason = "the names of METHOD.md are the names in the file")]
struct PersonJson<'a> {
    id: &'a str,
    r: Option<f64>,
    d: Option<f64>,
    b: Option<f64>,
    A: Option<f64>,
    A_lo: Option<f64>,
    A_hi: Option<f64>,
    lines: Vec<LineJson<'a>>,
    I_lo: Option<f64>,
    I_mid: Option<f64>,
    I_face: Option<f64>,
    gap_lo: Option<f64>,
    gap_mid: Option<f64>,
    gap_face: Option<f64>,
    sure: Option<f64>,
    sure_range: Option<(f64, f64)>,
    findings: Vec<FindingJson<'a>>,
}

impl<'a> PersonJson<'a> {
    fn of(org: &'a Org, measured: &Measured<'a>, sure: Option<Sure>, findings: &'a [Finding]) -> Self {
        let Measured { person, lines, impact, authority, gap } = measured;
        let id: PersonId = *person;
        Self {
            id: org.key(id),
            r: authority.and_then(|it| it.r),
            d: authority.and_then(|it| it.d),
            b: authority.and_then(|it| it.b),
            A: authority.map(|it| it.grade),
            A_lo: authority.map(|it| it.lo),
            A_hi: authority.map(|it| it.hi),
            lines: lines.iter().map(LineJson::of).collect(),
            I_lo: impact.map(|it| it.lo),
            I_mid: impact.map(|it| it.mid),
            I_face: impact.map(|it| it.face),
            gap_lo: gap.map(|it| it.lo),
            gap_mid: gap.map(|it| it.mid),
            gap_face: gap.map(|it| it.face),
            sure: sure.map(|it| it.p),
            sure_range: sure.and_then(|it| it.range()),
            findings: findings.iter().map(|finding| FindingJson::of(org, finding, None)).collect(),
        }
    }
}

#[derive(serde::Serialize)]
struct LineJson<'a> {
    kind: &'a str,
    face: f64,
    supported: f64,
    grade: f64,
    grade_face: f64,
    provenance: &'static str,
    source: &'a str,
    reading: f64,
}

impl<'a> LineJson<'a> {
    fn of(line: &LineOfEvidence<'a>) -> Self {
        let &LineOfEvidence { kind, face, supported, grade, grade_face, provenance, source, reading, .. } = line;
        Self { kind, face, supported, grade, grade_face, provenance: provenance.id(), source, reading: reading.at }
    }
}

#[derive(serde::Serialize)]
struct FindingJson<'a> {
    rule: &'a str,
    /// Ladder or rung, for a finding about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Cow<'a, str>>,
    answer: &'a str,
    severity: Option<&'a str>,
    numbers: Numbers<'a>,
    /// Present where the rule asks how sure it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    sure: Option<f64>,
    waived: Option<WaiverJson<'a>>,
    /// The waiver of a finding that has grown since it was waived.
    #[serde(skip_serializing_if = "Option::is_none")]
    lapsed: Option<WaiverJson<'a>>,
}

impl<'a> FindingJson<'a> {
    /// A finding; about a ladder or a rung with the names of subjects.
    fn of(org: &'a Org, finding: &'a Finding, subjects: Option<&Subjects<'a>>) -> Self {
        let waiver = |at: Option<usize>| {
            let waiver = at.and_then(|at| org.head.waivers.get(at))?;
            let date = waiver.date.map(|date| date.to_string());
            Some(WaiverJson { reason: &waiver.reason, by: &waiver.by, date })
        };
        let named = matches!(finding.subject, Subject::Ladder(_) | Subject::Rung(_));
        Self {
            rule: finding.rule.id,
            subject: subjects.filter(|_| named).map(|subjects| subjects.name(finding.subject)),
            answer: finding.answer.id(),
            severity: Some(finding.severity).filter(|&it| it != Severity::None).map(Severity::id),
            numbers: Numbers(&finding.numbers),
            sure: finding.sure.map(|sure| sure.p),
            waived: waiver(finding.waived),
            lapsed: waiver(finding.lapsed),
        }
    }
}

#[derive(serde::Serialize)]
struct WaiverJson<'a> {
    reason: &'a str,
    by: &'a str,
    date: Option<String>,
}

/// Named numbers as one object, the deciding one first.
struct Numbers<'a>(&'a [(&'static str, f64)]);

impl Serialize for Numbers<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (name, number) in self.0 {
            map.serialize_entry(name, number)?;
        }
        map.end()
    }
}

fn all_constants(org: &Org) -> Value {
    match org.head.ladders.as_slice() {
        [] => constants(defaults()),
        [ladder] => constants(&ladder.constants),
        several => several.iter().map(|it| (it.name.clone(), constants(&it.constants))).collect::<Map<_, _>>().into(),
    }
}

fn constants(of: &Constants) -> Value {
    let table = |anchors: &[Anchor]| anchors.iter().map(|&(value, grade)| json!([value, grade])).collect::<Vec<_>>();
    let [audited, measured, asserted, anecdotal] = of.haircuts;
    let [decide, agree, recommend] = of.role_discount;
    let [r, d, b] = of.weights;
    let kinds: Map<String, Value> = of
        .kinds
        .iter()
        .map(|kind| {
            let it = json!({ "unit": kind.unit, "anchors": table(&kind.anchors), "cap": kind.cap, "offset": kind.offset,
                "offset_sure": kind.sure_offset(), "stock": kind.is_stock() });
            (kind.name.clone(), it)
        })
        .collect();
    json!({
        "anchors_confirmed": of.anchors_confirmed,
        "haircuts": { "audited": audited, "measured": measured, "asserted": asserted, "anecdotal": anecdotal },
        "kinds": kinds,
        "missing_line": of.missing_line,
        "role_discount": { "decide": decide, "agree": agree, "recommend": recommend },
        "floor": of.floor,
        "delegation": table(&of.delegation),
        "weights": { "r": r, "d": d, "b": b },
        "limit": of.limit,
        "paper_limit": of.paper_limit,
        "over_limit": of.over_limit,
        "tiny_span": of.tiny_span,
        "settling_days": of.settling_days,
        "asked_months": of.asked_months,
    })
}
