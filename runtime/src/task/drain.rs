//! The end of a queue: what is waited for, and what is cut off and told.

use std::{collections::BTreeMap, future::Future, mem, sync::Arc};

use super::{
    Task, TaskFailure, TaskFailureKind, TaskReport,
    group::Job,
    queue::{Queue, dropped},
};

impl Queue {
    /// Waits until nothing is left to do or a time is over, cuts off the rest and tells what became
    /// of all.
    pub(crate) async fn drain(&self, over: impl Future<Output = ()>) -> TaskReport {
        let idle = async {
            loop {
                // Registered by the call: what is told from here on is heard.
                let idle = self.idle.notified();
                if self.lock().open == 0 {
                    return;
                }
                idle.await;
            }
        };
        tokio::select! {
            biased;
            () = idle => self.report(),
            () = over => self.cut(),
        }
    }

    /// Cuts off what is left; nothing is accepted from here on.
    pub(crate) fn cut(&self) -> TaskReport {
        let mut state = self.lock();
        state.closed = true;
        let waiting = mem::take(&mut state.waiting);
        let running: Vec<u64> = state.running.keys().copied().collect();
        drop(state);
        for number in running {
            self.end(number, Err(TaskFailureKind::CutOff));
        }
        for Job { task, group } in waiting {
            self.cut_task(task, &group.path);
            drop(group);
            self.settle();
        }
        self.report()
    }

    pub(super) fn cut_task(&self, task: Task, path: &Arc<str>) {
        let mut state = self.lock();
        state.counts.waiting -= 1;
        state.counts.end(&Err(TaskFailureKind::CutOff));
        drop(state);
        self.tell(&dropped(task, path, TaskFailureKind::CutOff));
    }

    /// What became of all so far; what was cut off is in one report only.
    fn report(&self) -> TaskReport {
        let mut state = self.lock();
        let report = TaskReport {
            cut_off: mem::take(&mut state.cut_off),
            counts: state.counts(),
        };
        drop(state);
        if !report.cut_off.is_empty() {
            let count = report.cut_off.len();
            let tasks = names(&report.cut_off);
            tracing::warn!(count, tasks, "tasks had not ended in time and are cut off");
        }
        report
    }
}

/// Names of tasks, each with how many there are.
fn names(tasks: &[TaskFailure]) -> String {
    let mut counts = BTreeMap::new();
    for TaskFailure { name, path, .. } in tasks {
        *counts.entry((name, path)).or_insert(0_usize) += 1;
    }
    let names: Vec<String> = counts
        .into_iter()
        .map(|((name, path), count)| format!("{name} of {path}: {count}"))
        .collect();
    names.join(", ")
}
