//! A line to PostgreSQL that can be cut and mended.

use std::{
    net::{SocketAddr, TcpListener as Bound, TcpStream as TcpStreamNow},
    time::Duration,
};

use reqwest::Url;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// As if nothing were between.
    Whole,
    /// As when PostgreSQL is stopped: connections end, and new ones are refused.
    Cut,
    /// As when its machine hangs: connections stay, and nothing comes back.
    Silent,
}

/// Ends with its value.
pub struct Lineman {
    /// The database's URL by way of the line.
    pub url: String,
    here: SocketAddr,
    state: watch::Sender<Line>,
}

impl Lineman {
    pub fn to(database_url: &str) -> Self {
        let mut url = Url::parse(database_url).expect("a URL");
        let target = (url.host_str().expect("a host").to_owned(), url.port().unwrap_or(5432));
        let bound = Bound::bind("127.0.0.1:0").expect("a free port");
        let here = bound.local_addr().expect("an address");
        drop(bound);
        let (state, seen) = watch::channel(Line::Whole);
        url.set_host(Some("127.0.0.1")).expect("a host");
        url.set_port(Some(here.port())).expect("a port");
        std::thread::spawn(move || super::support::both::block_on(carry(here, target, seen)));
        Self {
            url: url.into(),
            here,
            state,
        }
    }

    /// Returns when it is so.
    pub fn set(&self, line: Line) {
        self.state.send(line).expect("the line is there");
        while line == Line::Cut && TcpStreamNow::connect(self.here).is_ok() {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Carries until the lineman is gone.
async fn carry(here: SocketAddr, target: (String, u16), mut state: watch::Receiver<Line>) {
    loop {
        let line = *state.borrow_and_update();
        match line {
            Line::Cut => {
                if state.changed().await.is_err() {
                    return;
                }
            }
            Line::Whole | Line::Silent => {
                let listener = TcpListener::bind(here).await.expect("the port is still free");
                let mut carried = JoinSet::new();
                loop {
                    tokio::select! {
                        accepted = listener.accept() => {
                            let (near, _) = accepted.expect("a connection");
                            carried.spawn(pump(near, target.clone(), state.clone()));
                        }
                        changed = state.changed() => {
                            if changed.is_err() {
                                return;
                            }
                            if *state.borrow_and_update() == Line::Cut {
                                // First those there are, then new ones: who is refused knows that all have ended.
                                carried.shutdown().await;
                                break;
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Carries one connection both ways; stops carrying, without closing, while the line is silent.
async fn pump(mut near: TcpStream, target: (String, u16), mut state: watch::Receiver<Line>) {
    let silent = async |state: &mut watch::Receiver<Line>| {
        if state.wait_for(|line| *line == Line::Silent).await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let mut far = TcpStream::connect(target).await.expect("PostgreSQL is there");
    tokio::select! {
        _ = copy_bidirectional(&mut near, &mut far) => {}
        () = silent(&mut state) => {
            // A connection that was silent once has lost its place; it ends when the line is whole again.
            drop(state.wait_for(|line| *line != Line::Silent).await);
        }
    }
}
