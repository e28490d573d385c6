//! A board and its figures are read by as many statements, however many members, recommendations or boards there are.

use super::{inspected_by, received, secretary};
use crate::{
    board::BOARDS,
    counted::inspectorate,
    support::{client::Client, database::Backend},
    year::driver::Year,
};

on_both! {
    a_board_of_nine_takes_as_many_as_one_of_five,
    figures_of_three_boards_take_as_many_as_those_of_one,
}

/// How many statements an answer takes once it is known who asks.
async fn statements(year: &Year, who: &Client, at: &str) -> u64 {
    let store = &year.server().served;
    who.get(at).await.ok(200);
    let before = store.statements();
    who.get(at).await.ok(200);
    store.statements() - before
}

async fn a_board_of_nine_takes_as_many_as_one_of_five(backend: Backend) {
    let figures = "/api/v1/board-figures?group=commune_inspectorates&from=2025-10-01&to=2025-10-20";
    let mut taken = Vec::new();
    for (members, recommended) in [(5, 1), (9, 3)] {
        let (commune, board) = inspected_by(backend, members).await;
        let address = format!("{BOARDS}/{}", board["id"].as_str().expect("an id"));
        let clerk = secretary(&commune.year, &board, "thu.ky").await;
        for _ in 0..recommended {
            received(&commune, &clerk).await;
        }
        let committee = commune.year.sign_in("leader.03388").await;
        let mut of_each = Vec::new();
        for who in [&committee, &commune.president, &commune.front, &clerk] {
            let seen = who.get(&address).await;
            let there = |list: &str| seen.json[list].as_array().map(Vec::len);
            assert_eq!(
                (there("members"), there("recommendations")),
                (Some(members), Some(recommended))
            );
            for at in [address.as_str(), figures] {
                of_each.push(statements(&commune.year, who, at).await);
            }
        }
        taken.push(of_each);
    }
    assert_eq!(taken[0], taken[1]);
}

async fn figures_of_three_boards_take_as_many_as_those_of_one(backend: Backend) {
    let figures = "/api/v1/board-figures?group=workplace_inspectorates&from=2025-10-01&to=2025-10-20";
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.union").await, year.sign_in("leader.union").await);
    let province = year.sign_in("officer.12").await;
    let mut taken = Vec::new();
    for (hosts, boards) in [(&["so-gddt"][..], 1), (&["thpt-lai-chau", "03390"][..], 3)] {
        for host in hosts {
            inspectorate((&officer, &leader), host, &[("female", "Thái"); 3]).await;
        }
        let mut of_each = Vec::new();
        for who in [&officer, &leader, &province] {
            assert_eq!(who.get(figures).await.ok(200)["boards"], boards);
            of_each.push(statements(&year, who, figures).await);
        }
        taken.push(of_each);
    }
    assert_eq!(taken[0], taken[1]);
}
