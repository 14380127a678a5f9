//! The command line as it is typed: [`Args`] and the arguments of each command. What they do is in `commands`.

mod case;
mod forms;
mod need;
mod optimise;
mod policy;
mod ranking;
mod upkeep;

pub(crate) use case::{CaseAct, CaseCommand};
pub(crate) use forms::{FormsAct, FormsCommand};
pub(crate) use need::{NeedAct, NeedCommand, NeedFields};
pub(crate) use optimise::{Allocate, Assign, Schedule};
pub(crate) use policy::{Explain, Fit, SweepArgs};
pub(crate) use ranking::{RankingAct, RankingCommand};
pub(crate) use upkeep::{
    AccountAct, AccountCommand, LedgerAct, LedgerCommand, PackAct, PackCommand,
};

use clap::{Args as ClapArgs, Parser, Subcommand};
use std::path::PathBuf;

/// 奔赴 Benfu: industrial needs and those who can supply them, followed until it worked.
#[derive(Debug, Parser)]
#[command(name = "benfu", version, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Directory of the installation (else `BENFU_DIR`, else the current directory).
    #[arg(long, global = true)]
    pub(crate) dir: Option<PathBuf>,
    /// Print the result as JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Act as this account (else the operator).
    #[arg(long = "account", global = true)]
    pub(crate) account: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a sample district and serve it: 制作示例辖区并打开网页.
    Demo(Demo),
    /// Make a new installation: 新建安装.
    Init(Init),
    /// Serve the web page and the API: 启动服务.
    Serve(Serve),
    /// Take files in: 导入.
    Import(Import),
    /// Ranked offers for a need, with reasons: 为需求匹配供给.
    Match(Match),
    /// Needs that suit a firm: 为企业匹配需求.
    MatchFirm(MatchFirm),
    /// Rank offers for needs in memory, without a database: 内存中排序.
    Rank(Rank),
    /// What each part of a score counts, and learning it from ends: 排序权重.
    Ranking(RankingCommand),
    /// Measure the ranking against judgements of people, without a database: 用标注数据评测排序.
    Eval(Eval),
    /// Needs: write, list, show, move along: 需求.
    Need(Box<NeedCommand>),
    /// Offers: write, list: 供给.
    Offer(OfferCommand),
    /// Facts of a party or an offer: 数据项.
    Fact(FactCommand),
    /// Cases on the loop: open, act, record, attach, show: 对接事项.
    Case(Box<CaseCommand>),
    /// Forms and collection rounds: list them, take workbooks out and in: 采集.
    Forms(FormsCommand),
    /// A figure with its rows: 指标.
    Figure(FigureArgs),
    /// The period report: 报告.
    Report(ReportArgs),
    /// The ledger: 台账.
    Ledger(LedgerCommand),
    /// Accounts and organisations: 账号.
    Account(AccountCommand),
    /// Packs: 政策包.
    Pack(PackCommand),
    /// One policy for one firm's facts in a file, with every reason: 政策解释.
    Explain(Explain),
    /// Does a process fit a floor, clause by clause: 工业上楼适配.
    Fit(Fit),
    /// What the figures of a report contradict in the report itself: 报告数字自查.
    Check(CheckArgs),
    /// What a description in prose proposes for a need: 需求描述结构化.
    Describe(Describe),
    /// Every firm of a file against policies: 政策扫描.
    Sweep(SweepArgs),
    /// Which tenant gets which units, from a file: 空间分配.
    Allocate(Allocate),
    /// Two sides of a round brought together, from a file: 双边配对.
    Assign(Assign),
    /// The timetable of a matchmaking day, from a file: 技术荟排程.
    Schedule(Schedule),
    /// Check this installation: 自检.
    Doctor,
    /// Copy the database and the evidence: 备份.
    Backup {
        /// A directory that does not exist yet.
        to: PathBuf,
    },
    /// Bring a backup back into an empty directory: 恢复.
    Restore {
        /// The backup.
        from: PathBuf,
        /// A directory that does not exist yet, or is empty.
        to: PathBuf,
    },
}

