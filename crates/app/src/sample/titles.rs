//! What firms hold: recognitions with their batches, renewals and lapses.
//!
//! The sizes are those of a large manufacturing district of 12,000 firms; a smaller sample holds the same shares.

use super::calendar_time::{day, held_for};
use super::draw::Draws;
use super::firms::{Firm, Size};
use benfu_domain::Day;
use benfu_domain::party::Status;

/// Firms of the full sample.
pub(super) const FULL: usize = 12_000;

/// One batch of a list: who may be on it and since when it holds.
struct Batch {
    scheme: &'static str,
    name: &'static str,
    from: Day,
    until: Day,
    document: &'static str,
}

/// The statuses of all firms, by the list they came with.
pub(super) fn titles(firms: &[Firm], seed: u64) -> Vec<Status> {
    let mut draws = Draws::new(seed, "titles");
    let mut old: Vec<&Firm> = firms
        .iter()
        .filter(|firm| firm.founded < day(2021, 1, 1))
        .collect();
    draws.shuffle(&mut old);
    let mut titles = high_tech(&old, firms.len());
    titles.extend(ladder(&old, firms.len()));
    titles.extend(small_technology_firms(firms, &mut draws));
    titles.extend(services(firms));
    titles.extend(bars(firms, seed));
    titles
}

/// What bars from applying: one firm in a hundred has something on record.
fn bars(firms: &[Firm], seed: u64) -> Vec<Status> {
    const KINDS: [(&str, &str); 4] = [
        ("credit_list", "abnormal"),
        ("major_incident", "safety"),
        ("major_incident", "environment"),
        ("application_bar", "ladder"),
    ];
    let mut draws = Draws::new(seed, "bars");
    let mut barred = Vec::new();
    for firm in firms {
        let (scheme, level) = *draws.pick(&KINDS);
        let from = day(2024, 8, 12);
        let bar = Status {
            party: firm.party.id,
            scheme: scheme.to_owned(),
            level: level.to_owned(),
            subject: String::new(),
            batch: String::new(),
            from,
            until: Some(held_for(from, 3)),
            document: "名录（示例）".to_owned(),
        };
        barred.extend(draws.chance(10).then_some(bar));
    }
    barred
}

/// The share of a count that a sample of `firms` holds, rounded to the nearest.
fn scaled(count: usize, firms: usize) -> usize {
    (count * firms + FULL / 2) / FULL
}

/// The part of a list from one share of the full sample up to another.
fn part<'a, 'b>(list: &'b [&'a Firm], firms: usize, from: usize, to: usize) -> &'b [&'a Firm] {
    let end = scaled(to, firms).min(list.len());
    &list[scaled(from, firms).min(end)..end]
}

fn hold(holders: &[&Firm], batch: &Batch) -> Vec<Status> {
    let status = |firm: &&Firm| Status {
        party: firm.party.id,
        scheme: batch.scheme.to_owned(),
        level: String::new(),
        subject: String::new(),
        batch: batch.name.to_owned(),
        from: batch.from,
        until: Some(batch.until),
        document: batch.document.to_owned(),
    };
    holders.iter().map(status).collect()
}

fn high_tech_batch(name: &'static str, from: Day) -> Batch {
    let document = "高新技术企业备案公告（示例）";
    Batch {
        scheme: "hnte",
        name,
        from,
        until: held_for(from, 3),
        document,
    }
}

/// National high-tech enterprises: 7,397 hold the title in mid-2025. A title holds three years; most are renewed.
fn high_tech(old: &[&Firm], firms: usize) -> Vec<Status> {
    let here = |from, to| part(old, firms, from, to);
    let lists: [(&[&Firm], Batch); 9] = [
        (
            here(0, 1_310),
            high_tech_batch("2022年第一批", day(2022, 12, 14)),
        ),
        (
            here(1_310, 2_310),
            high_tech_batch("2022年第二批", day(2022, 12, 19)),
        ),
        (
            here(2_310, 3_430),
            high_tech_batch("2023年第一批", day(2023, 10, 16)),
        ),
        (
            here(3_430, 4_797),
            high_tech_batch("2023年第二批", day(2023, 12, 12)),
        ),
        (
            here(4_797, 6_100),
            high_tech_batch("2024年第一批", day(2024, 11, 19)),
        ),
        (
            here(6_100, 7_397),
            high_tech_batch("2024年第二批", day(2024, 12, 26)),
        ),
        // Renewed in 2023 and 2024 after three years.
        (
            here(2_310, 3_900),
            high_tech_batch("2020年", day(2020, 12, 11)),
        ),
        (
            here(4_797, 6_720),
            high_tech_batch("2021年", day(2021, 12, 23)),
        ),
        // Lapsed and not renewed.
        (
            here(7_397, 7_720),
            high_tech_batch("2021年", day(2021, 12, 23)),
        ),
    ];
    let mut held: Vec<Status> = lists
        .iter()
        .flat_map(|(holders, batch)| hold(holders, batch))
        .collect();
    held.extend(hold(
        here(7_720, 7_810),
        &high_tech_batch("2020年", day(2020, 12, 11)),
    ));
    held
}

