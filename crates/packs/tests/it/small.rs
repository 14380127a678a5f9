//! The smallest pack that uses every kind of definition, and ways to spoil it.

use benfu_packs::{Diagnostic, Files, FilesError, PackFile, load};
use std::collections::BTreeMap;

/// A valid pack in memory; tests replace, add or remove a file.
#[derive(Debug, Clone)]
pub(crate) struct Small(BTreeMap<String, Vec<u8>>);

const FILES: &[(&str, &str)] = &[
    (
        "pack.toml",
        "id = \"small\"\nversion = \"1\"\nlabel = { zh = \"小\", en = \"Small\" }\n",
    ),
    (
        "regions.toml",
        "regions = [\n    { code = \"990000\", zh = \"省\", en = \"Province\" },\n]\n",
    ),
    (
        "vocabularies/grade.toml",
        "label = { zh = \"等级\", en = \"Grade\" }\nordered = true\n\n\
         [[code]]\nid = \"low\"\nlabel = { zh = \"低\", en = \"Low\" }\n\n\
         [[code]]\nid = \"high\"\nlabel = { zh = \"高\", en = \"High\" }\n",
    ),
    (
        "concepts/grade.toml",
        "label = { zh = \"等级\", en = \"Grade\" }\nquestion = { zh = \"几级？\", en = \"Which?\" }\n\
         type = \"code\"\nvocabulary = \"grade\"\nsubject = \"offer\"\n",
    ),
    (
        "concepts/sales.toml",
        "label = { zh = \"营收\", en = \"Sales\" }\nquestion = { zh = \"多少？\", en = \"How much?\" }\n\
         type = \"money\"\nunit = \"万元\"\nsubject = \"party\"\nperiod = \"yearly\"\n",
    ),
    (
        "schemes/title.toml",
        "label = { zh = \"称号\", en = \"Title\" }\n\n\
         [[level]]\nid = \"city\"\nlabel = { zh = \"市级\", en = \"city\" }\n",
    ),
    (
        "parameters/sales_min.toml",
        "label = { zh = \"下限\", en = \"Least\" }\nunit = \"万元\"\n\n\
         [[value]]\nfrom = 2020-01-01\nis = \"100万元\"\n\
         source = { title = \"办法\", confidence = \"H\" }\n",
    ),
    (
        "rules/large.toml",
        "label = { zh = \"够大\", en = \"Large enough\" }\n\
         when = 'sales >= param(\"sales_min\") && grade >= \"low\"'\n\
         source = { title = \"办法\", confidence = \"H\" }\n",
    ),
    (
        "cases/large.toml",
        "[[case]]\nname = \"yes\"\non = 2026-06-30\n\
         given = { sales = { \"2025\" = \"100万元\" }, grade = \"low\" }\nexpect = { large = \"met\" }\n\n\
         [[case]]\nname = \"no\"\non = 2026-06-30\n\
         given = { sales = { \"2025\" = \"99万元\" } }\nexpect = { large = \"not_met\" }\n\n\
         [[case]]\nname = \"who knows\"\non = 2026-06-30\nexpect = { large = \"unknown\" }\n",
    ),
    (
        "roles/officer.toml",
        "label = { zh = \"经办\", en = \"Officer\" }\n\n[may]\nneed = [\"read district\"]\n",
    ),
    (
        "programmes/trial.toml",
        "label = { zh = \"试点\", en = \"Trial\" }\nselection_closed = \"other\"\n\
         skips = [\"agreed\", \"underway\", \"delivered\", \"accepted\", \"adopted\"]\n\n\
         [parts]\nasker = [\"officer\"]\n\n\
         [[stage]]\nid = \"first\"\nlabel = { zh = \"第一步\", en = \"First\" }\n\
         state = \"proposed\"\nacts = \"asker\"\n\n\
         [[end]]\nid = \"done\"\nlabel = { zh = \"完成\", en = \"Done\" }\nsuccess = true\n\n\
         [[end]]\nid = \"other\"\nlabel = { zh = \"另选\", en = \"Other\" }\n",
    ),
    (
        "calendars/2026.toml",
        "source = { title = \"通知\", confidence = \"H\" }\nweekdays_off = [2026-01-01]\n\
         weekend_days_worked = [2026-01-04]\n",
    ),
    (
        "activity_kinds/talk.toml",
        "label = { zh = \"座谈\", en = \"Talk\" }\ncounts = { zh = \"场\", en = \"talks\" }\n",
    ),
    (
        "indicators/titles.toml",
        "label = { zh = \"称号数\", en = \"Titles\" }\nbasis = { zh = \"期末\", en = \"last day\" }\n\
         unit = { zh = \"个\", en = \"titles\" }\n\n\
         [counted]\nof = \"statuses\"\nscheme = \"title\"\nlevels = [\"city\"]\nwindow = \"as_of\"\n",
    ),
    (
        "reports/half.zh.md",
        "# {{period}}报告\n\n称号{{figure:titles}}。\n",
    ),
    (
        "reports/half.en.md",
        "# Report\n\nTitles {{figure:titles}}.\n",
    ),
    (
        "imports/party.toml",
        "label = { zh = \"企业\", en = \"Firms\" }\n\n\
         [[field]]\nid = \"name\"\nlabel = { zh = \"名称\", en = \"Name\" }\nrequired = true\n",
    ),
    (
        "lexicon.toml",
        "words = [\"揭榜挂帅\"]\nsynonyms = [[\"无人机\", \"UAV\"]]\n",
    ),
];

