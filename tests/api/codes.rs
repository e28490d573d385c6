//! Every kind of problem in the registry is provoked by some test.

use std::path::Path;

use danchu::http::Code;

/// Kinds that no test provokes, with why. This list only shrinks.
const NOT_PROVOKED: &[(Code, &str)] = &[(Code::Internal, "a failure of ours; no request known to us causes one")];

#[test]
fn every_kind_of_problem_is_provoked() {
    let mut sources = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"), &mut sources);
    let provoked = |code: &Code| {
        let asserted = format!("problem({}, \"{}\")", code.status().as_u16(), code.as_str());
        sources.contains(&asserted)
    };
    let missing: Vec<Code> = Code::ALL.iter().copied().filter(|code| !provoked(code)).collect();
    let excused: Vec<Code> = NOT_PROVOKED.iter().map(|(code, _)| *code).collect();
    let unexpected: Vec<&Code> = missing.iter().filter(|code| !excused.contains(code)).collect();
    let spent: Vec<&Code> = excused.iter().filter(|code| !missing.contains(code)).collect();
    assert!(unexpected.is_empty(), "provoked by no test: {unexpected:?}");
    assert!(spent.is_empty(), "provoked after all: {spent:?}");
}

/// Appends the sources below a directory.
fn read(directory: &Path, sources: &mut String) {
    for entry in std::fs::read_dir(directory).expect("a directory").flatten() {
        let path = entry.path();
        if path.is_dir() {
            read(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push_str(&std::fs::read_to_string(path).expect("a source"));
        }
    }
}
