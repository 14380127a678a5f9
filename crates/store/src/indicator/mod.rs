//! The rows behind figures.
//!
//! Each [`Population`] has one statement that lists its rows over a span of days; a figure is measured over
//! exactly those rows, so the number and its drill-down cannot disagree.

use crate::{Arg, Page, Row, Store, StoreError};
use benfu_domain::Day;
use benfu_domain::indicator::{FigureRow, FigureValue, Measure, Population, Span, Window};
use benfu_domain::programme::CaseState;

/// The rows of a population as a subquery with columns `row_key, record, id, title, note, on_day, adds, party, entry`.
struct Listing {
    sql: String,
    args: Vec<Arg>,
}

/// Which rows of the register a figure may see: regions that start with this code.
pub type Territory<'a> = &'a str;

impl Store {
    /// Measures a population over a span: the value and how many rows stand behind it.
    pub async fn measure(
        &self,
        population: &Population,
        measure: Measure,
        window: Window,
        span: Span,
        territory: Territory<'_>,
    ) -> Result<(FigureValue, i64), StoreError> {
        let listing = listing(population, measure, window, span, territory);
        let value = match measure {
            Measure::Rows => "count(*)",
            Measure::Parties => "count(DISTINCT party)",
            Measure::Counts | Measure::Amount => "COALESCE(SUM(adds), 0)",
        };
        let sql = format!(
            "SELECT CAST({value} AS BIGINT) AS value, count(*) AS rows_behind FROM ({}) AS listed",
            listing.sql
        );
        let row = self.row(sql, &listing.args).await?;
        row.map_or(Ok((FigureValue::Missing, 0)), |row| {
            Ok((
                FigureValue::Whole(row.int("value")?),
                row.int("rows_behind")?,
            ))
        })
    }

    /// The rows behind a figure, in the order of their keys.
    pub async fn figure_rows(
        &self,
        (population, measure, window): (&Population, Measure, Window),
        span: Span,
        territory: Territory<'_>,
        page: &Page,
    ) -> Result<Vec<FigureRow>, StoreError> {
        let mut listing = listing(population, measure, window, span, territory);
        listing.args.push(page.after.as_str().into());
        listing.args.push(page.bounded().into());
        let count = listing.args.len();
        let sql = format!(
            "SELECT row_key, record, id, title, note, on_day, adds, entry FROM ({}) AS listed WHERE row_key > ${} ORDER BY row_key LIMIT ${count}",
            listing.sql,
            count - 1
        );
        let rows = self.rows(sql, &listing.args).await?;
        rows.iter().map(read_row).collect()
    }
}

fn read_row(row: &Row) -> Result<FigureRow, StoreError> {
    let record = |word: &str| {
        ["party", "need", "case", "activity", "offer"]
            .into_iter()
            .find(|known| *known == word)
    };
    Ok(FigureRow {
        key: row.text("row_key")?,
        record: row.parsed("record", record)?,
        id: row.text("id")?,
        title: row.text("title")?,
        note: row.text("note")?,
        on: row.day_or_none("on_day")?,
        adds: row.int("adds")?,
        entry: row.int("entry")?,
    })
}

fn listing(
    population: &Population,
    measure: Measure,
    window: Window,
    span: Span,
    territory: &str,
) -> Listing {
    let mut args = vec![
        Arg::shown(&span.first),
        Arg::shown(&span.last),
        crate::row::starts_with(territory),
    ];
    let sql = match population {
        Population::Statuses { scheme, levels } => statuses(scheme, levels, window, &mut args),
        Population::Lapsing {
            scheme,
            levels,
            months,
        } => lapsing((scheme, levels), *months, span, &mut args),
        Population::Needs { reached, programme } => {
            args.push(reached.word().into());
            needs(programme, window, &mut args)
        }
        Population::Cases { reached, programme } => cases(*reached, programme, window, &mut args),
        Population::Ends { codes } => ends(codes, window, &mut args),
        Population::Records { kind } => {
            args.push(kind.word().into());
            records(measure, window)
        }
        Population::Activities { kind } => {
            args.push(kind.as_str().into());
            activities(window)
        }
        Population::Offers => offers(),
        Population::Parties => parties(),
    };
    Listing { sql, args }
}

