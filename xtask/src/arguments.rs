//! Command-line words after the command: flags, options with a value, and the rest.
//!
//! Main type: [`Arguments`]. A dozen lines in the place of a parser crate, because this crate is
//! compiled before anything else can be checked.

use anyhow::{Result, bail};

/// The words not yet understood.
#[derive(Debug)]
pub(crate) struct Arguments {
    words: Vec<String>,
}

impl Arguments {
    /// Holds the words that follow the command.
    pub(crate) fn new(words: impl Iterator<Item = String>) -> Self {
        Self {
            words: words.collect(),
        }
    }

    /// Takes a flag out; true when it was there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() < before
    }

    /// Takes one option with its value out.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(at) = self.words.iter().position(|word| word == name) else {
            return Ok(None);
        };
        if at + 1 == self.words.len() {
            bail!("`{name}` needs a value after it (后面需要一个值)");
        }
        self.words.remove(at);
        Ok(Some(self.words.remove(at)))
    }

    /// Takes a repeatable option with its values out.
    pub(crate) fn values(&mut self, name: &str) -> Result<Vec<String>> {
        let mut found = Vec::new();
        while let Some(value) = self.value(name)? {
            found.push(value);
        }
        Ok(found)
    }

    /// The remaining words, which must not be options.
    pub(crate) fn names(self) -> Result<Vec<String>> {
        match self.words.iter().find(|word| word.starts_with('-')) {
            Some(unknown) => {
                bail!("unknown option `{unknown}`; `cargo xtask` lists them (没有这个选项)")
            }
            None => Ok(self.words),
        }
    }

    /// Refuses words that nothing has taken.
    pub(crate) fn finish(self) -> Result<()> {
        match self.words.first() {
            Some(unknown) => {
                bail!("`{unknown}` is not understood here; `cargo xtask` lists all (不认识)")
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    fn words(line: &str) -> Arguments {
        Arguments::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn a_repeated_option_keeps_its_order() {
        let mut arguments = words("--url a --check --url b");
        assert_eq!(
            arguments.values("--url").expect("both have values"),
            ["a", "b"]
        );
        assert!(arguments.flag("--check") && !arguments.flag("--check"));
        assert!(arguments.finish().is_ok());
    }

    #[test]
    fn a_missing_value_and_an_unknown_word_are_refused() {
        assert!(words("--url").value("--url").is_err());
        assert!(words("--urll a").names().is_err());
        assert!(words("extra").finish().is_err());
    }
}
