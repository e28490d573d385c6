//! The test's own view of a database, as another replica of the program would have, with the store that no request can reach.

use std::{ops::Deref, sync::Arc};

use danchu::{
    access::{Kernel, PermissionTable, Store, System, Task},
    attachment::{Files, Scan},
    clock::Clocks,
    person::PersonKeys,
};

use super::server::ISSUER;

pub struct Replica {
    pub kernel: Arc<Kernel>,
    pub store: Store,
}

/// Where a test keeps files: each process apart, each content once.
pub fn files() -> Files {
    Files::local(std::env::temp_dir().join(format!("danchu-test-files-{}", std::process::id())))
}

/// The key of every test's secrets.
pub fn person_keys() -> PersonKeys {
    PersonKeys::new(&[42; 32]).expect("a key")
}

impl Replica {
    pub async fn start(store: Store, clocks: Clocks, permissions: PermissionTable) -> Self {
        Self::with(store, clocks, permissions, files(), None).await
    }

    pub async fn with(
        store: Store,
        clocks: Clocks,
        permissions: PermissionTable,
        files: Files,
        scan: Option<Scan>,
    ) -> Self {
        let issuer = ISSUER.to_owned();
        let kernel = Kernel::start(store.clone(), clocks, permissions, issuer, files, scan, person_keys()).await;
        Self {
            kernel: kernel.expect("the kernel starts"),
            store,
        }
    }

    pub fn system(&self, task: Task) -> System<'_> {
        System::new(&self.store, task)
    }
}

impl Deref for Replica {
    type Target = Kernel;

    fn deref(&self) -> &Kernel {
        &self.kernel
    }
}
