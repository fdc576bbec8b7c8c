//! What the idea asks of the program, row by row (R01 to R50), and the tests that show it. A test that is renamed or
//! gone is noticed here.

use std::collections::BTreeMap;
use std::path::Path;

/// Row, what it asks in short, and tests as `file::test`, files by their path in `tests` or from `src`.
const ROWS: &[(&str, &str, &[&str])] = &[
    (
        "R01",
        "authority against impact, both directions",
        &[
            "core/measure::the_worked_example_to_four_decimals",
            "core/rules::under_authorised",
            "core/rules::over_authorised",
            "window/opened::findings_are_listed_with_counts_and_ladders_come_first",
        ],
    ),
    (
        "R02",
        "pay against headcount and against impact",
        &["core/indices::they_are_what_the_plain_way_says", "core/indices::pay_that_follows_headcount_is_found"],
    ),
    ("R03", "domains with one knower", &["core/rules::sole_knower"]),
    (
        "R04",
        "convergence, designed and practised; one path",
        &[
            "core/indices::convergence_at_its_edges",
            "core/one_path::on_one_path_only_who_manages_stands_at_the_fork_or_above",
        ],
    ),
    (
        "R05",
        "parallel tracks and the distance to them",
        &[
            "core/tracks::everybody_stands_on_their_rung_and_lines_run_in_the_gaps",
            "window/one_path::the_switch_moves_the_cards_and_back_again",
            "window/editing::a_plan_leaves_the_baseline_as_it_is_and_keeps_its_own_undo",
        ],
    ),
    (
        "R06",
        "IC8 as much as a vice president",
        &["core/person::two_sides_are_weighed_in_words", "core/rules::paper_title", "core/rules::hollow_rung"],
    ),
    (
        "R07",
        "equally respected: titles, forums, empty rungs",
        &["core/rules::no_seat_at_the_table", "core/rules::empty_rung"],
    ),
    ("R08", "equally paid", &["core/indices::less_pay_on_an_equal_rung_is_found"]),
    ("R09", "equal authority in technical decisions", &["core/indices::equal_rungs_that_are_not_equal_are_found"]),
    (
        "R10",
        "headcount is no part of technical authority",
        &["core/laws::more_authority_never_raises_a_gap", "core/measure::authority_is_the_mean_of_what_is_known"],
    ),
    ("R11", "promotion on the IC ladder among the remedies", &["core/remedies::the_ic_track_gives_the_same_standing"]),
    ("R12", "dated role history; conversions", &["core/measure::the_history_says_since_when_and_by_which_step"]),
    ("R13", "time since conversion; a span of one", &["core/rules::tiny_span"]),
    ("R14", "incident evidence", &["core/measure::evidence_becomes_lines"]),
    ("R15", "attribution shares and their sum", &["core/rules::shares_over_100"]),
    (
        "R16",
        "money, currency, period, provenance",
        &[
            "core/measure::what_does_not_count_is_listed",
            "core/laws::another_unit_of_money_changes_nothing",
            "src/measure/window::the_first_day_of_the_window_is_the_day_after_a_year_ago",
        ],
    ),
    (
        "R17",
        "approvals of every kind; authority off the craft",
        &["core/rules::unused_approval", "core/rules::off_craft_authority"],
    ),
    (
        "R18",
        "evidence before and after a change of role",
        &[
            "core/measure::the_record_before_a_conversion",
            "core/indices::the_record_before_a_conversion_is_that_of_the_method",
        ],
    ),
    (
        "R19",
        "the Peter check beyond falling back to the usual",
        &["core/indices::the_peter_check", "src/measure/indices/peter::the_interval_is_that_of_the_books"],
    ),
    ("R20", "promotions to keep somebody", &["core/rules::retention_promotion"]),
    ("R21", "both losses beside what it paid", &["window/person::what_a_conversion_costs_stands_beside_what_it_paid"]),
    (
        "R22",
        "conversions with little of either",
        &["core/rules::no_management_evidence", "core/indices::the_peter_check"],
    ),
    ("R23", "no evidence of managing", &["core/rules::no_management_evidence"]),
    (
        "R24",
        "structures, not persons; share of defensive promotions",
        &[
            "core/rules::ladder_and_organisation_come_first_and_nobody_is_named",
            "core/indices::steps_into_management_to_keep_somebody_are_counted",
        ],
    ),
    (
        "R25",
        "expertise and leadership apart",
        &["core/rules::no_management_evidence", "window/person::what_the_form_has_of_the_way_here_is_one_step_each"],
    ),
    (
        "R26",
        "the five practices",
        &["core/rules::no_management_evidence", "window/person::what_the_form_has_of_the_way_here_is_one_step_each"],
    ),
    (
        "R27",
        "the double cost",
        &[
            "core/indices::a_conversion_costs_craft_and_team",
            "window/person::what_a_conversion_costs_stands_beside_what_it_paid",
        ],
    ),
    (
        "R28",
        "any craft: kinds of evidence of one's own",
        &["window/ladder::anchors_are_doubted_and_confirmed_changed_and_added_to"],
    ),
    (
        "R29",
        "feelings are never inferred; craft time as recorded",
        &["window/person::what_the_form_has_of_the_way_here_is_one_step_each"],
    ),
    ("R30", "as R29", &["window/person::what_the_form_has_of_the_way_here_is_one_step_each"]),
    (
        "R31",
        "responsibilities off the craft",
        &["core/rules::off_craft_authority", "core/rules::accountability_off_craft"],
    ),
    ("R32", "focus on one craft", &["src/measure/focus::more_to_answer_for_is_less_focus"]),
    (
        "R33",
        "pay for impact without another role",
        &[
            "core/rules::underpaid_for_impact",
            "core/remedies::pay_comes_up_to_the_band",
            "window/person::a_role_is_thought_out_with_its_findings_beside_it_and_dropped",
        ],
    ),
    ("R34", "shares of growth and their sum", &["core/rules::shares_over_100"]),
    (
        "R35",
        "craft titles at executive rungs; a role designed",
        &["core/person::a_role_thought_out_for_one_person_brings_what_it_says"],
    ),
    (
        "R36",
        "budget authority against the delegation table",
        &[
            "core/measure::authority_is_the_mean_of_what_is_known",
            "src/rules/remedies/person::a_limit_reaches_its_grade_with_two_digits",
        ],
    ),
    ("R37", "primary accountability", &["core/rules::accountability_off_craft"]),
    ("R38", "as R29", &["window/person::what_the_form_has_of_the_way_here_is_one_step_each"]),
    (
        "R39",
        "promoted for the old craft without a wish to lead",
        &["core/rules::preference_mismatch", "core/indices::the_peter_check"],
    ),
    (
        "R40",
        "the question, its answer, date and asker",
        &["core/rules::question_not_asked", "window/person::the_question_is_asked_and_the_answer_recorded"],
    ),
    (
        "R41",
        "that the next rung, its pay, rights and budget are there",
        &["core/person::the_way_says_what_is_there_and_what_is_missing", "core/rules::no_rung_above"],
    ),
    ("R42", "resources", &["window/person::what_the_form_has_of_the_way_here_is_one_step_each"]),
    (
        "R43",
        "stars by impact, with the why",
        &[
            "core/matrix::the_worked_examples_stand_where_they_should",
            "window/opened::a_finding_selects_its_person_and_opens_to_its_numbers",
        ],
    ),
    (
        "R44",
        "the reports of conversions that are flagged",
        &["window/person::who_reports_to_somebody_converted_stands_in_the_finding"],
    ),
    (
        "R45",
        "every finding has a remedy and its cost",
        &[
            "core/remedies::every_remedy_applies_and_can_be_taken_back",
            "core/remedies::a_remedy_costs_nothing_only_where_pay_budget_and_ladder_stay",
        ],
    ),
    (
        "R46",
        "ladder and organisation first, naming nobody",
        &["core/rules::ladder_and_organisation_come_first_and_nobody_is_named"],
    ),
    ("R47", "the IC ladder ends lower", &["core/rules::ladder_ceiling", "core/indices::the_ceiling_at_its_edges"]),
    ("R48", "tiny teams", &["core/rules::tiny_span"]),
    ("R49", "not enough evidence is an answer", &["core/laws::no_evidence_no_verdict"]),
    (
        "R50",
        "any size, any order of rows",
        &[
            "core/laws::order_changes_nothing",
            "core/tracks::every_size_fits_on_the_canvas",
            "core/indices::the_order_of_people_changes_nothing_to_the_last_bit",
        ],
    ),
];

#[test]
fn every_row_has_a_test_that_is_there() {
    let rows: Vec<&str> = ROWS.iter().map(|(row, ..)| *row).collect();
    let all: Vec<String> = (1..=50).map(|number| format!("R{number:02}")).collect();
    assert_eq!(rows, all);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for (row, what, tests) in ROWS {
        assert!(!tests.is_empty(), "{row}: nothing shows {what}");
        for test in *tests {
            let (file, name) = test.split_once("::").expect("file::test");
            let path = if file.starts_with("src/") { format!("{file}.rs") } else { format!("tests/{file}.rs") };
            let text = files.entry(path).or_insert_with_key(|path| {
                std::fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
            });
            let (head, _) = text.split_once(&format!("fn {name}(")).unwrap_or_else(|| panic!("{row}: no test {test}"));
            let before = head.trim_end().lines().last().unwrap_or_default();
            assert_eq!(before.trim(), "#[test]", "{row}: {test} is no test");
        }
    }
}