/// Arguments of `check`.
#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// Reports: .docx, .txt, .md, .pdf.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Explain in English.
    #[arg(long)]
    pub(crate) english: bool,
    /// Write a Word copy of the one report, with a comment at each finding.
    #[arg(long, value_name = "OUT.docx")]
    pub(crate) annotate: Option<PathBuf>,
}

/// Arguments of `describe`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Describe {
    /// Descriptions: .docx, .txt, .md, .pdf.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Id of an embedded pack, or a directory.
    #[arg(long, default_value = "shenzhen")]
    pub(crate) pack: String,
}

/// Arguments of `demo`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Demo {
    /// Where it listens.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,
    /// The day on which the sample's clock stands.
    #[arg(long, default_value = "2025-07-15")]
    pub(crate) today: String,
    /// The same seed gives the same rows.
    #[arg(long, default_value_t = 20_250_715)]
    pub(crate) seed: u64,
    /// Firms in the sample.
    #[arg(long, default_value_t = 12_000)]
    pub(crate) firms: u32,
    /// Make the sample and stop.
    #[arg(long)]
    pub(crate) no_serve: bool,
}

/// Arguments of `init`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Init {
    /// Directory of the new installation.
    pub(crate) directory: PathBuf,
    /// Id of an embedded pack, or a directory with one.
    #[arg(long)]
    pub(crate) pack: String,
    /// Name of the first organisation.
    #[arg(long)]
    pub(crate) organisation: Option<String>,
    /// Region it answers for; the pack's widest when absent.
    #[arg(long)]
    pub(crate) region: Option<String>,
    /// `PostgreSQL` address; the embedded database when absent.
    #[arg(long)]
    pub(crate) postgres: Option<String>,
}

/// Arguments of `serve`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Serve {
    /// Where it listens (else the installation's setting).
    #[arg(long)]
    pub(crate) listen: Option<String>,
}

/// Arguments of `import`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Import {
    /// Files: .xlsx, .xls, .csv, .tsv, .jsonl.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// What the rows are: party, offer, need, status, activity, relation, fact.
    #[arg(long = "as")]
    pub(crate) kind: Option<String>,
    /// FIELD=HEADER: read a field from this column.
    #[arg(long = "map", value_name = "FIELD=HEADER")]
    pub(crate) map: Vec<String>,
    /// FIELD=VALUE: the same value for every row, such as `scheme=innovative_sme`.
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub(crate) set: Vec<String>,
    /// Show what would be read, take nothing.
    #[arg(long)]
    pub(crate) preview: bool,
    /// Take back earlier imports, named by their ids, instead of taking files in.
    #[arg(long)]
    pub(crate) withdraw: bool,
    /// Why an import is taken back.
    #[arg(long, default_value = "")]
    pub(crate) reason: String,
    /// Where to put the files of rejected rows.
    #[arg(long)]
    pub(crate) rejected_to: Option<PathBuf>,
}

/// Arguments of `match`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Match {
    /// Id of the need, or the id it had in its file.
    pub(crate) need: String,
    /// At most so many.
    #[arg(long, default_value_t = 20)]
    pub(crate) top: usize,
    /// Judge this offer only, however it ranks.
    #[arg(long)]
    pub(crate) why_not: Option<String>,
}

/// Arguments of `match-firm`.
#[derive(Debug, ClapArgs)]
pub(crate) struct MatchFirm {
    /// Id of the firm.
    pub(crate) party: String,
    /// At most so many.
    #[arg(long, default_value_t = 20)]
    pub(crate) top: usize,
}

/// Arguments of `rank`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Rank {
    /// JSON lines with id, title, text.
    #[arg(long)]
    pub(crate) needs: PathBuf,
    /// JSON lines with id, title, text, optional facts.
    #[arg(long)]
    pub(crate) offers: PathBuf,
    /// At most so many offers for each need.
    #[arg(long, default_value_t = 50)]
    pub(crate) top: usize,
    /// Pack whose words the segmentation knows.
    #[arg(long, default_value = "shenzhen")]
    pub(crate) pack: String,
    /// Where vectors of texts come from.
    #[command(flatten)]
    pub(crate) embeddings: Embeddings,
}

