//! The queue on runtimes without timers.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    time::Duration,
};

use tokio::{
    runtime::Runtime,
    sync::{Barrier, Notify, Semaphore},
};

use super::{
    Task, TaskCounts, TaskFailure, TaskFailureKind, TaskLimits, TaskReport, TaskSettings, Tasks,
    queue::Queue,
};
use crate::body::Body;

/// How long a test waits for something that has to come.
const PATIENCE: Duration = Duration::from_mins(1);

fn runtime() -> Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.build().unwrap()
}

/// A queue and what its hook was told.
fn queue(limits: TaskLimits) -> (Arc<Queue>, mpsc::Receiver<TaskFailure>) {
    let (sender, failures) = mpsc::channel();
    let settings = TaskSettings {
        limits,
        on_failure: Some(Arc::new(move |failure| {
            sender.send(failure.clone()).unwrap();
            panic!("a hook that panics");
        })),
    };
    (Arc::new(Queue::new(settings)), failures)
}

/// Adds tasks to a body that ends at once.
fn send(queue: &Arc<Queue>, tasks: impl Into<Tasks>) {
    let mut body = Body::empty();
    body.run_after(tasks.into(), queue, "/");
}

async fn drain(queue: &Queue) -> TaskReport {
    queue.drain(crate::serve::sleep(PATIENCE)).await
}

fn forever() -> Task {
    Task::new(std::future::pending::<()>())
}

fn fail() {
    panic!("a task that panics");
}

fn assert_sum(counts: &TaskCounts) {
    let TaskCounts {
        accepted,
        refused: _,
        waiting,
        running,
        finished,
        failed,
        panicked,
        timed_out,
        cut_off,
    } = *counts;
    let sum = waiting + running + finished + failed + panicked + timed_out + cut_off;
    assert_eq!(accepted, sum, "{counts:?}");
}

#[test]
fn each_end_is_counted_and_told_once() {
    let (queue, failures) = queue(TaskLimits::new());
    let now = Duration::from_nanos(1);
    let tasks = Tasks::in_order([
        Task::new(async {}).named("well"),
        Task::new(async { Ok::<(), Infallible>(()) }).named("well"),
        Task::new(async { Err::<(), _>("why") }).named("failed"),
        Task::new(async { fail() }).named("panicked"),
        forever().timeout(now).named("timed out"),
        Task::blocking(|| ()).named("well"),
        Task::blocking(|| Err::<(), _>("why")).named("failed"),
        Task::blocking(fail).named("panicked"),
        Task::new(async {}).named("well"),
    ]);
    let report = runtime().block_on(async {
        send(&queue, tasks);
        drain(&queue).await
    });
    let counts = report.counts;
    assert_sum(&counts);
    assert_eq!(counts.accepted, 9);
    assert_eq!(counts.finished, 4);
    assert_eq!((counts.failed, counts.panicked), (2, 2));
    assert_eq!(counts.timed_out, 1);
    assert!(report.cut_off.is_empty());
    for failure in failures.try_iter() {
        let expected = match failure.name.as_ref() {
            "failed" => TaskFailureKind::Failed("why".to_owned()),
            "panicked" => TaskFailureKind::Panicked,
            "timed out" => TaskFailureKind::TimedOut,
            other => panic!("`{other}` did not fail"),
        };
        assert_eq!(failure.kind, expected);
    }
}

#[test]
fn steps_run_one_after_another_and_their_tasks_at_once() {
    let (queue, _failures) = queue(TaskLimits::new());
    let (sender, said) = mpsc::channel();
    let barrier = Arc::new(Barrier::new(2));
    let meet = |name: &'static str| {
        let (sender, barrier) = (sender.clone(), Arc::clone(&barrier));
        Task::new(async move {
            // Neither gets any further without the other.
            barrier.wait().await;
            sender.send(name)
        })
    };
    let say = |name: &'static str| {
        let sender = sender.clone();
        Task::blocking(move || sender.send(name))
    };
    let tasks = Tasks::one(say("first"))
        .then(Tasks::concurrently([meet("both"), meet("both")]))
        .then(Tasks::concurrently([]))
        .then(say("last"));
    assert_eq!(tasks.len(), 4);
    let counts = runtime().block_on(async {
        send(&queue, tasks);
        drain(&queue).await.counts
    });
    assert_eq!(counts.finished, 4);
    let said: Vec<_> = said.try_iter().collect();
    assert_eq!(said, ["first", "both", "both", "last"]);
}

#[test]
fn no_more_run_at_once_than_may() {
    let (queue, _failures) = queue(TaskLimits::new().concurrency(2));
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let task = || {
        let (now, most) = (Arc::clone(&now), Arc::clone(&most));
        Task::new(async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            now.fetch_sub(1, Ordering::SeqCst);
        })
    };
    let counts = runtime().block_on(async {
        for _ in 0..20 {
            send(&queue, Tasks::concurrently([task(), task(), task()]));
        }
        drain(&queue).await.counts
    });
    assert_eq!(counts.finished, 60);
    let most = most.load(Ordering::SeqCst);
    assert!((1..=2).contains(&most), "{most} at once");
}

