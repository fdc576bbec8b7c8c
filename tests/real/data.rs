//! Real files: the counts that reviewers found with their own script, and that nothing panics.
//! The folder is named by `TWINTRACK_REAL_DATA`, else `../shared/data/real`.

use crate::common::AS_OF;
use std::path::{Path, PathBuf};
use twintrack::io::csv::{self, ImportOptions, ImportReport};
use twintrack::io::{OpenError, Opened, Progress};

fn folder() -> PathBuf {
    std::env::var_os("TWINTRACK_REAL_DATA").map_or_else(|| PathBuf::from("../shared/data/real"), PathBuf::from)
}

fn import(files: &[&str]) -> Result<(Opened, ImportReport), OpenError> {
    let read = |file: &&str| {
        let path = folder().join(file);
        std::fs::read(&path).unwrap_or_else(|error| panic!("{} is needed: {error}", path.display()))
    };
    let bytes: Vec<Vec<u8>> = files.iter().map(read).collect();
    let files: Vec<(&str, &[u8])> = files.iter().copied().zip(bytes.iter().map(Vec::as_slice)).collect();
    csv::read_all(&files, &ImportOptions::on(AS_OF), &Progress::default())
}

fn check(file: &str, expected: [usize; 9]) {
    let (_, report) = import(&[file]).unwrap_or_else(|error| panic!("{file}: {error}"));
    let c = report.counts;
    let found =
        [c.rows, c.unique_ids, c.duplicate_ids, c.roots, c.orphans, c.self_reports, c.cycles, c.max_depth, c.max_span];
    assert_eq!(found, expected, "{file}: rows, ids, duplicate ids, roots, orphans, self, cycles, depth, span");
    assert_eq!(c.roots + c.edges + c.self_reports + c.orphans, c.unique_ids, "{file}: every id is one of four");
    assert!(c.orphans_after_folding <= c.orphans && c.managers <= c.edges, "{file}");
}

#[test]
#[ignore = "needs the real data: TWINTRACK_REAL_DATA"]
fn counts_of_the_shared_files() {
    check("company/sourcegraph_team_2022-06.csv", [268, 268, 0, 1, 0, 0, 0, 5, 14]);
    check("company/sourcegraph_team_2023-04.csv", [199, 199, 0, 1, 0, 0, 0, 3, 15]);
    check("company/sourcegraph_team_2024-06.csv", [175, 175, 0, 1, 0, 0, 0, 4, 16]);
    check("hr/northwind_employees.csv", [9, 9, 0, 1, 0, 0, 0, 2, 5]);
    check("hr/oracle_hr_employees.csv", [107, 107, 0, 1, 0, 0, 0, 3, 14]);
    for file in
        ["enc_cp1252_crlf.csv", "enc_utf16le_bom_tab.txt", "enc_utf8bom_semicolon_decimalcomma.csv", "eol_cr_only.csv"]
    {
        check(&format!("nasty/{file}"), [90, 89, 1, 1, 0, 0, 0, 4, 7]);
    }
    check("nasty/mut_cycle_of_three.csv", [132, 130, 2, 1, 0, 0, 1, 4, 10]);
    check("nasty/mut_duplicates_missing_manager_blank_id.csv", [134, 129, 4, 2, 1, 0, 0, 4, 10]);
    check("nasty/mut_formula_injection.csv", [9, 9, 0, 1, 0, 0, 0, 2, 5]);
    check("nasty/mut_huge_field.csv", [9, 9, 0, 1, 0, 0, 0, 2, 5]);
    check("nasty/mut_preamble_rows.csv", [90, 89, 1, 1, 0, 0, 0, 4, 7]);
    check("nasty/syn_deep_chain_5000.csv", [5000, 5000, 0, 1, 0, 0, 0, 4999, 1]);
    check("nasty/syn_star_20000.csv", [20000, 20000, 0, 1, 0, 0, 0, 1, 19999]);
    check("oss/etcd_authority_impact.csv", [400, 400, 0, 400, 0, 0, 0, 0, 0]);
    check("oss/kubernetes_community_authority_impact.csv", [600, 600, 0, 551, 0, 0, 0, 2, 5]);
    check("scale/uk_posts_dev.csv.gz", [121510, 121510, 0, 1, 0, 0, 1, 7, 13262]);
    check("tools/d3_org_chart_data.csv", [107, 107, 0, 1, 0, 0, 0, 3, 14]);
    check("tools/drawio_orgchart.csv", [4, 4, 0, 1, 0, 0, 0, 1, 3]);
    check("uk_organogram/ifg_fco_flat.csv", [333, 333, 0, 1, 0, 0, 0, 4, 92]);
    check("uk_organogram/ifg_hmt_flat.csv", [401, 401, 0, 1, 0, 0, 0, 5, 26]);
}

