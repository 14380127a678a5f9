//! What is typed after `benfu need`: the parts of a need and the steps of its life.

use clap::{Args as ClapArgs, Subcommand};

/// `need …`.
#[derive(Debug, ClapArgs)]
pub(crate) struct NeedCommand {
    #[command(subcommand)]
    pub(crate) act: NeedAct,
}

/// What is done with needs.
#[derive(Debug, Subcommand)]
pub(crate) enum NeedAct {
    /// Write a need: a title and a text are enough.
    Add(NeedFields),
    /// Change a need; only what is named changes.
    Edit {
        /// Id of the need.
        id: String,
        #[command(flatten)]
        fields: NeedFields,
    },
    /// List needs.
    List {
        /// Only in this state.
        #[arg(long)]
        state: Option<String>,
    },
    /// Show a need with what it lacks.
    Show {
        /// Id of the need.
        id: String,
    },
    /// Take a step: `hand_in`, `return`, `screen`, `publish`, `close`, `expire`, `renew`, `withdraw`.
    Step {
        /// Id of the need.
        id: String,
        /// The step.
        step: String,
        /// Why.
        #[arg(long, default_value = "")]
        reason: String,
        /// Coded end.
        #[arg(long, default_value = "")]
        code: String,
    },
    /// Ask a supplier for facts that a constraint lacks.
    Ask {
        /// Id of the need.
        id: String,
        /// Id of the party.
        #[arg(long)]
        party: String,
        /// Id of the offer.
        #[arg(long)]
        offer: Option<String>,
        /// Concepts.
        #[arg(required = true)]
        concepts: Vec<String>,
    },
    /// Close the selection: every other open case ends with the answer.
    Select {
        /// Id of the need.
        id: String,
        /// Ids of the cases that go on.
        cases: Vec<String>,
        /// The answer to the others.
        #[arg(long)]
        answer: String,
    },
}

/// The fields of a need.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct NeedFields {
    /// Title.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// What is the matter.
    #[arg(long)]
    pub(crate) text: Option<String>,
    /// Programme, a pack id.
    #[arg(long)]
    pub(crate) programme: Option<String>,
    /// Id of the party that has the need.
    #[arg(long)]
    pub(crate) party: Option<String>,
    /// What is measured.
    #[arg(long)]
    pub(crate) metric: Option<String>,
    /// Unit of the metric.
    #[arg(long)]
    pub(crate) metric_unit: Option<String>,
    /// The value today.
    #[arg(long)]
    pub(crate) baseline: Option<String>,
    /// The value wanted.
    #[arg(long)]
    pub(crate) target: Option<String>,
    /// A hard condition in the rule language; may be repeated.
    #[arg(long = "constraint")]
    pub(crate) constraints: Vec<String>,
    /// There are no hard conditions, said on purpose.
    #[arg(long)]
    pub(crate) unconstrained: bool,
    /// The post that answers for it.
    #[arg(long)]
    pub(crate) owner_post: Option<String>,
    /// Where the money comes from.
    #[arg(long)]
    pub(crate) budget_path: Option<String>,
    /// How much, as written: 80万元.
    #[arg(long)]
    pub(crate) budget: Option<String>,
    /// How the result will be tested.
    #[arg(long)]
    pub(crate) acceptance_test: Option<String>,
    /// First day of the trial.
    #[arg(long)]
    pub(crate) starts_on: Option<String>,
    /// Last day of the trial.
    #[arg(long)]
    pub(crate) ends_on: Option<String>,
    /// Code of the region where it is to be done, when that is not where its owner is.
    #[arg(long)]
    pub(crate) place: Option<String>,
    /// What happens if it works.
    #[arg(long)]
    pub(crate) if_it_works: Option<String>,
}