/// Where vectors of texts come from, if from anywhere.
#[derive(Debug, ClapArgs)]
pub(crate) struct Embeddings {
    /// Address of an `OpenAI`-compatible endpoint, such as <http://127.0.0.1:8000/v1>; likeness of meaning then counts.
    #[arg(long = "embeddings", value_name = "URL")]
    pub(crate) url: Option<String>,
    /// The model that the endpoint is asked for.
    #[arg(long = "embedding-model", default_value = "default")]
    pub(crate) model: String,
    /// A file that keeps the vectors, so that each text is sent once.
    #[arg(long = "embedding-cache", value_name = "FILE")]
    pub(crate) cache: Option<PathBuf>,
}

/// Arguments of `eval`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Eval {
    /// Which kind of set the directory holds.
    #[arg(long, value_enum)]
    pub(crate) set: SetKind,
    /// The directory with the files of the set.
    pub(crate) dir: PathBuf,
    /// Ask only the queries whose ids stand in this file, one a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) queries: Option<PathBuf>,
    /// Pack whose words the segmentation knows.
    #[arg(long, default_value = "shenzhen")]
    pub(crate) pack: String,
    /// Where vectors of texts come from.
    #[command(flatten)]
    pub(crate) embeddings: Embeddings,
    /// Print one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Sets of queries and documents with judgements.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum SetKind {
    /// `needs.jsonl` and `judged_pairs.tsv`: results graded 1–4 for needs, 1 answering nothing.
    Needs,
    /// `topics.jsonl`, `awards.jsonl` and `qrels.tsv`: texts of topics, abstracts of awards; titles are not used.
    Sbir,
    /// `papers.jsonl`: a title asks for its own abstract.
    Csl,
    /// `title_ipc.tsv`: a title asks for other patents with an IPC subclass of its own.
    Patents,
}

/// `offer …`.
#[derive(Debug, ClapArgs)]
pub(crate) struct OfferCommand {
    #[command(subcommand)]
    pub(crate) act: OfferAct,
}

/// What is done with offers.
#[derive(Debug, Subcommand)]
pub(crate) enum OfferAct {
    /// Write an offer.
    Add {
        /// Title.
        #[arg(long)]
        title: String,
        /// What it does.
        #[arg(long)]
        text: String,
        /// Kind, a pack id.
        #[arg(long, default_value = "technology")]
        kind: String,
        /// Id of the party; the account's own when absent.
        #[arg(long)]
        party: Option<String>,
        /// What it asks of whoever needs it, in the rule language; may be repeated.
        #[arg(long = "condition")]
        conditions: Vec<String>,
    },
    /// List open offers.
    List,
    /// Show an offer with its facts.
    Show {
        /// Id of the offer.
        id: String,
    },
}

/// `fact …`.
#[derive(Debug, ClapArgs)]
pub(crate) struct FactCommand {
    /// Id of a party or an offer.
    pub(crate) about: String,
    /// CONCEPT=VALUE or CONCEPT@PERIOD=VALUE.
    #[arg(required = true)]
    pub(crate) values: Vec<String>,
    /// Who may see them: public, members, parties, owner, `match_only`.
    #[arg(long)]
    pub(crate) level: Option<String>,
}

/// Arguments of `figure`.
#[derive(Debug, ClapArgs)]
pub(crate) struct FigureArgs {
    /// Id of the indicator.
    pub(crate) id: String,
    /// Period, such as 2025-H1.
    #[arg(long)]
    pub(crate) period: Option<String>,
    /// As of this day.
    #[arg(long)]
    pub(crate) on: Option<String>,
    /// List the rows behind it.
    #[arg(long)]
    pub(crate) rows: bool,
}

/// Arguments of `report`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ReportArgs {
    /// Id of the report template.
    pub(crate) id: String,
    /// Period, such as 2025-H1.
    #[arg(long)]
    pub(crate) period: String,
    /// Where to put the Word file; the text is printed when absent.
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
    /// English instead of Chinese.
    #[arg(long)]
    pub(crate) english: bool,
}