#[test]
#[ignore = "needs the real data: TWINTRACK_REAL_DATA"]
fn counts_of_the_senior_posts() {
    for (department, expected) in [
        ("cabinet_office_2012-03-31", [228, 228, 0, 2, 0, 0, 0, 3, 39]),
        ("cabinet_office_2013-09-30", [278, 277, 1, 1, 0, 0, 0, 5, 20]),
        ("cps_2013-09-30", [70, 70, 0, 1, 0, 0, 0, 5, 21]),
        ("dclg_2011-09-30", [103, 99, 2, 3, 0, 0, 0, 3, 10]),
        ("dclg_2013-09-30", [224, 223, 1, 143, 0, 0, 0, 3, 9]),
        ("decc_2013-09-30", [132, 130, 2, 1, 0, 0, 0, 4, 10]),
        ("dwp_2013-09-30", [229, 225, 4, 0, 0, 0, 1, 0, 10]),
        ("fco_2013-09-30", [133, 132, 1, 1, 0, 1, 0, 3, 47]),
        ("hm_treasury_2011-09-30", [115, 97, 3, 1, 0, 0, 0, 4, 10]),
        ("hm_treasury_2013-09-30", [90, 89, 1, 1, 0, 0, 0, 4, 7]),
        ("home_office_2012-09-30", [201, 190, 11, 1, 0, 0, 0, 4, 13]),
        ("home_office_2013-09-30", [259, 256, 3, 1, 0, 1, 0, 4, 16]),
        ("hse_2013-09-30", [45, 45, 0, 2, 0, 0, 0, 3, 8]),
        ("london2012_2012-09-30", [51, 51, 0, 44, 0, 0, 0, 1, 4]),
    ] {
        check(&format!("uk_organogram/{department}-senior.csv"), expected);
    }
}

#[test]
#[ignore = "needs the real data: TWINTRACK_REAL_DATA"]
fn junior_posts_find_their_senior_posts() {
    for (department, rows, fte) in [
        ("cabinet_office_2013-09-30", 763, 1517.77),
        ("cps_2013-09-30", 991, 6336.14),
        ("dclg_2011-09-30", 609, 1940.18),
        ("dclg_2013-09-30", 1657, 1611.01),
        ("decc_2013-09-30", 324, 1349.45),
        ("dwp_2013-09-30", 2155, 88895.37),
        ("fco_2013-09-30", 200, 4626.37),
        ("hm_treasury_2011-09-30", 407, 1041.78),
        ("hm_treasury_2013-09-30", 315, 1020.49),
        ("home_office_2012-09-30", 933, 10409.22),
        ("home_office_2013-09-30", 1387, 23176.0),
        ("hse_2013-09-30", 561, 3086.23),
        ("london2012_2012-09-30", 21, 26.4),
    ] {
        let file = |which: &str| format!("uk_organogram/{department}-{which}.csv");
        let (senior, junior) = (file("senior"), file("junior"));
        let (_, report) = import(&[&senior, &junior]).unwrap_or_else(|error| panic!("{junior}: {error}"));
        let found = (report.counts.rows_without_id, (report.posts_fte * 100.0).round() / 100.0);
        assert_eq!(found, (rows, fte), "{junior}: rows, FTE");
        assert_eq!(report.counts.orphan_rows, 0, "{junior}: rows without their senior post");
    }
}

#[test]
#[ignore = "needs the real data: TWINTRACK_REAL_DATA"]
fn several_dates_in_one_file_are_taken_at_the_latest() {
    let (opened, report) = import(&["uk_organogram/ifg_dcms_multisnapshot.csv"]).expect("opens");
    assert_eq!((report.counts.rows, opened.org.len()), (833, 133));
    assert!(opened.problems.iter().any(|problem| problem.hint.starts_with("700 rows for other dates")));
}

#[test]
#[ignore = "needs the real data: TWINTRACK_REAL_DATA"]
fn every_file_opens_or_says_why_not() {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() { walk(&entry.path(), files) } else { files.push(entry.path()) }
        }
    }
    let mut files = Vec::new();
    walk(&folder(), &mut files);
    files.sort();
    assert!(files.len() > 80, "{} files", files.len());
    for path in files {
        let name = path.strip_prefix(folder()).expect("below it").to_string_lossy().into_owned();
        match import(&[&name]) {
            Ok((opened, report)) => {
                assert!(!opened.org.is_empty(), "{name}");
                println!(
                    "{name}: {} rows, ladder `{}` ({}), {} mapped, {} suggested, {} none, {} problems",
                    opened.org.len(),
                    report.ladder,
                    report.ladder_source,
                    report.seats_mapped,
                    report.seats_suggested,
                    report.seats_none,
                    opened.problems.len()
                );
            }
            Err(error) => {
                println!("{name}: {error} ({})", error.hint());
                assert!(!error.to_string().is_empty() && !error.hint().is_empty(), "{name}");
                let is_table = name.ends_with(".csv") && !name.contains("csv_spectrum");
                let nobody =
                    ["mut_empty.csv", "mut_header_only.csv", "oracle_hr_departments.csv", "oracle_hr_jobs.csv"];
                assert!(!is_table || nobody.iter().any(|file| name.ends_with(file)), "{name} has people: {error}");
            }
        }
    }
}
