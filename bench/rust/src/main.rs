//! The crate aho-corasick on the corpus in memory: every hit, nested ones too, checked for whole words.
//!
//!   bench_rust FOLDER N [caseless|cased] [ROUNDS] [nfa|dfa|longest] [OUT]
//!
//! A byte from 0x80 counts as part of a word. Case is folded in ASCII. `longest` is the crate's own leftmost-longest search,
//! which may use its prefilters and chooses its automaton itself; it loses the mentions behind a longer hit that is no
//! whole word, and so is no exact peer. OUT gets a line for each hit, as in hits.c, in a round of
//! its own that is not measured.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::io::Write;
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
    let longest = arg(5, "nfa") == "longest";
    let kind = match arg(5, "nfa").as_str() {
        "dfa" => Some(AhoCorasickKind::DFA),
        "longest" => None,
        _ => Some(AhoCorasickKind::ContiguousNFA),
    };
    let mut out = None;
    let text = std::fs::read(format!("{folder}/corpus.txt")).unwrap();
    let lengths = std::fs::read_to_string(format!("{folder}/corpus.len")).unwrap();
    let names = std::fs::read_to_string(format!("{folder}/names-{n}.txt")).unwrap();
    let names: Vec<&str> = names.lines().collect();

    let start = now();
    let automaton = AhoCorasick::builder()
        .kind(kind)
        .match_kind(if longest { MatchKind::LeftmostLongest } else { MatchKind::Standard })
        .ascii_case_insensitive(caseless)
        .build(&names)
        .unwrap();
    let build = now() - start;
    let mut best = f64::MAX;
    let mut hits = 0;
    for round in 0..rounds + (args.len() > 6) as usize {
        if round == rounds {
            out = Some(std::io::BufWriter::new(std::fs::File::create(&args[6]).unwrap()));
        }
        let start = now();
        hits = 0;
        let mut at = 0;
        for length in lengths.lines() {
            let base = at;
            let article = &text[at..at + length.parse::<usize>().unwrap()];
            at += article.len();
            let mut take = |m: aho_corasick::Match| {
                let before = m.start() == 0 || !is_word(article[m.start() - 1]);
                let after = m.end() == article.len() || !is_word(article[m.end()]);
                if !(before && after) {
                    return;
                }
                hits += 1;
                if let Some(out) = &mut out {
                    writeln!(out, "{} {} {}", base + m.start(), base + m.end(), m.pattern().as_usize()).unwrap();
                }
            };
            if longest {
                automaton.find_iter(article).for_each(&mut take);
            } else {
                automaton.find_overlapping_iter(article).for_each(&mut take);
            }
        }
        if out.is_none() {
            best = best.min((now() - start).as_secs_f64());
        }
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
