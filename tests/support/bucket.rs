//! A bucket of this machine: an S3 server over a directory, which lives as long as the process.

use std::{net::Ipv4Addr, path::Path};

use danchu::attachment::Files;
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use object_store::aws::AmazonS3Builder;
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use tokio::net::TcpListener;

const KEY: &str = "danchu";
const SECRET: &str = "danchu-secret";

/// Files in a bucket that is made under `directory`, below a prefix.
pub fn files_in_bucket(directory: &Path) -> Files {
    let objects = directory.join("objects");
    std::fs::create_dir_all(objects.join("files")).expect("the bucket is made");
    let mut service = S3ServiceBuilder::new(FileSystem::new(&objects).expect("a directory"));
    service.set_auth(SimpleAuth::from_single(KEY, SECRET));
    let service = service.build();
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let address = listener.local_addr().expect("an address");
    listener.set_nonblocking(true).expect("it can wait");
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let listener = TcpListener::from_std(listener).expect("it listens");
            loop {
                let Ok((socket, _)) = listener.accept().await else {
                    continue;
                };
                let service = service.clone();
                tokio::spawn(async move {
                    let connection = Builder::new(TokioExecutor::new());
                    // A client that goes away is no failure of the bucket's.
                    drop(
                        connection
                            .http1_only()
                            .serve_connection(TokioIo::new(socket), service)
                            .await,
                    );
                });
            }
        });
    });
    let url = "s3://files/danchu/test";
    let store = AmazonS3Builder::new()
        .with_url(url)
        .with_region("vn")
        .with_access_key_id(KEY)
        .with_secret_access_key(SECRET)
        .with_endpoint(format!("http://{address}"))
        .with_allow_http(true);
    Files::in_bucket(store, url, directory.join("arriving")).expect("the bucket can be named")
}
