//! What the test runners say, as numbers, and the closing table.

use std::time::Duration;

use serde_json::Value;

/// As much of an error as tells what was expected, and what came.
const LINES_OF_AN_ERROR: usize = 20;

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed; a runner that broke down counts as one.
    pub failed: u64,
}

impl Counts {
    /// One check that held, or did not.
    pub const fn one(held: bool) -> Self {
        if held { Self { passed: 1, failed: 0 } } else { Self { passed: 0, failed: 1 } }
    }

    /// Both together.
    pub const fn plus(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// Takes the runner's exit into account: one that failed without naming a failed test, or that passed without
    /// having run a test, counts as one failure.
    pub const fn confirmed_by(self, success: bool) -> Self {
        let broke_down = !success && self.failed == 0;
        let ran_nothing = success && self.passed == 0 && self.failed == 0;
        if broke_down || ran_nothing { Self { passed: self.passed, failed: 1 } } else { self }
    }
}

/// Sums the `test result:` lines of `cargo test`, which wasm-bindgen's runner prints as well.
pub fn from_cargo_test(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines() {
        let line = without_escapes(line);
        let Some((_, result)) = line.split_once("test result: ") else { continue };
        counts =
            counts.plus(Counts { passed: number_before(result, " passed"), failed: number_before(result, " failed") });
    }
    counts
}

/// Reads the closing lines of Node's test runner: `# pass 3` in TAP, `ℹ pass 3` in its other reports.
pub fn from_node_test(output: &str) -> Counts {
    let value = |name: &str| {
        output.lines().rev().find_map(|line| {
            let line = without_escapes(line);
            let rest = line.trim().strip_prefix(['#', 'ℹ'])?.trim_start().strip_prefix(name)?;
            rest.trim().parse::<u64>().ok()
        })
    };
    Counts { passed: value("pass").unwrap_or(0), failed: value("fail").unwrap_or(0) + value("cancelled").unwrap_or(0) }
}

/// Reads Playwright's JSON report; `None` when it is not one. A test that passed only when tried again has failed.
pub fn from_playwright(report: &str) -> Option<Counts> {
    let report: Value = serde_json::from_str(report).ok()?;
    let stat = |name: &str| report["stats"][name].as_u64();
    let broken = report["errors"].as_array().map_or(0, Vec::len) as u64;
    Some(Counts { passed: stat("expected")?, failed: stat("unexpected")? + stat("flaky")? + broken })
}

/// The journeys that failed, by Playwright's JSON report: of each its name and how its first error begins. The reasons
/// stand far up in a long output otherwise.
pub fn playwright_failures(report: &str) -> Vec<String> {
    let Ok(report) = serde_json::from_str::<Value>(report) else { return Vec::new() };
    let list = |value: &Value, name: &str| value[name].as_array().cloned().unwrap_or_default();
    let mut failures = Vec::new();
    let mut suites = list(&report, "suites");
    while let Some(suite) = suites.pop() {
        suites.extend(list(&suite, "suites"));
        for spec in list(&suite, "specs").iter().filter(|spec| spec["ok"] != true) {
            let results = list(spec, "tests").iter().flat_map(|test| list(test, "results")).collect::<Vec<_>>();
            let errors = results.iter().flat_map(|result| list(result, "errors")).collect::<Vec<_>>();
            let error = errors.first().and_then(|error| error["message"].as_str()).unwrap_or("no error was told");
            let name = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let mut text = format!("{}:{} {}", name(&spec["file"]), spec["line"], name(&spec["title"]));
            for line in error.lines().take(LINES_OF_AN_ERROR) {
                text.push_str(&format!("\n    {}", without_escapes(line)));
            }
            failures.push(text);
        }
    }
    failures
}

/// One row of the closing table.
pub struct Section {
    /// What the command line calls it.
    pub name: &'static str,
    /// Its tests.
    pub counts: Counts,
    /// How long it took.
    pub time: Duration,
}

/// The closing table, and as its last line `N passed, N failed`.
pub fn table(sections: &[Section]) -> String {
    let mut text = format!("{:<10} {:>7} {:>7} {:>8}\n", "section", "passed", "failed", "time");
    let mut all = Counts::default();
    for Section { name, counts, time } in sections {
        let seconds = time.as_secs();
        text.push_str(&format!(
            "{name:<10} {:>7} {:>7} {:>5}:{:02}\n",
            counts.passed,
            counts.failed,
            seconds / 60,
            seconds % 60
        ));
        all = all.plus(*counts);
    }
    text.push_str(&format!("\n{} passed, {} failed", all.passed, all.failed));
    text
}

/// The number that stands right before `label`, or 0.
fn number_before(text: &str, label: &str) -> u64 {
    let Some((before, _)) = text.split_once(label) else { return 0 };
    let digits = before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}

/// `line` without terminal colour sequences.
fn without_escapes(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c != '\u{1b}' {
            text.push(c);
        } else if chars.next() == Some('[') {
            // Up to and including the letter that ends the sequence.
            let _ = chars.find(char::is_ascii_alphabetic);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_results_of_several_test_programs_are_summed() {
        let output = "\
running 2 tests
test a ... ok
test b ... FAILED

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

     Running tests/browser/main.rs
test result: ok. 40 passed; 0 failed; 2 ignored; 0 filtered out; finished in 1.30s
";
        assert_eq!(from_cargo_test(output), Counts { passed: 41, failed: 1 });
    }

    #[test]
    fn colours_do_not_hide_a_result() {
        let output = "test result: \u{1b}[31mFAILED\u{1b}[0m. 3 passed; 2 failed; 0 ignored";
        assert_eq!(from_cargo_test(output), Counts { passed: 3, failed: 2 });
    }

    #[test]
    fn output_without_a_result_counts_nothing() {
        assert_eq!(from_cargo_test("error: could not compile `widget`"), Counts::default());
        assert_eq!(from_node_test("SyntaxError: Unexpected token"), Counts::default());
    }

    #[test]
    fn the_node_runner_is_read_in_both_of_its_reports() {
        let tap = "# tests 5\n# suites 0\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 0\n";
        assert_eq!(from_node_test(tap), Counts { passed: 3, failed: 2 });
        let spec = "ℹ tests 3\nℹ pass 3\nℹ fail 0\nℹ cancelled 0\n";
        assert_eq!(from_node_test(spec), Counts { passed: 3, failed: 0 });
    }

    #[test]
    fn playwright_counts_flaky_tests_and_broken_files_as_failed() {
        let report = r#"{"errors": [{"message": "cannot load"}],
            "stats": {"expected": 9, "skipped": 1, "unexpected": 2, "flaky": 1}}"#;
        assert_eq!(from_playwright(report), Some(Counts { passed: 9, failed: 4 }));
        assert_eq!(from_playwright("{}"), None);
        assert_eq!(from_playwright(""), None);
    }

    #[test]
    fn what_failed_is_told_with_how_its_error_begins() {
        let report = r#"{"suites": [{"title": "a.spec.ts", "specs": [{"title": "fine", "ok": true}], "suites": [{"specs":
            [{"title": "breaks", "file": "a.spec.ts", "line": 7, "ok": false,
              "tests": [{"results": [{"errors": [{"message": "\u001b[31mexpected\u001b[0m 3\nreceived 4"}]}]}]}]}]}]}"#;
        assert_eq!(playwright_failures(report), ["a.spec.ts:7 breaks\n    expected 3\n    received 4"]);
        assert!(playwright_failures("").is_empty());
    }

    #[test]
    fn a_runner_that_breaks_down_or_runs_nothing_has_failed_once() {
        assert_eq!(Counts { passed: 4, failed: 0 }.confirmed_by(false), Counts { passed: 4, failed: 1 });
        assert_eq!(Counts::default().confirmed_by(true), Counts { passed: 0, failed: 1 });
        assert_eq!(Counts { passed: 4, failed: 2 }.confirmed_by(false), Counts { passed: 4, failed: 2 });
        assert_eq!(Counts { passed: 4, failed: 0 }.confirmed_by(true), Counts { passed: 4, failed: 0 });
    }

    #[test]
    fn the_last_line_of_the_table_is_the_sum() {
        let section =
            |name, passed, failed| Section { name, counts: Counts { passed, failed }, time: Duration::from_secs(75) };
        let table = table(&[section("native", 120, 0), section("e2e", 9, 1)]);
        assert_eq!(table.lines().last(), Some("129 passed, 1 failed"));
        assert!(table.contains("native         120       0     1:15"));
    }
}
