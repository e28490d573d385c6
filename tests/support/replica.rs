//! The test's own view of a database, as another replica of the program would have, with the store that no request can reach.

use std::{ops::Deref, sync::Arc};

use danchu::{
    access::{Kernel, PermissionTable, Store, System, Task},
    clock::Clocks,
};

use super::server::ISSUER;

pub struct Replica {
    pub kernel: Arc<Kernel>,
    pub store: Store,
}

impl Replica {
    pub async fn start(store: Store, clocks: Clocks, permissions: PermissionTable) -> Self {
        let kernel = Kernel::start(store.clone(), clocks, permissions, ISSUER.to_owned()).await;
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
