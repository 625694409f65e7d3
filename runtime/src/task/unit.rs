//! One task.

use std::{any::type_name, borrow::Cow, fmt, future::Future, pin::Pin, time::Duration};

/// Something to be done once an answer was sent.
///
/// It is made by the handler and owns what it needs: a [`State`](crate::State) that is moved into it
/// lives as long as it does. It runs whether or not the client has waited for the answer, and how it
/// ends changes nothing for the client.
///
/// ```
/// use std::time::Duration;
///
/// use folio::{Response, State, Task, post};
///
/// # struct Mailer;
/// # impl Mailer {
/// #     async fn greet(&self, name: &str) -> Result<(), std::io::Error> { Ok(()) }
/// # }
/// /// Signs somebody up.
/// #[post("/people/{name}")]
/// async fn sign_up(name: String, mailer: State<Mailer>) -> Response<String> {
///     let to = name.clone();
///     let greeting = Task::new(async move { mailer.greet(&to).await });
///     Response::new(name).background(greeting.named("greet").timeout(Duration::from_secs(10)))
/// }
/// ```
#[must_use = "a task runs when it is given to an answer"]
pub struct Task {
    pub(super) name: Cow<'static, str>,
    pub(super) timeout: Option<Duration>,
    pub(super) work: Work,
}

/// What a task does.
pub(super) enum Work {
    Async(Pin<Box<dyn Future<Output = Result<(), String>> + Send>>),
    Blocking(Box<dyn FnOnce() -> Result<(), String> + Send>),
}

impl Task {
    /// A task that does what a future does.
    pub fn new<F>(future: F) -> Self
    where
        F: Future<Output: TaskResult> + Send + 'static,
    {
        let future = async { future.await.into_result() };
        Task::of::<F>(Work::Async(Box::pin(future)))
    }

    /// A task that calls a function that waits without giving way: files, locks, long computations.
    ///
    /// It runs on a thread of its own, so that one that hangs does not keep the process from ending.
    /// A thread can't be stopped: past its timeout, or when the server has no more time for it, such
    /// a task is counted as ended and goes on until it returns or the process ends.
    pub fn blocking<F, R>(function: F) -> Self
    where
        F: FnOnce() -> R + Send + 'static,
        R: TaskResult,
    {
        Task::of::<F>(Work::Blocking(Box::new(|| function().into_result())))
    }

    fn of<F>(work: Work) -> Self {
        // A future's or closure's type is named after the function it stands in.
        let name = type_name::<F>().trim_end_matches("::{{closure}}");
        Task {
            name: Cow::Borrowed(name),
            timeout: None,
            work,
        }
    }

    /// Names the task for logs and reports; otherwise it has the name of its function.
    pub fn named(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.name = name.into();
        self
    }

    /// How long it may run, without the time it waits for its turn; otherwise as the app's
    /// [`TaskLimits`](crate::TaskLimits) say.
    pub fn timeout(mut self, time: Duration) -> Self {
        self.timeout = Some(time);
        self
    }
}

/// What can be done in the background: a [`Task`], or a future that ends as a task may.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing to do in the background",
    label = "neither a `Task` nor a future that is one",
    note = "call an `async fn` that returns `()` or `Result<(), E>` with an `E: std::fmt::Display`, or write `Task::blocking(move || …)`",
    note = "what a future keeps across an `.await` has to be `Send`: drop an `Rc`, or the guard of a lock, before"
)]
pub trait IntoTask {
    /// The task.
    fn into_task(self) -> Task;
}

impl IntoTask for Task {
    fn into_task(self) -> Task {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<F: Future<Output: TaskResult> + Send + 'static> IntoTask for F {
    fn into_task(self) -> Task {
        Task::new(self)
    }
}

impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task")
            .field("name", &self.name)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// What a task may end with: `()`, or `Result<(), E>` with an error that can be shown.
#[diagnostic::on_unimplemented(
    message = "a task can't end with `{Self}`",
    label = "not a task's end",
    note = "let it return `()` or `Result<(), E>` with an `E: std::fmt::Display`"
)]
pub trait TaskResult {
    /// The failure as text.
    #[doc(hidden)]
    fn into_result(self) -> Result<(), String>;
}

impl TaskResult for () {
    fn into_result(self) -> Result<(), String> {
        Ok(())
    }
}

impl<E: fmt::Display> TaskResult for Result<(), E> {
    fn into_result(self) -> Result<(), String> {
        self.map_err(|error| error.to_string())
    }
}
