//! Samples of the file of a case: whole, and with gaps.

use benfu_app::office::document::{Block, Level, Table, TableColumn};

use super::super::DossierView;
use crate::locale::Lang;
use crate::pages::samples::{LONG_NAME, link, say};

/// One file that lacks something and one that lacks nothing.
pub(crate) fn dossier(lang: Lang) -> Vec<(&'static str, DossierView)> {
    vec![("gaps", view(lang, 2)), ("whole", view(lang, 0))]
}

fn view(lang: Lang, lacking: usize) -> DossierView {
    let text = |zh, en| say(lang, zh, en);
    let course = Table {
        caption: text("办理经过", "What was done"),
        columns: vec![
            TableColumn::words(text("时间", "When"), 20),
            TableColumn::words(text("操作人", "Who"), 50),
            TableColumn::numbers(text("序号", "Entry"), 30),
        ],
        rows: vec![
            vec![
                "2025-03-04".to_owned(),
                LONG_NAME.to_owned(),
                "#118".to_owned(),
            ],
            vec!["2025-05-20".to_owned(), String::new(), "#241".to_owned()],
        ],
    };
    DossierView {
        case: link("C-4G7K"),
        title: text(
            "尽职免责卷宗：水下管廊巡检（C-4G7K）",
            "Decision file: inspecting a flooded gallery (C-4G7K)",
        ),
        word: "/cases/cas_1/dossier/docx".to_owned(),
        pdf: (lacking == 0).then(|| "/cases/cas_1/dossier/pdf".to_owned()),
        lacking,
        blocks: vec![
            Block::Note(text(
                "由留下的记录汇成。",
                "Read from what was left behind.",
            )),
            Block::Heading(Level::One, text("结论", "Conclusion")),
            Block::text(text("已采用", "Adopted")),
            Block::Table(course),
            Block::PageBreak,
        ],
    }
}