impl Small {
    /// The valid pack.
    pub(crate) fn valid() -> Small {
        let file = |(path, text): &(&str, &str)| ((*path).to_owned(), text.as_bytes().to_vec());
        Small(FILES.iter().map(file).collect())
    }

    /// With another file at a path.
    pub(crate) fn with(mut self, path: &str, text: impl Into<Vec<u8>>) -> Small {
        self.0.insert(path.to_owned(), text.into());
        self
    }

    /// Without a file.
    pub(crate) fn without(mut self, path: &str) -> Small {
        assert!(self.0.remove(path).is_some(), "{path} is in the pack");
        self
    }

    /// With one passage of a file replaced.
    pub(crate) fn changed(self, path: &str, from: &str, to: &str) -> Small {
        let text = String::from_utf8(self.0[path].clone()).expect("the small pack is UTF-8");
        assert_eq!(
            text.matches(from).count(),
            1,
            "{from} occurs once in {path}"
        );
        self.with(path, text.replace(from, to))
    }

    /// Everything that is remarked on, as the loader says it.
    pub(crate) fn remarks(&self) -> Vec<Diagnostic> {
        match load(self, "small") {
            Ok((_, remarks)) | Err(remarks) => remarks,
        }
    }

    /// The remarks as `code path:line:column English message`.
    pub(crate) fn told(&self) -> Vec<String> {
        let told = |one: &Diagnostic| {
            let Diagnostic {
                code,
                file,
                line,
                column,
                message,
                ..
            } = one;
            format!("{code} {file}:{line}:{column} {}", message.en)
        };
        self.remarks().iter().map(told).collect()
    }

    /// Does it load?
    pub(crate) fn loads(&self) -> bool {
        load(self, "small").is_ok()
    }
}

impl Files for Small {
    fn files(&self, id: &str) -> Result<Vec<PackFile>, FilesError> {
        if id != "small" {
            return Err(FilesError::NoSuchPack {
                id: id.to_owned(),
                known: vec!["small".to_owned()],
            });
        }
        let file = |(path, bytes): (&String, &Vec<u8>)| PackFile {
            path: path.clone(),
            shown: path.clone(),
            bytes: bytes.clone(),
        };
        Ok(self.0.iter().map(file).collect())
    }
}

#[test]
fn the_small_pack_is_valid() {
    assert_eq!(Small::valid().told(), Vec::<String>::new());
    assert!(Small::valid().loads());
}
