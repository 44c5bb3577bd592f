//! The crate aho-corasick on the corpus in memory: every hit, nested ones too, checked for whole words.
//!
//!   bench_rust FOLDER N [caseless|cased] [ROUNDS] [nfa|dfa]
//!
//! A byte from 0x80 counts as part of a word. Case is folded in ASCII.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::time::Duration;

fn is_word(b: u8) -> bool {
    b >= 0x80 || b.is_ascii_alphanumeric()
}

/// Processor time of this process.
fn now() -> Duration {
    #[repr(C)]
    struct Timespec {
        sec: i64,
        nsec: i64,
    }
    extern "C" {
        fn clock_gettime(id: i32, t: *mut Timespec) -> i32;
    }
    let mut t = Timespec { sec: 0, nsec: 0 };
    unsafe { clock_gettime(2, &mut t) };
    Duration::new(t.sec as u64, t.nsec as u32)
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let arg = |i: usize, default: &str| args.get(i).cloned().unwrap_or(default.to_string());
    let folder = arg(1, ".");
    let n = arg(2, "100");
    let caseless = arg(3, "caseless") != "cased";
    let rounds: usize = arg(4, "5").parse().unwrap();
    let kind = if arg(5, "nfa") == "dfa" { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA };
    let text = std::fs::read(format!("{folder}/corpus.txt")).unwrap();
    let lengths = std::fs::read_to_string(format!("{folder}/corpus.len")).unwrap();
    let names = std::fs::read_to_string(format!("{folder}/names-{n}.txt")).unwrap();
    let names: Vec<&str> = names.lines().collect();

    let start = now();
    let automaton = AhoCorasick::builder()
        .kind(Some(kind))
        .match_kind(MatchKind::Standard)
        .ascii_case_insensitive(caseless)
        .build(&names)
        .unwrap();
    let build = now() - start;
    let mut best = f64::MAX;
    let mut hits = 0;
    for _ in 0..rounds {
        let start = now();
        hits = 0;
        let mut at = 0;
        for length in lengths.lines() {
            let article = &text[at..at + length.parse::<usize>().unwrap()];
            at += article.len();
            for m in automaton.find_overlapping_iter(article) {
                let before = m.start() == 0 || !is_word(article[m.start() - 1]);
                let after = m.end() == article.len() || !is_word(article[m.end()]);
                hits += (before && after) as usize;
            }
        }
        best = best.min((now() - start).as_secs_f64());
    }
    println!(
        "{{\"contender\": \"rust aho-corasick {} {}\", \"names\": {}, \"build_ms\": {:.3}, \"memory_mb\": {:.3}, \"mb_per_s\": {:.1}, \"hits\": {}}}",
        arg(5, "nfa"),
        if caseless { "caseless" } else { "cased" },
        names.len(),
        build.as_secs_f64() * 1e3,
        automaton.memory_usage() as f64 / 1e6,
        text.len() as f64 / 1e6 / best,
        hits
    );
}
