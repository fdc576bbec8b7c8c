//! The constants of the method, with the defaults of METHOD.md sections 2 to 5; a ladder can replace them.

/// A point of an anchor table: a value, and the grade it means.
pub type Anchor = (f64, f64);

/// A kind of evidence: its unit, and the position of its values on the scale.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceKind {
    /// Name: `money`, `growth`, `formulations`.
    pub name: String,
    /// Unit in words: `severity points led`.
    pub unit: String,
    /// Strictly increasing (value, grade) points; piecewise linear in log10 of the value.
    pub anchors: Vec<Anchor>,
    /// Highest grade that this kind can reach; `None` for no limit.
    pub cap: Option<f64>,
    /// Rungs subtracted from every grade of this kind.
    pub offset: f64,
    /// Rungs subtracted where it is asked how sure a finding is; `None` where only the first offset was ever stored, or
    /// none.
    pub offset_sure: Option<f64>,
    /// Whether it is a stock, where the ladder says so; see [`Self::is_stock`].
    pub stock: Option<bool>,
    /// Whether the amounts are money and need rates.
    pub is_money: bool,
}

impl EvidenceKind {
    /// Rungs between the two offsets of a kind of which only the first is stored.
    const BETWEEN: f64 = 1.2;

    /// The second offset in force.
    pub fn sure_offset(&self) -> f64 {
        let of_first = if self.offset == 0.0 { 0.0 } else { self.offset + Self::BETWEEN };
        self.offset_sure.unwrap_or(of_first)
    }

    /// Whether it is something held, and not earned over time: what was built years ago and is still held counts whole.
    /// Where a ladder does not say, systems are, and no other kind.
    pub fn is_stock(&self) -> bool {
        self.stock.unwrap_or(self.name == "systems")
    }
}

/// Everything that the method does not compute, in force for one ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct Constants {
    /// Haircuts: audited, measured, asserted, anecdotal.
    pub haircuts: [f64; 4],
    /// Kinds of evidence, without `stated`, which is a grade already.
    pub kinds: Vec<EvidenceKind>,
    /// True once somebody has confirmed that the anchors fit this organisation.
    pub anchors_confirmed: bool,
    /// Rungs below the best line at which a missing or weak line counts (w).
    pub missing_line: f64,
    /// Rungs subtracted for Decide, Agree, Recommend.
    pub role_discount: [f64; 3],
    /// Grade up to which a rung carries its decisions by itself.
    pub floor: f64,
    /// Technical spending limits and their seat grades.
    pub delegation: Vec<Anchor>,
    /// Weights of rung, decision and budget in authority.
    pub weights: [f64; 3],
    /// Gap, in rungs, from which there is a finding.
    pub limit: f64,
    /// Difference, in rungs, from which a title is a paper title.
    pub paper_limit: f64,
    /// Difference, in rungs, from which a record is reviewed for not showing why.
    pub over_limit: f64,
    /// Largest number of direct reports that makes a management rung a tiny span.
    pub tiny_span: u32,
    /// Days in a seat after which a tiny span counts.
    pub settling_days: i32,
    /// Months after which the question is due again.
    pub asked_months: i32,
}

impl Default for Constants {
    fn default() -> Self {
        let kind = |name: &str, unit: &str, anchors: &[Anchor], cap: Option<f64>| EvidenceKind {
            name: name.to_owned(),
            unit: unit.to_owned(),
            anchors: anchors.to_vec(),
            cap,
            offset: 0.0,
            offset_sure: None,
            stock: None,
            is_money: name == "money",
        };
        Self {
            haircuts: [1.0, 0.8, 0.5, 0.25],
            kinds: vec![
                kind("money", "reporting currency in the window", &[(1e5, 3.0), (1e6, 5.0), (3e7, 8.0)], None),
                kind("growth", "share of the company's growth", &[(0.005, 3.0), (0.02, 5.0), (0.25, 8.0)], None),
                kind("systems", "criticality points", &[(1.0, 3.0), (5.0, 5.0), (40.0, 8.0)], None),
                kind("incidents", "severity points of led incidents", &[(2.0, 3.0), (10.0, 5.0), (60.0, 8.0)], None),
                kind("reviews", "substantive reviews", &[(50.0, 3.0), (200.0, 5.0), (500.0, 6.0)], Some(6.0)),
                kind(
                    "nominations",
                    "different nominators outside the reporting line",
                    &[(2.0, 3.0), (5.0, 5.0), (15.0, 7.0)],
                    Some(7.0),
                ),
            ],
            anchors_confirmed: false,
            missing_line: 3.0,
            role_discount: [0.0, 1.0, 2.0],
            floor: 3.0,
            delegation: vec![(5e3, 3.0), (5e4, 5.0), (5e5, 7.0), (2e6, 8.0)],
            weights: [0.25, 0.50, 0.25],
            limit: 1.0,
            paper_limit: 1.5,
            over_limit: 2.0,
            tiny_span: 2,
            settling_days: 90,
            asked_months: 12,
        }
    }
}