/// `column` lies in the span, or not after its end; both arguments are always used, so that the statement has
/// the same arguments either way.
fn dated(column: &str, window: Window) -> String {
    match window {
        Window::AsOf => format!("{column} <= $2 AND $1 <= $2"),
        Window::Within => format!("{column} >= $1 AND {column} <= $2"),
    }
}

fn words(args: &mut Vec<Arg>, column: &str, words: &[String]) -> String {
    if words.is_empty() {
        return String::new();
    }
    let places = crate::row::placeholders(args.len() + 1, words.len());
    args.extend(words.iter().map(|word| Arg::from(word.as_str())));
    format!(" AND {column} IN ({places})")
}

/// A status always has its party, which is looked up for its title alone: where only rows are counted, the engines leave
/// it out and read the index of the scheme.
fn statuses(scheme: &str, levels: &[String], window: Window, args: &mut Vec<Arg>) -> String {
    args.push(scheme.into());
    let place = args.len();
    let levels = words(args, "s.level", levels);
    let held = match window {
        Window::AsOf => " AND (s.until_on IS NULL OR s.until_on >= $2)",
        Window::Within => "",
    };
    format!(
        "SELECT s.party || '/' || s.level || '/' || s.subject || '/' || s.from_on AS row_key, 'party' AS record, s.party AS id, (SELECT p.name FROM party p WHERE p.id = s.party) || CASE WHEN s.subject = '' THEN '' ELSE ' · ' || s.subject END AS title, s.level AS note, \
         s.from_on AS on_day, CAST(1 AS BIGINT) AS adds, s.party AS party, s.entry AS entry \
         FROM party_status s \
         WHERE s.scheme = ${place} AND s.region LIKE $3 AND {}{held}{levels}",
        dated("s.from_on", window)
    )
}

/// Held on the last day, with a last day that follows within the months, and not held on under a later row.
fn lapsing(
    (scheme, levels): (&str, &[String]),
    months: u32,
    span: Span,
    args: &mut Vec<Arg>,
) -> String {
    args.push(scheme.into());
    let months = i32::try_from(months).unwrap_or(i32::MAX);
    let until = span.last.plus_months(months).unwrap_or(Day::MAX);
    args.push(Arg::shown(&until));
    let levels = words(args, "s.level", levels);
    format!(
        "SELECT s.party || '/' || s.level || '/' || s.subject || '/' || s.from_on AS row_key, 'party' AS record, s.party AS id, p.name || CASE WHEN s.subject = '' THEN '' ELSE ' · ' || s.subject END AS title, s.level AS note, \
         s.until_on AS on_day, CAST(1 AS BIGINT) AS adds, s.party AS party, s.entry AS entry \
         FROM party_status s LEFT JOIN party p ON p.id = s.party \
         WHERE s.scheme = $4 AND s.region LIKE $3 AND $1 <= $2 AND s.from_on <= $2 AND s.until_on >= $2 AND s.until_on <= $5{levels} \
         AND NOT EXISTS (SELECT 1 FROM party_status l WHERE l.party = s.party AND l.scheme = s.scheme AND l.level = s.level \
         AND l.subject = s.subject AND l.from_on <= $2 AND (l.until_on IS NULL OR l.until_on > s.until_on))"
    )
}

fn needs(programme: &str, window: Window, args: &mut Vec<Arg>) -> String {
    let programme = words(args, "n.programme", &programme_list(programme));
    format!(
        "SELECT n.id AS row_key, 'need' AS record, n.id AS id, n.title AS title, n.state AS note, MIN(t.taken_on) AS on_day, CAST(1 AS BIGINT) AS adds, \
         n.party AS party, MIN(t.entry) AS entry FROM need_step t JOIN need n ON n.id = t.need \
         WHERE t.state = $4 AND n.region LIKE $3{programme} GROUP BY n.id, n.title, n.state, n.party HAVING {}",
        dated("MIN(t.taken_on)", window)
    )
}

