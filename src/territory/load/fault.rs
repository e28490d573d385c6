//! What is wrong with a list, and where.

use std::fmt;

use crate::http::{Code, Problem};

/// One fault of a list of units, by file, line and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    pub file: String,
    /// Counted from 1, the header's line.
    pub line: u64,
    /// Name of the column; none when the line as a whole is wrong.
    pub column: Option<&'static str>,
    pub message: String,
}

impl fmt::Display for LineFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if let Some(column) = self.column {
            write!(f, "{column}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// All faults as one refusal, a line for each.
pub fn refusal(faults: &[LineFault]) -> Problem {
    let lines: Vec<String> = faults.iter().map(LineFault::to_string).collect();
    Problem::new(Code::InvalidContent).cause(format!("nothing was loaded:\n{}", lines.join("\n")))
}