#[test]
fn what_there_is_no_room_for_is_refused_whole() {
    let (queue, failures) = queue(TaskLimits::new().queue(3).concurrency(1));
    let release = Arc::new(Notify::new());
    let released = Arc::clone(&release);
    let held = Task::new(async move { released.notified().await });
    let counts = runtime().block_on(async {
        send(&queue, Tasks::one(held).then(Task::new(async {})));
        let two = Tasks::in_order([forever().named("a"), forever().named("b")]);
        send(&queue, two);
        let counts = queue.counts();
        assert_sum(&counts);
        assert_eq!((counts.running, counts.waiting), (1, 1));
        send(&queue, Task::new(async {}));
        release.notify_one();
        let counts = drain(&queue).await.counts;
        // There is room again.
        send(&queue, Task::new(async {}));
        assert_eq!(drain(&queue).await.counts.finished, counts.finished + 1);
        counts
    });
    assert_sum(&counts);
    assert_eq!(
        (counts.accepted, counts.refused, counts.finished),
        (3, 2, 3)
    );
    let refused: Vec<_> = failures.try_iter().collect();
    assert_eq!(refused.len(), 2, "{refused:?}");
    for (failure, name) in refused.iter().zip(["a", "b"]) {
        assert_eq!(failure.name, name);
        assert_eq!(failure.kind, TaskFailureKind::Refused);
    }
}

#[test]
fn a_blocking_task_past_its_time_keeps_its_place_only() {
    let (queue, _failures) = queue(TaskLimits::new().concurrency(2));
    let (release, released) = mpsc::channel::<()>();
    let (sender, said) = mpsc::channel();
    let hangs = Task::blocking(move || released.recv().unwrap());
    let next = Task::new(async move { sender.send("next") });
    let runtime = runtime();
    let counts = runtime.block_on(async {
        let hangs = hangs.timeout(Duration::from_nanos(1));
        send(&queue, Tasks::one(hangs).then(next));
        drain(&queue).await.counts
    });
    assert_sum(&counts);
    assert_eq!((counts.timed_out, counts.finished), (1, 1));
    assert_eq!(said.recv_timeout(PATIENCE), Ok("next"));
    release.send(()).unwrap();
}

#[test]
fn what_is_left_is_cut_off_and_told() {
    struct Loud;
    impl Drop for Loud {
        fn drop(&mut self) {
            panic!("a task that panics when it is dropped");
        }
    }
    let (queue, failures) = queue(TaskLimits::new().concurrency(2));
    let loud = Loud;
    let running = Arc::new(Semaphore::new(0));
    let begun = Arc::clone(&running);
    let runs = Task::new(async move {
        let _loud = loud;
        begun.add_permits(1);
        std::future::pending::<()>().await;
    });
    let (release, released) = mpsc::channel::<()>();
    let begun = Arc::clone(&running);
    let hangs = Task::blocking(move || {
        begun.add_permits(1);
        released.recv().unwrap();
    });
    let loud = Loud;
    let waits = Task::new(async move { drop(loud) });
    runtime().block_on(async {
        send(&queue, Tasks::one(runs).then(forever()).then(forever()));
        send(&queue, Tasks::concurrently([hangs, forever()]));
        send(&queue, Tasks::one(waits).then(forever()));
        drop(running.acquire_many(2).await.unwrap());
        let report = queue.drain(std::future::ready(())).await;
        assert_eq!(report.cut_off.len(), 7, "{report:?}");
        assert_sum(&report.counts);
        assert_eq!(report.counts.cut_off, 7);
        // Nothing is accepted any more, and nothing told twice.
        send(&queue, forever());
        let report = drain(&queue).await;
        assert!(report.cut_off.is_empty());
        assert_eq!((report.counts.refused, report.counts.cut_off), (1, 7));
    });
    release.send(()).unwrap();
    let told = failures.try_iter();
    let told = told.filter(|failure| failure.kind == TaskFailureKind::CutOff);
    assert_eq!(told.count(), 7);
}

#[test]
fn a_runtime_that_ends_cuts_its_tasks_off() {
    let (queue, failures) = queue(TaskLimits::new().concurrency(1));
    let mut late = Body::empty();
    let first = runtime();
    first.block_on(async {
        send(&queue, Tasks::one(forever()).then(forever()));
        send(&queue, forever());
        late.run_after(Tasks::in_order([forever(), forever()]), &queue, "/");
    });
    drop(first);
    drop(late);
    let counts = queue.counts();
    assert_sum(&counts);
    assert_eq!((counts.accepted, counts.cut_off), (5, 5));
    assert_eq!(failures.try_iter().count(), 5);
    // Another runtime's tasks run all the same.
    let report = runtime().block_on(async {
        send(&queue, Task::new(async {}));
        drain(&queue).await
    });
    assert_eq!(report.counts.finished, 1);
}

#[test]
fn tasks_made_outside_a_runtime_are_refused() {
    let (queue, failures) = queue(TaskLimits::new());
    send(&queue, forever());
    assert_eq!(queue.counts().refused, 1);
    assert_eq!(failures.try_iter().count(), 1);
}

#[test]
fn a_task_has_the_name_of_its_function() {
    async fn count_visit() {}
    let name = Task::new(count_visit()).name;
    assert!(name.ends_with("::count_visit"), "{name}");
    let name = Task::new(async { count_visit().await }).name;
    assert!(name.ends_with("has_the_name_of_its_function"), "{name}");
    assert_eq!(Task::blocking(|| ()).named("visit").name, "visit");
}