fn programme_list(programme: &str) -> Vec<String> {
    if programme.is_empty() {
        Vec::new()
    } else {
        vec![programme.to_owned()]
    }
}

/// A case counts for a state when it has come at least so far; passing over it counts too.
fn cases(reached: CaseState, programme: &str, window: Window, args: &mut Vec<Arg>) -> String {
    let onward = CaseState::ALL.iter().filter(|state| {
        **state >= reached && (**state != CaseState::Ended || reached == CaseState::Ended)
    });
    let onward: Vec<String> = onward.map(|state| state.word().to_owned()).collect();
    let states = words(args, "t.to_state", &onward);
    // Without a programme named, cases are those about needs: coaching towards a policy is counted by its programme.
    let programme = match words(args, "c.programme", &programme_list(programme)) {
        named if named.is_empty() => " AND c.policy IS NULL".to_owned(),
        named => named,
    };
    format!(
        "SELECT c.id AS row_key, 'case' AS record, c.id AS id, COALESCE(n.title, c.programme) AS title, c.state AS note, MIN(t.taken_on) AS on_day, \
         CAST(1 AS BIGINT) AS adds, c.supplier AS party, MIN(t.entry) AS entry \
         FROM case_step t JOIN case_file c ON c.id = t.case_id LEFT JOIN need n ON n.id = c.need \
         WHERE c.region LIKE $3{states}{programme} GROUP BY c.id, n.title, c.programme, c.state, c.supplier HAVING {}",
        dated("MIN(t.taken_on)", window)
    )
}

fn ends(codes: &[String], window: Window, args: &mut Vec<Arg>) -> String {
    let codes = words(args, "c.end_code", codes);
    format!(
        "SELECT c.id AS row_key, 'case' AS record, c.id AS id, COALESCE(n.title, c.programme) AS title, c.end_code AS note, c.ended_on AS on_day, \
         CAST(1 AS BIGINT) AS adds, c.supplier AS party, c.entry AS entry FROM case_file c LEFT JOIN need n ON n.id = c.need \
         WHERE c.state = 'ended' AND c.policy IS NULL AND c.region LIKE $3 AND {}{codes}",
        dated("c.ended_on", window)
    )
}

fn records(measure: Measure, window: Window) -> String {
    let adds = if measure == Measure::Amount {
        "COALESCE(r.amount_fen, 0)"
    } else {
        "CAST(1 AS BIGINT)"
    };
    format!(
        "SELECT r.case_id || '/' || CAST(r.ordinal AS TEXT) AS row_key, 'case' AS record, r.case_id AS id, r.text AS title, r.kind AS note, r.happened_on AS on_day, {adds} AS adds, \
         c.supplier AS party, r.entry AS entry FROM case_record r JOIN case_file c ON c.id = r.case_id \
         WHERE r.kind = $4 AND c.region LIKE $3 AND {}",
        dated("r.happened_on", window)
    )
}

fn activities(window: Window) -> String {
    format!(
        "SELECT a.id AS row_key, 'activity' AS record, a.id AS id, a.title AS title, a.kind AS note, a.held_on AS on_day, a.count AS adds, \
         a.organisation AS party, a.entry AS entry FROM activity a WHERE a.kind = $4 AND a.region LIKE $3 AND {}",
        dated("a.held_on", window)
    )
}

fn offers() -> String {
    "SELECT o.id AS row_key, 'offer' AS record, o.id AS id, o.title AS title, o.kind AS note, CAST(NULL AS TEXT) AS on_day, CAST(1 AS BIGINT) AS adds, o.party AS party, \
     o.entry AS entry FROM offer o WHERE o.state = 'open' AND o.region LIKE $3 AND $1 <= $2"
        .to_owned()
}

fn parties() -> String {
    "SELECT p.id AS row_key, 'party' AS record, p.id AS id, p.name AS title, p.identity AS note, CAST(NULL AS TEXT) AS on_day, CAST(1 AS BIGINT) AS adds, p.id AS party, \
     p.entry AS entry FROM party p WHERE p.identity <> 'merged' AND p.region LIKE $3 AND $1 <= $2"
        .to_owned()
}