fn three_years(scheme: &'static str, name: &'static str, from: Day) -> Batch {
    Batch {
        scheme,
        name,
        from,
        until: held_for(from, 3),
        document: "认定名单公布通知（示例）",
    }
}

/// From innovative SME to single-product champion: each rung is a part of the one below.
fn ladder(old: &[&Firm], firms: usize) -> Vec<Status> {
    // Every third of the firms with a high-tech title, so that the rungs run through all batches.
    let candidates: Vec<&Firm> = old
        .iter()
        .copied()
        .step_by(2)
        .filter(|firm| firm.size != Size::Micro)
        .collect();
    let here = |from, to| part(&candidates, firms, from, to);
    let lists: [(&[&Firm], Batch); 12] = [
        (
            here(0, 900),
            three_years("innovative_sme", "2022年", day(2022, 12, 30)),
        ),
        (
            here(900, 1_900),
            three_years("innovative_sme", "2023年", day(2023, 7, 28)),
        ),
        (
            here(1_900, 2_750),
            three_years("innovative_sme", "2024年", day(2024, 8, 9)),
        ),
        (
            here(2_750, 2_870),
            three_years("innovative_sme", "2021年", day(2021, 11, 26)),
        ),
        (
            here(0, 480),
            three_years("srdi_sme", "2022年", day(2022, 12, 30)),
        ),
        (
            here(900, 1_440),
            three_years("srdi_sme", "2023年", day(2023, 12, 29)),
        ),
        (
            here(1_900, 2_400),
            three_years("srdi_sme", "2024年", day(2025, 1, 8)),
        ),
        (
            here(2_750, 2_810),
            three_years("srdi_sme", "2021年", day(2021, 12, 20)),
        ),
        (
            here(0, 62),
            three_years("little_giant", "第四批", day(2022, 9, 1)),
        ),
        (
            here(900, 970),
            three_years("little_giant", "第五批", day(2023, 7, 14)),
        ),
        (
            here(1_900, 1_954),
            three_years("little_giant", "第六批", day(2024, 9, 3)),
        ),
        (
            here(480, 492),
            three_years("little_giant", "第三批", day(2021, 7, 19)),
        ),
    ];
    let mut held: Vec<Status> = lists
        .iter()
        .flat_map(|(holders, batch)| hold(holders, batch))
        .collect();
    held.extend(hold(
        here(20, 34),
        &three_years("single_product_champion", "第八批", day(2024, 4, 22)),
    ));
    held
}

/// Technology SMEs are listed anew each year.
fn small_technology_firms(firms: &[Firm], draws: &mut Draws) -> Vec<Status> {
    let mut small: Vec<&Firm> = firms
        .iter()
        .filter(|firm| firm.size < Size::Medium)
        .collect();
    draws.shuffle(&mut small);
    let list = |name, from, until| Batch {
        scheme: "tech_sme",
        name,
        from,
        until,
        document: "入库公告（示例）",
    };
    let before = list("2024年入库", day(2024, 6, 14), day(2025, 3, 31));
    let now = list("2025年入库", day(2025, 5, 30), day(2026, 3, 31));
    let mut held = hold(part(&small, firms.len(), 0, 5_200), &before);
    held.extend(hold(part(&small, firms.len(), 900, 5_050), &now));
    held
}

/// Technology-service firms: 155 of the full sample.
fn services(firms: &[Firm]) -> Vec<Status> {
    let service: Vec<&Firm> = firms
        .iter()
        .filter(|firm| matches!(firm.trade.key, "software" | "instrument"))
        .collect();
    let batch = Batch {
        scheme: "technology_service_firm",
        name: "规模以上科技服务业名录",
        from: day(2024, 1, 1),
        until: day(2025, 12, 31),
        document: "统计名录（示例）",
    };
    hold(part(&service, firms.len(), 0, 155), &batch)
}
