//! `simulado check`: whether the database is whole, and every score what its responses make of it. Changes nothing.

use std::collections::BTreeMap;
use std::error::Error;

use super::bar::Bar;
use super::words::counted;
use crate::bank::folder;
use crate::config::Config;
use crate::exam::scoring::Curve;
use crate::store::OpenError;
use crate::store::reader::Reader;
use crate::upkeep::scores::{self, Outcome};

/// Checks. Gives whether all is as it must be.
///
/// As exit code: 0 for that, 1 for findings, 2 for an error of this function.
pub async fn run(config: &Config) -> Result<bool, Box<dyn Error>> {
    let mut reader = match Reader::open(&config.database_url).await {
        Err(OpenError::Damaged { cause, .. }) => {
            damaged(&[cause]);
            return Ok(false);
        }
        opened => opened?,
    };
    let bar = Bar::new("Checking the database");
    bar.waits("Reading the whole database");
    let flaws = reader.flaws().await?;
    drop(bar);
    if reader.is_postgres() {
        println!("structure: the server's own affair; pg_amcheck looks at it");
    } else if flaws.is_empty() {
        println!("structure: whole, and every reference leads somewhere");
    } else {
        damaged(&flaws);
        return Ok(false);
    }
    // Without the exams' plans much can be checked all the same, and what was not is said.
    let (curves, unread) = match folder::blueprints(&config.questions) {
        Ok(plans) => (plans.iter().map(|plan| (plan.slug.to_string(), Curve::of(plan))).collect(), None),
        Err(error) => (BTreeMap::new(), Some(error)),
    };
    let bar = Bar::new("Recomputing scores");
    let outcome = scores::check(&mut reader, &curves, &mut |done, all| bar.at_long(done, all)).await?;
    drop(bar);
    if let Some(error) = unread {
        println!("plans: {error}");
    }
    report(&outcome);
    Ok(outcome.found == 0)
}

fn damaged(flaws: &[String]) {
    println!("structure: damaged");
    for flaw in flaws {
        println!("  {flaw}");
    }
    println!("Attempts were not looked at, and nothing was changed. Restore the last backup that is whole");
}

fn report(outcome: &Outcome) {
    let Outcome { closed, open, items, without_plan, findings, found } = outcome;
    println!("attempts: {closed} closed, their scores recomputed; {open} open; {} in all", counted(*items, "item"));
    for (exam, attempts) in without_plan {
        println!("  {attempts} of the exam {exam}, whose plan is not here: their scaled scores were not recomputed");
    }
    if *found == 0 {
        println!("Nothing was found");
        return;
    }
    println!("findings: {found}");
    for finding in findings {
        println!("  attempt {}: {}", finding.attempt, finding.what);
    }
    let more = found.saturating_sub(findings.len() as u64);
    if more > 0 {
        println!("  and {more} more");
    }
    println!("Nothing was changed");
}
