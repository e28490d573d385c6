//! JSON pointers (RFC 6901): where in a request body something is wrong.

/// The pointer through `path`, each step escaped.
pub fn pointer<'p>(path: impl IntoIterator<Item = &'p str>) -> String {
    let mut pointer = String::new();
    for step in path {
        pointer.push('/');
        pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::pointer;

    #[test]
    fn tildes_and_slashes_are_escaped() {
        assert_eq!(pointer(["values", "D17.1"]), "/values/D17.1");
        assert_eq!(pointer(["values", "a/b~c"]), "/values/a~1b~0c");
        assert_eq!(pointer(["values", ""]), "/values/");
    }
}
